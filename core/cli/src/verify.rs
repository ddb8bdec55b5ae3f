//! `sordino verify`: what an exported ledger proves.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sordino_engine::ledger::{LedgerExport, Verified, What, verify};

/// No export of a device comes near this.
const MOST: u64 = 64 * 1024 * 1024;

/// Verifies an export and says plainly what that means.
pub(crate) fn run(path: &Path) -> Result<(), String> {
    let name = path.display();
    let bytes = read(path).map_err(|error| format!("{name}: {error}"))?;
    let verified = verify(&bytes).map_err(|error| format!("{name}: {error}"))?;
    let export: LedgerExport =
        serde_json::from_slice(&bytes).map_err(|error| format!("{name}: {error}"))?;
    println!("{name}: {}", proof(verified, &export));
    Ok(())
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
