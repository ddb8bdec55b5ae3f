//! What the servers answer.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value as Json, json};

use super::log::{Log, Open};
use super::mode::{Mode, Told};
use super::otlp::{otlp, success};
use super::received::Received;
use super::refused::Refused;
use super::rights::rights;
use super::segment::segment;
use super::sentry::sentry;
use super::unpack::unpack;

/// Most bytes of a body as it comes over the wire.
const MOST: usize = 10 * 1024 * 1024;

/// Status, `Retry-After` and text of an answer, and how many records it says were rejected.
type Answer = (u16, Option<String>, &'static str, u64);

/// The routes of one of them. Whatever is not said to the stand-in itself counts as a request to
/// the vendor, also on a path that the vendor does not have.
pub(crate) fn routes(recipient: &'static str, log: Arc<Log>) -> Router {
    Router::new()
        .route("/_mode", post(told))
        .route("/_received", get(received))
        .fallback(move |state, request| take(recipient, state, request))
        .with_state(log)
}

async fn told(State(log): State<Arc<Log>>, body: String) -> Response {
    let told: Result<Told, _> = serde_json::from_str(&body);
    match told.map_err(|error| error.to_string()).and_then(Told::mode) {
        Ok(mode) => {
            log.mode.send_replace(mode);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

async fn received(State(log): State<Arc<Log>>) -> axum::Json<Json> {
    let requests = log.requests();
    let counts = |recipient: &str| {
        let of = || requests.iter().filter(|one| one.recipient == recipient);
        let taken = of().filter(|one| one.status == 200);
        let (ids, again) = taken.fold((0, 0), |(ids, again), one| {
            (ids + one.ids.len(), again + one.again.len())
        });
        json!({ "requests": of().count(), "taken": ids - again, "again": again })
    };
    let (segment, sentry, otlp) = (counts("segment"), counts("sentry"), counts("otlp"));
    let rights = counts("rights");
    let requests: Vec<Json> = requests.iter().map(Received::to_json).collect();
    axum::Json(
        json!({ "segment": segment, "sentry": sentry, "otlp": otlp, "rights": rights, "requests": requests }),
    )
}

async fn take(
    recipient: &'static str,
    State(log): State<Arc<Log>>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let open = log.begin(Received::head(recipient, &head));
    let read = read(recipient, &head, body, &open).await;
    open.keep();
    let (status, retry_after, why, rejected) = match read {
        Ok(()) => answer(&log).await,
        Err(Refused { status, why }) => (status, None, why, 0),
    };
    open.answered(status, why);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if recipient == "otlp" && status == StatusCode::OK {
        return success(rejected).into_response();
    }
    match retry_after {
        Some(retry_after) => (status, [("retry-after", retry_after)], why).into_response(),
        None => (status, why).into_response(),
    }
}

/// Reads a request to its end, then holds it against what the vendor documents.
async fn read(
    recipient: &'static str,
    head: &Parts,
    body: Body,
    open: &Open<'_>,
) -> Result<(), Refused> {
    let raw = body_of(body, open).await?;
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let body = unpack(header("content-encoding"), &raw);
    open.note(|request| {
        request.body = body.clone().unwrap_or_default();
    });
    let path = match recipient {
        "rights" => "/v1/requests",
        "segment" => "/v1/batch",
        "otlp" => "/v1/logs",
        _ => "/api/1/envelope/",
    };
    if head.uri.path() != path {
        return Err(Refused {
            status: 404,
            why: "there is nothing at this path",
        });
    }
    if head.method != Method::POST {
        return Err(Refused {
            status: 405,
            why: "only POST is taken",
        });
    }
    let ids = match recipient {
        "rights" => rights(header("content-type"), &body?),
        "segment" => segment(header("authorization"), &body?),
        "otlp" => otlp(header("content-type"), &body?),
        _ => sentry(header("x-sentry-auth"), &body?),
    }?;
    open.note(|request| request.ids = ids);
    Ok(())
}

/// The body as it comes; what came is noted even if the rest never does.
async fn body_of(mut body: Body, open: &Open<'_>) -> Result<Vec<u8>, Refused> {
    let mut raw = Vec::new();
    loop {
        let frame =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context));
        let Some(frame) = frame.await else {
            return Ok(raw);
        };
        let frame = frame.map_err(|_| Refused::bad("the body is cut short"))?;
        let Some(bytes) = frame.data_ref() else {
            continue;
        };
        raw.extend_from_slice(bytes);
        open.note(|request| request.raw.extend_from_slice(bytes));
        if raw.len() > MOST {
            return Err(Refused {
                status: 413,
                why: "the body is over 10 MB",
            });
        }
    }
}

/// The answer of the mode in force; a hanging one waits for the next mode.
async fn answer(log: &Log) -> Answer {
    let mut modes = log.mode.subscribe();
    loop {
        match modes.borrow_and_update().clone() {
            Mode::Ok => return (200, None, "taken", 0),
            Mode::Partial(rejected) => return (200, None, "taken", rejected),
            Mode::Status(status, retry_after) => {
                return (status, retry_after, "as it was told", 0);
            }
            Mode::Hang => {}
        }
        if modes.changed().await.is_err() {
            return (503, None, "the server ends", 0);
        }
    }
}
