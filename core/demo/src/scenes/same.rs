//! Promise 7: the shared vectors, answered by Rust. Kotlin and Swift answer the same files in tests of their own.

use sordino_testkit::vectors::replay;

use super::evidence::Evidence;
use super::sabotage::Sabotage;

macro_rules! vectors {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../tests/vectors/", $name, ".json")))),*]
    };
}

/// Every file of `tests/vectors` that the engine answers; a test holds this list against the folder.
const VECTORS: [(&str, &str); 20] = vectors![
    "contacts",
    "export",
    "field_rules",
    "gate",
    "ledger_chain",
    "message_ids",
    "minimise",
    "otlp_logs",
    "policy_hash",
    "pseudonyms",
    "push",
    "receipts",
    "record_bytes",
    "refusals",
    "scrub",
    "segment_body",
    "sentry_envelope",
    "sets",
    "settings",
    "states",
];

/// Replays them all.
pub(crate) fn same(sabotage: Sabotage) -> Evidence {
    let mut row = Evidence::of(7);
    let (mut cases, mut wrong) = (0, 0);
    for (name, text) in VECTORS {
        let asked = match sabotage.puts_another_case() {
            // Another field name makes another pseudonym, and nothing else of the file changes.
            true => text.replacen("\"user_id\"", "\"other_id\"", 1),
            false => text.to_owned(),
        };
        match replay(&asked) {
            Ok(replayed) => {
                cases += replayed.cases;
                wrong += replayed.mismatches.len();
                for mismatch in &replayed.mismatches {
                    row.broken
                        .push(format!("{name}: {} was answered otherwise", mismatch.name));
                }
            }
            Err(error) => row.broken.push(format!("{name}: {error}")),
        }
    }
    row.figure(format!(
        "{} subjects, {cases} cases, {wrong} answered otherwise",
        VECTORS.len()
    ));
    row.figure("the same files in Kotlin and Swift: cargo xtask test kotlin, swift".to_owned());
    row.so_far = Some("Rust only");
    row
}

#[cfg(test)]
mod tests {
    use super::VECTORS;

    #[test]
    fn every_file_of_vectors_is_replayed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the vectors lie there")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
            .collect();
        names.sort();
        // How a record crosses from another language: no engine sees it, the bindings' tests do.
        names.retain(|name| name != "door");
        assert_eq!(names, VECTORS.map(|(name, _)| name));
    }
}
