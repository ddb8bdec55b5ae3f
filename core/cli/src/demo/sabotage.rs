//! A hidden switch that makes the demo's own wiring misbehave, one promise at a time.
//!
//! No check knows of it, and nothing of it is in engine or adapters: it shows that each row of the
//! table can turn red.

use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sordino_adapters::{Canceller, Http, Step};
use sordino_engine::Engine;
use sordino_engine::upload::Next;

/// A value of the example's day that must never leave.
const RAW: &str = "mara.lindqvist@example.com";

/// Which promise the wiring breaks; none without the hidden flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sabotage(pub(crate) u8);

impl Sabotage {
    /// Opens purposes behind the person's back.
    pub(crate) fn opens_without_a_choice(self) -> bool {
        self.0 == 1
    }

    /// Its transport goes on after a turn-off.
    pub(crate) fn sends_after_off(self) -> bool {
        self.0 == 2
    }

    /// Its transport puts a raw value into each body.
    pub(crate) fn adds_a_raw_value(self) -> bool {
        self.0 == 3
    }

    /// It answers "accepted" before the record is offered.
    pub(crate) fn answers_before_the_write(self) -> bool {
        self.0 == 4
    }

    /// Its clock asks a server for the time, inside each record call.
    pub(crate) fn asks_the_network_for_the_time(self) -> bool {
        self.0 == 5
    }

    /// It carries the key store along with the files.
    pub(crate) fn restores_keys_with_a_backup(self) -> bool {
        self.0 == 6
    }

    /// It answers a case otherwise than it was asked.
    pub(crate) fn answers_another_case(self) -> bool {
        self.0 == 7
    }
}

/// Delivers like the real adapter, with a raw value more in each body.
pub(crate) fn deliver_with_more(engine: &Engine, http: &Http) -> Step {
    let ticket = match engine.next_upload() {
        Next::Ready(ticket) => ticket,
        Next::Wait(wait) => return Step::Wait(wait),
        Next::Idle => return Step::Idle,
    };
    let canceller = Canceller::default();
    match engine.begin(ticket, Arc::new(canceller.clone())) {
        Ok(mut request) => {
            let mut text = String::new();
            if GzDecoder::new(&request.body[..])
                .read_to_string(&mut text)
                .is_ok()
            {
                let more = text.replacen(r#""type":"#, &format!(r#""who":"{RAW}","type":"#), 1);
                let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
                if packed.write_all(more.as_bytes()).is_ok() {
                    request.body = packed.finish().unwrap_or_default();
                }
            }
            let reply = http.send(&request, &canceller);
            Step::Sent(engine.report(request.id, &reply))
        }
        Err(reason) => Step::NotBegun(reason),
    }
}
