//! Raw values, searched for in everything that was sent and in every file that was written.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use flate2::read::GzDecoder;

use super::needles::forms;

/// How a gzip stream begins.
const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];
/// Most bytes of one that are unpacked.
const MOST: u64 = 64 * 1024 * 1024;

/// Many values in many forms, found in one pass.
pub(crate) struct Search {
    automaton: AhoCorasick,
    /// For each pattern, the place of its value and the form's name; never the value itself.
    patterns: Vec<(usize, &'static str)>,
}

/// What was looked through.
#[derive(Default)]
pub(crate) struct Looked {
    pub(crate) places: usize,
    pub(crate) bytes: u64,
    /// Where something was found, told without the value.
    pub(crate) found: BTreeSet<String>,
}

impl Search {
    pub(crate) fn new(values: &BTreeSet<String>) -> Result<Self, String> {
        let mut patterns = Vec::new();
        let mut texts = Vec::new();
        for (at, value) in values.iter().enumerate() {
            for (name, form) in forms(value) {
                patterns.push((at, name));
                texts.push(form);
            }
        }
        let automaton = AhoCorasick::new(texts).map_err(|error| error.to_string())?;
        Ok(Self {
            automaton,
            patterns,
        })
    }

    pub(crate) fn forms(&self) -> usize {
        self.patterns.len()
    }

    /// Looks through bytes, and through what they hold if they are gzip.
    pub(crate) fn look(&self, place: &str, bytes: &[u8], looked: &mut Looked) {
        looked.places += 1;
        looked.bytes += bytes.len() as u64;
        for hit in self.automaton.find_overlapping_iter(bytes) {
            let (value, form) = self.patterns[hit.pattern().as_usize()];
            looked.found.insert(format!(
                "value {value} of the day stands in {place} ({form})"
            ));
        }
        for at in memchr::memmem::find_iter(bytes, GZIP) {
            let mut inside = Vec::new();
            let mut unpacked = GzDecoder::new(&bytes[at..]).take(MOST);
            // One that was cut short is looked through as far as it goes.
            let _ = unpacked.read_to_end(&mut inside);
            if !inside.is_empty() {
                self.look(&format!("{place}, unpacked"), &inside, looked);
            }
        }
    }

    /// Looks through every file below `folder`, names included.
    pub(crate) fn look_in(&self, folder: &Path, looked: &mut Looked) -> Result<(), String> {
        for path in files(folder) {
            let name = path
                .strip_prefix(folder)
                .unwrap_or(&path)
                .display()
                .to_string();
            let bytes = fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
            self.look(&format!("the name of {name}"), name.as_bytes(), looked);
            self.look(&name, &bytes, looked);
        }
        Ok(())
    }
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path()),
            Ok(_) => vec![entry.path()],
            Err(_) => Vec::new(),
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::{Looked, Search};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).expect("memory takes it");
        packed.finish().expect("memory takes it")
    }

    #[test]
    fn a_value_is_found_however_it_is_packed() {
        let values = BTreeSet::from(["mara.lindqvist@example.com".to_owned()]);
        let search = Search::new(&values).expect("one value is not too many");
        let found = |bytes: &[u8]| {
            let mut looked = Looked::default();
            search.look("here", bytes, &mut looked);
            !looked.found.is_empty()
        };
        let text = b"who: Mara.Lindqvist@example.com, mara.lindqvist@example.com".as_slice();
        let packed = gzip(text);
        assert!(found(text));
        assert!(found(&gzip(&packed)));
        assert!(found(&[b"head".as_slice(), &packed].concat()));
        assert!(found(&packed[..packed.len() - 4]));
        assert!(!found(b"who: Mara"));
        assert!(!found(&gzip(b"who: Mara")));
    }
}
