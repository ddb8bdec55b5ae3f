//! A device as it lies in a folder: its disk, its key store, its policy, and what its app told.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value as Json, json};
use sordino_engine::flows::{ContactsInput, FlowAccess, TokenInput};
use sordino_engine::ports::{Files, KeyStore};
use sordino_engine::upload::{Answer, Cancel, Next, Reply, Request};
use sordino_engine::{Engine, Options, Ports};
use sordino_policy::Policy;
use sordino_testkit::memory::{Counted, Disk, HandClock, Keys};
use sordino_tests::{Rig, unpack};

/// A device that was kept.
pub(crate) struct Kept {
    pub(crate) disk: Disk,
    pub(crate) keys: Keys,
    policy: Vec<u8>,
    now: i64,
}

impl Kept {
    /// Reads one from its folder.
    pub(crate) fn read(folder: &Path) -> Self {
        let told = fs::read(folder.join("told.json")).expect("what the app told was kept");
        let told: Json = serde_json::from_slice(&told).expect("it is JSON");
        let kept = Self {
            disk: Disk::default(),
            keys: Keys::default(),
            policy: fs::read(folder.join("policy.json")).expect("the policy was kept"),
            now: told["now"].as_i64().expect("the time was kept"),
        };
        let root = folder.join("disk");
        for path in files_below(&root) {
            let name = path.strip_prefix(&root).expect("it lies below");
            let name = name.to_str().expect("our names are ASCII");
            if let Some((parent, _)) = name.rsplit_once('/') {
                kept.disk
                    .create_folder(parent)
                    .expect("memory takes any folder");
            }
            kept.disk
                .put(name, fs::read(&path).expect("it was just listed"));
        }
        for path in files_below(&folder.join("key-store")) {
            let name = path.file_name().and_then(|name| name.to_str());
            let bytes = fs::read(&path).expect("it was just listed");
            kept.keys
                .store(name.expect("our names are ASCII"), &bytes)
                .expect("memory takes any item");
        }
        kept
    }

    /// The policy, read as a phone reads it.
    pub(crate) fn policy(&self) -> Policy {
        Policy::from_json(&self.policy).expect("a policy of an older release is read")
    }

    /// Opens the engine of today on it.
    pub(crate) fn open(&self) -> Engine {
        let ports = Ports {
            files: Box::new(self.disk.clone()),
            keys: Box::new(self.keys.clone()),
            clock: Box::new(HandClock::at(self.now)),
            // Not where the kept files began, so that nothing is drawn twice.
            random: Box::new(Counted::from(1 << 63)),
            vendors: Vec::new(),
        };
        Engine::open(self.policy(), ports, Options::default()).expect("its endpoints are allowed")
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|_| panic!("{} is kept", folder.display()));
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files_below(&path),
            false => vec![path],
        })
        .collect()
}

/// What an engine finds and sends: choices, pseudonyms given out, and every request.
pub(crate) fn found(engine: &Engine) -> Json {
    let standing: Vec<Json> = engine
        .policy()
        .purposes
        .iter()
        .map(|purpose| {
            let standing = engine.status(&purpose.id).expect("it is declared");
            json!({
                "purpose": purpose.id,
                "open": standing.open,
                "state": standing.state,
                "closed_by": standing.closed_by.map(|why| format!("{why:?}")),
            })
        })
        .collect();
    let ledger = engine.export_ledger().expect("the ledger opens");
    let issued = engine.issued().expect("the list opens");
    let card = engine.contacts_step(ContactsInput::Look, FlowAccess::Denied, "", "en");
    let card = card.expect("the flows' file opens").card;
    let token = engine.token_step("vendor", TokenInput::Told);
    let token = token.expect("the flows' file opens");
    let unfinished = engine.unfinished();
    let queued = engine.queued_ids();
    // What is owed goes first.
    let owed = engine.deletion().expect("the flows' file opens");
    let request = begin(engine).expect("a request for deletion is owed");
    taken(engine, &request);
    let request: Json = serde_json::from_slice(&unpack(&request.body)).expect("it is JSON");
    let sent = sent(engine);
    engine
        .turn_on("stability", Rig::SHOWN)
        .expect("it can be turned on");
    json!({
        "found": format!("{:?}", engine.condition().found),
        "standing": standing,
        "ledger": ledger,
        "issued": issued,
        "flows": {"id": card.id, "written": card.written, "token": token.step.name(),
            "deletion": {"stage": format!("{:?}", owed.stage), "asked": owed.asked, "tries": owed.tries,
                "id": request["id"]}},
        "unfinished": unfinished,
        "queued": queued,
        "sent": sent,
        "held": self::sent(engine).into_iter().map(without_ids).collect::<Json>(),
    })
}

struct NoTransport;

impl Cancel for NoTransport {
    fn cancel(&self) {}
}

/// Begins the next upload.
pub(crate) fn begin(engine: &Engine) -> Option<Request> {
    match engine.next_upload() {
        Next::Ready(ticket) => engine.begin(ticket, Arc::new(NoTransport)).ok(),
        Next::Wait(_) | Next::Idle => None,
    }
}

/// Reports that a request was taken.
pub(crate) fn taken(engine: &Engine, request: &Request) {
    engine.report(request.id, &Reply::Answered(Answer::of(200)));
}

/// Every request until nothing waits, its body as JSON: a batch, or the lines of an envelope.
fn sent(engine: &Engine) -> Vec<Json> {
    let mut sent = Vec::new();
    while let Some(request) = begin(engine) {
        let mut body = String::new();
        flate2::read::GzDecoder::new(request.body.as_slice())
            .read_to_string(&mut body)
            .expect("a body is gzipped text");
        let lines: Vec<Json> = body
            .lines()
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect();
        sent.push(json!({
            "purpose": request.purpose,
            "recipient": request.recipient,
            "url": request.url,
            "messages": match lines.as_slice() {
                [batch] => batch["batch"].clone(),
                [_, _, event] => json!([event]),
                _ => panic!("neither a batch nor an envelope: {body}"),
            },
        }));
        taken(engine, &request);
    }
    sent
}

/// What was held is queued anew, under ids that are drawn by then.
fn without_ids(mut request: Json) -> Json {
    let messages = request["messages"].as_array_mut().expect("it is a list");
    for message in messages {
        message
            .as_object_mut()
            .expect("it is a message")
            .remove("messageId");
    }
    request
}
