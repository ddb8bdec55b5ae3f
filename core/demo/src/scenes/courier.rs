//! Who carries requests to the servers.

use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sordino_adapters::{Canceller, Http, Step, deliver};
use sordino_engine::Engine;
use sordino_engine::upload::Next;

/// Who carries requests to the servers.
#[derive(Debug, Clone)]
pub(crate) enum Courier {
    /// The adapter that apps have.
    Honest,
    /// One that adds a text to each body: only a hidden switch sends it.
    WithMore(String),
}

impl Courier {
    /// Takes one step of uploading.
    pub(crate) fn deliver(&self, engine: &Engine, http: &Http) -> Step {
        match self {
            Self::Honest => deliver(engine, http),
            Self::WithMore(text) => deliver_with_more(engine, http, text),
        }
    }
}

fn deliver_with_more(engine: &Engine, http: &Http, more: &str) -> Step {
    let ticket = match engine.next_upload() {
        Next::Ready(ticket) => ticket,
        Next::Wait(wait) => return Step::Wait(wait),
        Next::Idle => return Step::Idle,
    };
    let canceller = Canceller::default();
    match engine.begin(ticket, Arc::new(canceller.clone())) {
        Ok(mut request) => {
            if let Ok(body) = with_more(&request.body, more) {
                request.body = body;
            }
            let reply = http.send(&request, &canceller);
            Step::Sent(engine.report(request.id, &reply))
        }
        Err(reason) => Step::NotBegun(reason),
    }
}

fn with_more(body: &[u8], more: &str) -> std::io::Result<Vec<u8>> {
    let mut text = String::new();
    GzDecoder::new(body).read_to_string(&mut text)?;
    let member = format!("\"who\":{},\"type\":", serde_json::Value::from(more));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.replacen("\"type\":", &member, 1).as_bytes())?;
    packed.finish()
}
