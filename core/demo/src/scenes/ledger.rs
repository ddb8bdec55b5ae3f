//! The exported ledger passes `sordino verify`, and fails with one byte flipped.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use sordino_engine::Engine;
use sordino_engine::ledger::verify;

use super::evidence::Evidence;

/// How many bytes of an export are flipped, one at a time.
const FLIPS: usize = 200;

/// What was seen of an export.
pub(crate) struct Exported {
    entries: usize,
    /// Whether the command passes it, and the same with a byte flipped.
    command: [bool; 2],
    flips: usize,
    /// Exports with one byte flipped that verify.
    passed: usize,
}

/// Exports into `folder` and verifies, by the command and byte by byte.
pub(crate) fn ledger(engine: &Engine, folder: &Path) -> Result<Exported, String> {
    let export = engine.export_ledger().map_err(|error| error.to_string())?;
    let bytes = serde_json::to_vec(&export).map_err(|error| error.to_string())?;
    let flipped = |at: usize| {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        flipped
    };
    let places: Vec<usize> = (0..bytes.len())
        .step_by((bytes.len() / FLIPS).max(1))
        .collect();
    Ok(Exported {
        entries: export.entries.len(),
        command: [
            passes(&folder.join("ledger.json"), &bytes)?,
            passes(
                &folder.join("ledger-flipped.json"),
                &flipped(bytes.len() / 2),
            )?,
        ],
        flips: places.len(),
        passed: places
            .iter()
            .filter(|at| verify(&flipped(**at)).is_ok())
            .count(),
    })
}

/// Whether `sordino verify FILE` ends well.
fn passes(file: &Path, bytes: &[u8]) -> Result<bool, String> {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    fs::write(file, bytes).map_err(told)?;
    let mut command = Command::new(std::env::current_exe().map_err(told)?);
    command
        .arg("verify")
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(command.status().map_err(told)?.success())
}

impl Exported {
    /// What it shows of the second promise: a withdrawal can be proven later.
    pub(crate) fn add_to(&self, row: &mut Evidence) {
        let [whole, flipped] = self.command;
        row.check(whole, || "the exported ledger does not verify".to_owned());
        row.check(!flipped && self.passed == 0, || {
            format!(
                "{} exports with one byte flipped verify",
                self.passed.max(1)
            )
        });
        row.figure(format!(
            "`sordino verify` passes the ledger of {} entries; with one byte flipped, {} of {} times",
            self.entries, self.passed, self.flips
        ));
    }
}
