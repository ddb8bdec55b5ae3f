//! The sentence by which the package refuses Mac Catalyst, as Swift's compiler says it: it knows every system of Apple's, and
//! needs none of them to read one file.

use std::fs;

use super::toolchain::Toolchain;
use crate::checks::Checks;
use crate::dist::NO_CATALYST;
use crate::log::{Log, Trouble};
use crate::project::target;
use crate::report::Count;

/// What the sentence must say: that there is no library.
const SAID: &str = "error: Sordino has no library for Mac Catalyst";
/// A system, and whether there is a library for it.
const SYSTEMS: [(&str, bool); 5] = [
    ("arm64-apple-ios15.0-macabi", false),
    ("x86_64-apple-ios15.0-macabi", false),
    ("arm64-apple-ios15.0", true),
    ("x86_64-apple-ios15.0-simulator", true),
    ("x86_64-apple-macos12.0", true),
];

/// Catalyst is refused on both processors, and nothing else is.
pub(crate) fn check(log: &mut Log) -> Result<Count, Trouble> {
    let swift = Toolchain::ready(log)?;
    let folder = target().join("swift/catalyst");
    fs::create_dir_all(&folder)?;
    let file = folder.join("Catalyst.swift");
    fs::write(&file, NO_CATALYST)?;
    let mut checks = Checks::default();
    for (system, has_library) in SYSTEMS {
        let before = log.text().len();
        let mut compile = swift.command(&[
            "swiftc",
            "-frontend",
            "-typecheck",
            "-parse-stdlib",
            "-target",
            system,
            &file.display().to_string(),
        ]);
        let compiles = log.run(&mut compile)?;
        let (held, what) = match has_library {
            true => (compiles, format!("{system} is not refused")),
            false => {
                let says = log.text()[before..].contains(SAID);
                (
                    !compiles && says,
                    format!("{system} is refused with a sentence"),
                )
            }
        };
        checks.hold(log, held, &what)?;
    }
    Ok(checks.into_count())
}
