//! `PrivacyInfo.xcprivacy`.

use plist::{Dictionary, Value};

use super::plist::xml;
use crate::declaration::AppleData;
use crate::tables::apple::{ACCESSED_KEYS, COLLECTED_KEYS, TOP_LEVEL_KEYS};

/// The required-reason APIs of this library. Rust's standard library asks for files' metadata (`stat`, `fstat`), and
/// only inside the app's own container; the Swift package reads the managed configuration. The app's manifest repeats them: the
/// library is linked into the app.
const ACCESSED: [(&str, &str); 2] = [
    ("NSPrivacyAccessedAPICategoryFileTimestamp", "C617.1"),
    ("NSPrivacyAccessedAPICategoryUserDefaults", "AC6B.1"),
];

pub(super) fn write(collected: &[AppleData], head: &str) -> Vec<u8> {
    let [tracking, domains, types, apis] = TOP_LEVEL_KEYS;
    let mut manifest = Dictionary::new();
    manifest.insert(tracking.to_owned(), Value::Boolean(false));
    manifest.insert(domains.to_owned(), Value::Array(Vec::new()));
    manifest.insert(
        types.to_owned(),
        Value::Array(collected.iter().map(entry).collect()),
    );
    let accessed = ACCESSED.iter().map(|(category, reason)| {
        let [kind, reasons] = ACCESSED_KEYS;
        let mut entry = Dictionary::new();
        entry.insert(kind.to_owned(), Value::String((*category).to_owned()));
        let reason = Value::String((*reason).to_owned());
        entry.insert(reasons.to_owned(), Value::Array(vec![reason]));
        Value::Dictionary(entry)
    });
    manifest.insert(apis.to_owned(), Value::Array(accessed.collect()));
    xml(manifest, head)
}

fn entry(collected: &AppleData) -> Value {
    let [kind, linked, tracking, purposes] = COLLECTED_KEYS;
    let uses = collected.purposes.iter();
    let uses = uses.map(|purpose| Value::String(purpose.manifest.to_owned()));
    let mut entry = Dictionary::new();
    entry.insert(
        kind.to_owned(),
        Value::String(collected.data.manifest.to_owned()),
    );
    entry.insert(linked.to_owned(), Value::Boolean(collected.linked));
    entry.insert(tracking.to_owned(), Value::Boolean(false));
    entry.insert(purposes.to_owned(), Value::Array(uses.collect()));
    Value::Dictionary(entry)
}
