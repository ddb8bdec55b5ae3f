//! Requests as files, for others to search.

use std::fs;
use std::io;
use std::path::Path;

use super::received::Received;

/// Writes a request's body, as it came and unpacked, under its number.
pub(crate) fn write(folder: &Path, number: usize, received: &Received) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let name = format!("{number:05}-{}-{}", received.recipient, received.status);
    fs::write(folder.join(format!("{name}.body")), &received.raw)?;
    fs::write(
        folder.join(format!("{name}.json")),
        format!("{:#}\n", received.to_json()),
    )
}
