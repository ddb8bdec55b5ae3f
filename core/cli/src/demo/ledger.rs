//! The exported ledger passes `sordino verify`, and fails with one byte flipped.

use std::collections::BTreeSet;

use sordino_engine::Engine;
use sordino_engine::ledger::verify;

use super::evidence::Evidence;

/// How many bytes of an export are flipped, one at a time.
const FLIPS: usize = 200;

/// Exports and verifies; the export, for whoever keeps the demo's files.
pub(crate) fn ledger(engine: &Engine, row: &mut Evidence) -> Result<Vec<u8>, String> {
    let export = engine.export_ledger().map_err(|error| error.to_string())?;
    let bytes = serde_json::to_vec(&export).map_err(|error| error.to_string())?;
    let verified = verify(&bytes);
    row.check(verified.is_ok(), || {
        "the exported ledger does not verify".to_owned()
    });
    let step = (bytes.len() / FLIPS).max(1);
    let places: BTreeSet<usize> = (0..bytes.len()).step_by(step).collect();
    let passed = places
        .iter()
        .filter(|at| {
            let mut flipped = bytes.clone();
            flipped[**at] ^= 1;
            verify(&flipped).is_ok()
        })
        .count();
    row.check(passed == 0, || {
        format!("{passed} exports with one byte flipped verify")
    });
    row.figure(format!(
        "the ledger of {} entries verifies; with one byte flipped, {passed} of {} do",
        verified.unwrap_or(0),
        places.len()
    ));
    Ok(bytes)
}
