//! Requests over HTTP for hosts: demo, tests, servers. Phones bring the system's own client.
//!
//! Blocking, on the calling thread. Nothing is kept between two requests: no connection, no cookie,
//! no redirect followed, no proxy taken from the environment.

use std::io::{Read, sink};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sordino_engine::Engine;
use sordino_engine::upload::{
    Answer, Cancel, Next, NotBegun, Reply, Reported, Request, START_BYTES,
};
use ureq::Agent;
use ureq::config::Config;

/// Most bytes read of an answer's body; it says nothing that the engine needs.
const MOST_OF_A_BODY: u64 = 64 * 1024;

/// A blocking HTTP client that sends what the engine hands out.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use sordino_adapters::{Canceller, Http};
/// use sordino_engine::upload::{Cancel, Reply, Request};
///
/// let request = Request {
///     id: 1,
///     recipient: "segment".to_owned(),
///     purpose: "usage".to_owned(),
///     url: "https://events.example.org/v1/batch".to_owned(),
///     headers: Vec::new(),
///     body: Vec::new(),
///     records: 0,
/// };
/// let canceller = Canceller::default();
/// canceller.cancel();
/// let reply = Http::new(Duration::from_secs(10)).send(&request, &canceller);
/// assert_eq!(reply, Reply::Cancelled, "and no connection was opened");
/// ```
#[derive(Debug, Clone)]
pub struct Http {
    config: Config,
}

impl Http {
    /// A client that gives up on a request after `timeout`, name lookup and answer included.
    pub fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .user_agent(concat!("sordino/", env!("CARGO_PKG_VERSION")))
            .accept("")
            .build();
        Self { config }
    }

    /// Posts one request and waits for the answer.
    ///
    /// Use a [`Canceller`] for one request only, and register it with [`Engine::begin`] before.
    ///
    /// An answer counts from its status line on: what comes later, a cancel included, does not
    /// change it. Of its body at most 64 KiB are read, and all but the first bytes are dropped.
    pub fn send(&self, request: &Request, canceller: &Canceller) -> Reply {
        let Some(agent) = canceller.begin(&self.config) else {
            return Reply::Cancelled;
        };
        let mut post = agent.post(&request.url);
        for (name, value) in &request.headers {
            post = post.header(name, value);
        }
        match post.send(&request.body[..]) {
            Ok(answer) => {
                let header = |name: &str| {
                    let value = answer.headers().get(name);
                    value
                        .and_then(|value| value.to_str().ok())
                        .map(str::to_owned)
                };
                let said = Answer {
                    retry_after: header("Retry-After"),
                    rate_limits: header("X-Sentry-Rate-Limits"),
                    content_type: header("Content-Type"),
                    ..Answer::of(answer.status().as_u16())
                };
                let mut body = answer.into_body().into_reader().take(MOST_OF_A_BODY);
                let mut start = Vec::new();
                let _ = (&mut body).take(START_BYTES as u64).read_to_end(&mut start);
                // Read, so that the server is not cut off in the middle; whatever fails, it answered.
                let _ = std::io::copy(&mut body, &mut sink());
                Reply::Answered(Answer { start, ..said })
            }
            Err(_) if canceller.is_cancelled() => Reply::Cancelled,
            Err(ureq::Error::Timeout(_)) => Reply::TimedOut,
            Err(_) => Reply::Failed,
        }
    }
}

/// Stops one [`Http::send`], before or while it runs.
///
/// Once [`Cancel::cancel`] has returned, a request that was not begun opens no connection, and one
/// under way has its socket shut down. While a connection is still being made the shut-down takes
/// effect when it stands, before a byte is sent; until then, at most for the client's timeout,
/// `send` does not return.
#[derive(Debug, Clone, Default)]
pub struct Canceller {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    NotBegun,
    /// The agent of this request alone: to shut it down stops nothing else.
    Begun(Agent),
    Cancelled,
}

impl Canceller {
    /// Lets one request begin, unless it is cancelled already.
    fn begin(&self, config: &Config) -> Option<Agent> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Cancelled = *state {
            return None;
        }
        let agent = Agent::new_with_config(config.clone());
        *state = State::Begun(agent.clone());
        Some(agent)
    }

    fn is_cancelled(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(*state, State::Cancelled)
    }
}

impl Cancel for Canceller {
    fn cancel(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Begun(agent) = std::mem::replace(&mut *state, State::Cancelled) {
            agent.shutdown();
        }
    }
}

/// What [`deliver`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One request was sent, or tried, and reported.
    Sent(Reported),
    /// Something waits, but not for so long.
    Wait(Duration),
    /// Nothing waits.
    Idle,
    /// A request was not begun; call again, unless it says that this would not help.
    NotBegun(NotBegun),
}

/// Takes one step: asks the engine for the next upload, begins it, sends it, reports the answer.
///
/// It may be called from several threads; the engine gives each recipient to one of them.
pub fn deliver(engine: &Engine, http: &Http) -> Step {
    let ticket = match engine.next_upload() {
        Next::Ready(ticket) => ticket,
        Next::Wait(wait) => return Step::Wait(wait),
        Next::Idle => return Step::Idle,
    };
    let canceller = Canceller::default();
    match engine.begin(ticket, Arc::new(canceller.clone())) {
        Ok(request) => {
            // A process that was stopped since has lost the request, and finds it cancelled.
            engine.stop_revoked();
            let reply = http.send(&request, &canceller);
            Step::Sent(engine.report(request.id, &reply))
        }
        Err(reason) => Step::NotBegun(reason),
    }
}
