//! `--fix`: mends what is mechanical, one whole file at a time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::finding::{Edit, Finding, Place};

/// What was mended.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// How many findings.
    pub findings: usize,
    /// In how many files.
    pub files: usize,
    /// Each change, in the order of files and lines.
    pub changes: Vec<Change>,
}

/// One change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule it mends.
    pub rule: &'static str,
    /// The file, and the line before the change.
    pub place: Place,
    /// The text that was put there.
    pub with: String,
    /// Names of what the change switches off: it stays off until code turns it on.
    pub off: Vec<String>,
}

/// Mends what can be mended below `root`. Each file changes whole or not at all: it is written aside
/// and renamed. Of edits that overlap the first is made; the next run makes the other.
///
/// # Errors
///
/// The first file that could not be written; those before it are mended, it and those after it are
/// as they were.
pub fn fix(root: &Path, findings: &[Finding]) -> io::Result<Fixed> {
    let mut by_file: BTreeMap<&str, Vec<(&'static str, &Edit)>> = BTreeMap::new();
    for finding in findings {
        for edit in finding.edit.iter().chain(&finding.edits) {
            by_file
                .entry(&edit.file)
                .or_default()
                .push((finding.rule, edit));
        }
    }
    let mut fixed = Fixed::default();
    for (file, mut edits) in by_file {
        edits.sort_by_key(|(_, edit)| (edit.start, edit.end));
        let path = root.join(file);
        let bytes = fs::read(&path)?;
        let Some((mended, made)) = mended(&bytes, &edits) else {
            continue;
        };
        replace(&path, &mended)?;
        fixed.findings += made.len();
        fixed.files += 1;
        for (rule, edit) in made {
            let before = &bytes[..edit.start];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            fixed.changes.push(Change {
                rule,
                place: Place::new(file, line),
                with: edit.with.trim().to_owned(),
                off: edit.off.clone(),
            });
        }
    }
    Ok(fixed)
}

/// An edit with the rule that asks for it.
type Asked<'a> = (&'static str, &'a Edit);

/// The file with its edits, and those that were made; none where an edit does not fit it.
fn mended<'a>(bytes: &[u8], edits: &[Asked<'a>]) -> Option<(Vec<u8>, Vec<Asked<'a>>)> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let mut made: Vec<Asked<'a>> = Vec::new();
    for (rule, edit) in edits {
        // Insertions at one place follow each other unless they are the same one twice.
        if edit.start < at || made.last().is_some_and(|(_, last)| last == edit) {
            continue;
        }
        out.extend_from_slice(bytes.get(at..edit.start)?);
        bytes.get(edit.start..edit.end)?;
        out.extend_from_slice(edit.with.as_bytes());
        at = edit.end;
        made.push((rule, edit));
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
            off: Vec::new(),
        }
    }

    #[test]
    fn overlapping_edits_are_made_once_in_order() {
        let edits = [
            edit(0, 1, "A"),
            edit(0, 2, "no"),
            edit(2, 2, "+"),
            edit(2, 2, "+"),
        ];
        let edits: Vec<_> = edits.iter().map(|edit| ("XX001", edit)).collect();
        let (text, made) = mended(b"abcd", &edits).expect("they fit");
        assert_eq!((text.as_slice(), made.len()), (b"Ab+cd".as_slice(), 2));
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        assert_eq!(mended(b"ab", &[("XX001", &edit(5, 6, "x"))]), None);
    }
}
