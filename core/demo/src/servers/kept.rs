//! Requests as files, for others to search.

use std::fs;
use std::io;
use std::path::Path;

use super::received::Received;

/// Makes the folder, so that a wrong one is told before anything arrives.
pub(crate) fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).map_err(|error| {
        let why = format!(
            "requests cannot be kept in {}: {error}. Name a folder that can be written.",
            folder.display()
        );
        io::Error::new(error.kind(), why)
    })
}

/// Writes a request under its number: the body as it came, the body unpacked, and the rest.
pub(crate) fn write(folder: &Path, number: usize, received: &Received) -> io::Result<()> {
    let to = |end: &str| folder.join(format!("{number:05}-{}.{end}", received.recipient));
    fs::write(to("raw"), &received.raw)?;
    fs::write(to("body"), &received.body)?;
    fs::write(to("json"), format!("{:#}\n", received.to_json()))
}
