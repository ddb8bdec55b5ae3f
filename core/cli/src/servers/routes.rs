//! What the servers answer.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value as Json, json};
use tokio::sync::watch;

use super::kept;
use super::mode::{Mode, Told};
use super::received::Received;
use super::shape::{Refused, segment, sentry, unpack};

/// Most bytes of a body as it comes over the wire.
const MOST: usize = 10 * 1024 * 1024;

/// What both servers share.
pub(crate) struct Shared {
    pub(crate) mode: watch::Sender<Mode>,
    pub(crate) begun: AtomicUsize,
    log: Mutex<Vec<Received>>,
    taken: Mutex<BTreeSet<String>>,
    keep: Option<PathBuf>,
}

impl Shared {
    pub(crate) fn new(keep: Option<PathBuf>) -> Self {
        Self {
            mode: watch::Sender::new(Mode::Ok),
            begun: AtomicUsize::new(0),
            log: Mutex::new(Vec::new()),
            taken: Mutex::new(BTreeSet::new()),
            keep,
        }
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Vec<Received>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_duplicate(&self, ids: &[String]) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let new = ids.iter().filter(|id| taken.insert((*id).clone())).count();
        new == 0
    }
}

/// The routes of one of them.
pub(crate) fn routes(recipient: &'static str, shared: Arc<Shared>) -> Router {
    let path = match recipient {
        "segment" => "/v1/batch",
        _ => "/api/1/envelope/",
    };
    Router::new()
        .route(
            path,
            post(move |state, request| take(recipient, state, request)),
        )
        .route("/_mode", post(told))
        .route("/_received", get(received))
        .with_state(shared)
}

async fn told(State(shared): State<Arc<Shared>>, body: String) -> Response {
    let told: Result<Told, _> = serde_json::from_str(&body);
    match told.map_err(|error| error.to_string()).and_then(Told::mode) {
        Ok(mode) => {
            shared.mode.send_replace(mode);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

async fn received(State(shared): State<Arc<Shared>>) -> axum::Json<Json> {
    let requests: Vec<Json> = shared.log().iter().map(Received::to_json).collect();
    axum::Json(json!({ "requests": requests }))
}

async fn take(
    recipient: &'static str,
    State(shared): State<Arc<Shared>>,
    request: Request<Body>,
) -> Response {
    shared.begun.fetch_add(1, Ordering::SeqCst);
    let (at, wall) = (Instant::now(), SystemTime::now());
    let headers = request.headers().clone();
    let raw = to_bytes(request.into_body(), MOST)
        .await
        .map(|bytes| bytes.to_vec())
        .unwrap_or_default();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let body = unpack(header("content-encoding"), &raw);
    let read = body
        .as_ref()
        .map_err(|refused| *refused)
        .and_then(|body| match recipient {
            "segment" => segment(header("authorization"), body),
            _ => sentry(header("x-sentry-auth"), body),
        });
    let number = {
        let mut log = shared.log();
        log.push(Received {
            recipient,
            at,
            wall,
            status: 0,
            headers: plain(&headers),
            raw,
            body: body.unwrap_or_default(),
            ids: read.clone().unwrap_or_default(),
            duplicate: false,
        });
        log.len() - 1
    };
    let answer = match read {
        Ok(_) => answer(&shared).await,
        Err(Refused { status, why }) => (status, None, why),
    };
    finish(&shared, number, answer)
}

/// The answer of the mode in force; a hanging one waits for the next mode.
async fn answer(shared: &Shared) -> (u16, Option<String>, &'static str) {
    let mut modes = shared.mode.subscribe();
    loop {
        match modes.borrow_and_update().clone() {
            Mode::Ok => return (200, None, "taken"),
            Mode::Status(status, retry_after) => return (status, retry_after, "as it was told"),
            Mode::Hang => {}
        }
        if modes.changed().await.is_err() {
            return (503, None, "the server ends");
        }
    }
}

fn finish(
    shared: &Shared,
    number: usize,
    (status, retry_after, why): (u16, Option<String>, &'static str),
) -> Response {
    let received = {
        let mut log = shared.log();
        let ids = log[number].ids.clone();
        log[number].status = status;
        log[number].duplicate = status == 200 && shared.is_duplicate(&ids);
        log[number].clone()
    };
    if let Some(folder) = &shared.keep
        && let Err(error) = kept::write(folder, number, &received)
    {
        eprintln!("sordino: a request could not be kept: {error}");
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match retry_after {
        Some(retry_after) => (status, [("retry-after", retry_after)], why).into_response(),
        None => (status, why).into_response(),
    }
}

fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    let text =
        |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}
