//! A MetricKit crash: the JSON of one `MXCrashDiagnostic`.
//!
//! Its tree has one stack for each thread. The root is the innermost call, and each call's `subFrames` hold its caller.

use super::bounds::{self, Images, Threads};
use super::metrickit_json::{Piece, Pieces};
use super::metrickit_meta::Meta;
use super::trace::{CrashRefusal, Exception, Frame, Image, Thread, Trace};

/// Calls read of one report. MetricKit itself stops far earlier.
const MAX_CALLS: usize = 1 << 16;

pub(super) fn parse(bytes: &[u8]) -> Result<Trace, CrashRefusal> {
    let mut pieces = Pieces::of(bytes)?;
    let mut reading = Reading::default();
    let mut key = String::new();
    while let Some(piece) = pieces.read()? {
        match piece {
            Piece::Key(name) => {
                key.clear();
                key.push_str(&name);
            }
            Piece::BeginObject | Piece::BeginArray => {
                reading.begin(piece == Piece::BeginObject, &key)?;
                key.clear();
            }
            Piece::EndObject | Piece::EndArray => reading.end_place(),
            Piece::Text(text) => reading.leaf(&key, &text),
            Piece::Number(number) => reading.leaf(&key, number),
            Piece::True => reading.leaf(&key, "true"),
            Piece::False | Piece::Null => {}
        }
    }
    Ok(reading.end())
}

/// Which of the brackets that we read from is open.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Diagnostic,
    Meta,
    Reason,
    Tree,
    Stacks,
    Stack,
    Calls,
    Call,
    Other,
}

#[derive(Debug, Default)]
struct Call {
    name: Option<String>,
    uuid: Option<String>,
    offset: Option<u64>,
    address: Option<u64>,
}

#[derive(Default)]
struct Reading {
    places: Vec<Place>,
    meta: Meta,
    attributed: bool,
    calls: Vec<Call>,
    /// Calls whose object is open, outermost bracket first: a call's own members may come after its caller's.
    open: Vec<usize>,
    read: usize,
    crash: Option<Vec<Frame>>,
    threads: Threads,
    images: Images,
}

impl Reading {
    fn begin(&mut self, object: bool, key: &str) -> Result<(), CrashRefusal> {
        let place = match (self.places.last(), object, key) {
            (None, true, _) => Place::Diagnostic,
            (Some(Place::Diagnostic), true, "diagnosticMetaData") => Place::Meta,
            (Some(Place::Diagnostic | Place::Meta), true, key) if Meta::is_reason(key) => {
                Place::Reason
            }
            (Some(Place::Diagnostic), true, "callStackTree") => Place::Tree,
            (Some(Place::Tree), false, "callStacks") => Place::Stacks,
            (Some(Place::Stacks), true, _) => Place::Stack,
            (Some(Place::Stack), false, "callStackRootFrames") => Place::Calls,
            (Some(Place::Call), false, "subFrames") => Place::Calls,
            (Some(Place::Calls), true, _) => Place::Call,
            _ => Place::Other,
        };
        if place == Place::Call {
            self.read += 1;
            if self.read > MAX_CALLS {
                return Err(CrashRefusal::TooLarge);
            }
            self.open.push(self.calls.len());
            self.calls.push(Call::default());
        }
        self.places.push(place);
        Ok(())
    }

    fn end_place(&mut self) {
        match self.places.pop() {
            Some(Place::Call) => {
                self.open.pop();
            }
            Some(Place::Stack) => self.end_stack(),
            _ => {}
        }
    }

    fn leaf(&mut self, key: &str, value: &str) {
        match self.places.last() {
            Some(Place::Meta) => self.meta.member(key, value),
            Some(Place::Reason) => self.meta.reason(key, value),
            Some(Place::Stack) if key == "threadAttributed" => self.attributed = value == "true",
            Some(Place::Call) => {
                let Some(call) = self
                    .open
                    .last()
                    .and_then(|&index| self.calls.get_mut(index))
                else {
                    return;
                };
                match key {
                    "binaryName" => call.name = Some(value.to_owned()),
                    "binaryUUID" => call.uuid = Some(value.to_owned()),
                    "offsetIntoBinaryTextSegment" => call.offset = value.parse().ok(),
                    "address" => call.address = value.parse().ok(),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn end_stack(&mut self) {
        let mut frames = bounds::frames();
        for call in self.calls.drain(..) {
            let frame = Frame {
                package: call.name.clone(),
                address: call.address.or(call.offset),
                ..Frame::default()
            };
            if call.name.is_none() && call.uuid.is_none() && frame.address.is_none() {
                continue;
            }
            if call.uuid.is_some() {
                self.images.add(Image {
                    address: loaded_at(&call),
                    file: call.name.unwrap_or_default(),
                    debug_id: call.uuid,
                });
            }
            frames.push(frame);
        }
        let crashed = std::mem::take(&mut self.attributed) && self.crash.is_none();
        let mut thread = Thread {
            crashed,
            ..Thread::default()
        };
        if crashed {
            self.crash = Some(frames.kept());
        } else {
            thread.frames = frames.kept();
        }
        self.threads.push(thread);
    }

    fn end(self) -> Trace {
        let (ty, value) = self.meta.exception();
        let frames = self.crash.unwrap_or_default();
        let threads = self.threads.kept();
        let says_nothing = ty.is_empty() && value.is_empty() && frames.is_empty();
        let exceptions = if says_nothing {
            Vec::new()
        } else {
            vec![Exception { ty, value, frames }]
        };
        Trace {
            exceptions,
            threads,
            images: self.images.kept(),
        }
    }
}

/// Where the image was loaded. iOS 14 wrote that address itself where later versions write the offset; no image is
/// as large as the lowest address at which one is loaded.
fn loaded_at(call: &Call) -> Option<u64> {
    const LOWEST: u64 = 1 << 32;
    match call.offset? {
        offset if offset >= LOWEST => Some(offset),
        offset => call.address?.checked_sub(offset),
    }
}
