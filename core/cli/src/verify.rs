//! `sordino verify`: what an exported ledger proves.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sordino_engine::ledger::verify;

/// No export of a device comes near this.
const MOST: u64 = 64 * 1024 * 1024;

/// Verifies an export and says plainly what that means.
pub(crate) fn run(path: &Path) -> Result<(), String> {
    let name = path.display();
    let file = File::open(path).map_err(|error| format!("{name}: {error}"))?;
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("{name}: {error}"))?;
    if bytes.len() as u64 > MOST {
        return Err(format!(
            "{name} is larger than any ledger: name the export itself"
        ));
    }
    let entries = verify(&bytes).map_err(|error| format!("{name}: {error}"))?;
    println!(
        "{name}: {entries} entries, one unbroken chain from its beginning. Proven: they belong together, and none was \
         changed, added or left out between the first and the last since they were written. Not proven: who wrote them, \
         and that the chain did not go on."
    );
    Ok(())
}
