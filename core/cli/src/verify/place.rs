//! Where a chain breaks, in words.

use sordino_engine::ledger::{Entry, LedgerExport, What};

/// Says what the entry is at which a chain breaks, and what stands before it.
pub(super) fn around(bytes: &[u8], at: usize) -> String {
    let Ok(export) = serde_json::from_slice::<LedgerExport>(bytes) else {
        return String::new();
    };
    let told = |at: usize| export.entries.get(at).map(|one| told(&one.entry));
    let mut lines = vec![format!(
        "It says: {}",
        told(at).unwrap_or_else(|| "nothing".to_owned())
    )];
    if let Some(before) = at.checked_sub(1).and_then(told) {
        lines.push(format!("The last one that holds: {before}"));
    }
    lines.join("\n")
}

fn told(entry: &Entry) -> String {
    let time = jiff::Timestamp::from_millisecond(entry.time);
    let time = time.map_or_else(|_| "no time".to_owned(), |time| time.to_string());
    let what = match &entry.what {
        What::Genesis { .. } => "the chain begins".to_owned(),
        What::Tombstone { .. } => "the chain begins after an erasure".to_owned(),
        What::Checkpoint(_) => "what the entries before add up to".to_owned(),
        What::Choice { purpose, state, .. } => format!("`{purpose}` is {state:?}"),
        What::Limit {
            limiter,
            purpose,
            allows,
        } => {
            let verb = if *allows { "allows" } else { "forbids" };
            let what = purpose.as_deref().unwrap_or("all");
            format!("{limiter:?} {verb} `{what}`")
        }
    };
    format!("number {}, {time}: {what}.", entry.sequence)
}
