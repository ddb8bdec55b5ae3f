//! `--fix`: mends what is mechanical, one whole file at a time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::finding::{Edit, Finding};

/// What was mended.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// How many findings.
    pub findings: usize,
    /// In how many files.
    pub files: usize,
}

/// Mends what can be mended below `root`. Each file changes whole or not at all: it is written aside
/// and renamed. Of edits that overlap the first is made; the next run makes the other.
///
/// # Errors
///
/// The first file that could not be written; those before it are mended, it and those after it are
/// as they were.
pub fn fix(root: &Path, findings: &[Finding]) -> io::Result<Fixed> {
    let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in findings.iter().filter_map(|finding| finding.edit.as_ref()) {
        by_file.entry(&edit.file).or_default().push(edit);
    }
    let mut fixed = Fixed::default();
    for (file, mut edits) in by_file {
        edits.sort_by_key(|edit| (edit.start, edit.end));
        let path = root.join(file);
        let bytes = fs::read(&path)?;
        let Some((mended, made)) = mended(&bytes, &edits) else {
            continue;
        };
        replace(&path, &mended)?;
        fixed.findings += made;
        fixed.files += 1;
    }
    Ok(fixed)
}

/// The file with its edits, and how many were made; none where an edit does not fit it.
fn mended(bytes: &[u8], edits: &[&Edit]) -> Option<(Vec<u8>, usize)> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut at, mut made) = (0, 0);
    let mut last: Option<&Edit> = None;
    for edit in edits {
        // Insertions at one place follow each other unless they are the same one twice.
        if edit.start < at || last.is_some_and(|last| last == *edit) {
            continue;
        }
        out.extend_from_slice(bytes.get(at..edit.start)?);
        bytes.get(edit.start..edit.end)?;
        out.extend_from_slice(edit.with.as_bytes());
        at = edit.end;
        made += 1;
        last = Some(edit);
    }
    out.extend_from_slice(bytes.get(at..)?);
    Some((out, made))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = File::create(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::set_permissions(&aside, fs::metadata(path)?.permissions())?;
        fs::rename(&aside, path)
    };
    let written = write();
    if written.is_err() {
        // Whatever went wrong is told; what is left of the attempt must not stay.
        let _ = fs::remove_file(&aside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, with: &str) -> Edit {
        Edit {
            file: "a".to_owned(),
            start,
            end,
            with: with.to_owned(),
        }
    }

    #[test]
    fn edits_are_made_in_order_and_overlapping_ones_once() {
        let edits = [
            edit(0, 1, "A"),
            edit(0, 2, "no"),
            edit(2, 2, "+"),
            edit(2, 2, "+"),
        ];
        let edits: Vec<_> = edits.iter().collect();
        assert_eq!(mended(b"abcd", &edits), Some((b"Ab+cd".to_vec(), 2)));
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        assert_eq!(mended(b"ab", &[&edit(5, 6, "x")]), None);
    }
}
