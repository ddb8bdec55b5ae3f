//! `sordino verify`: what an exported ledger proves, alone or in an export of everything.

mod document;
mod place;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value as Json;
use sordino_engine::ledger::{LedgerExport, Verified, VerifyError, What, verify};

/// No export of a device comes near this.
const MOST: u64 = 64 * 1024 * 1024;

/// Verifies an export and says plainly what that means.
pub(crate) fn run(path: &Path) -> Result<(), String> {
    let said = read(path).and_then(|bytes| verified(&bytes));
    let name = path.display();
    let said = said.map_err(|error| format!("{name}: {error}"))?;
    println!("{name}: {said}");
    Ok(())
}

fn verified(bytes: &[u8]) -> Result<String, String> {
    let json: Option<Json> = serde_json::from_slice(bytes).ok();
    let Some(json) = json.filter(document::is_one) else {
        let verified = proven(bytes)?;
        return Ok(proof(verified, &ledger(bytes)?));
    };
    let ledger_bytes = json["ledger"].to_string();
    // What was changed where says more than the shape does.
    let verified = proven(ledger_bytes.as_bytes());
    document::shape(&json)?;
    let (verified, ledger) = (verified?, ledger(ledger_bytes.as_bytes())?);
    match &document::contradictions(&json, &ledger)[..] {
        [] => Ok(format!(
            "{}\nBeside the ledger: the choices that the document tells are those of the ledger. Pseudonyms, what waits \
             and what is kept between runs are in no chain: nothing is proven of them.",
            proof(verified, &ledger)
        )),
        found => Err(format!(
            "the ledger is whole, and the document says otherwise:\n  {}",
            found.join("\n  ")
        )),
    }
}

/// Verifies a ledger; of one that was changed, it says which entry that is.
fn proven(bytes: &[u8]) -> Result<Verified, String> {
    verify(bytes).map_err(|error| match error {
        VerifyError::Broken(at) | VerifyError::Changed(at) => {
            format!("{error}\n{}", place::around(bytes, at))
        }
        _ => error.to_string(),
    })
}

fn ledger(bytes: &[u8]) -> Result<LedgerExport, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MOST {
        return Err("this is over 64 MB, larger than any ledger. Name the export itself.".into());
    }
    Ok(bytes)
}

/// The hashes carry no signature, so they bind a file only to a head that is known from elsewhere.
fn proof(verified: Verified, export: &LedgerExport) -> String {
    let count = match verified.entries {
        1 => "1 entry".to_owned(),
        entries => format!("{entries} entries"),
    };
    let first = export.entries.first().map(|first| &first.entry.what);
    let beginning = match first {
        Some(What::Tombstone { .. }) => "from the tombstone of an erased one".to_owned(),
        Some(What::Checkpoint(_)) => format!(
            "from a checkpoint; the {} entries before it are no longer kept, and nothing is proven of them",
            verified.earlier
        ),
        _ => "from its genesis".to_owned(),
    };
    let head = &export.head;
    format!(
        "one unbroken chain of {count} {beginning}.\n\
         Head: {head}\n\
         Proven: every entry follows the one before it, and none was changed, added or left out without its hashes \
         being made anew. If the device or a receipt names the same head, nothing was changed at all up to it.\n\
         Not proven: who wrote it (whoever can write the whole file can write a whole chain), and that this is the \
         latest: the chain may have gone on."
    )
}
