//! One pass over an app's sources for every word that any rule looks for.

use std::thread;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::conditional::unshipped;
use super::kind::Kind;
use super::tree::{File, Tree};
use crate::finding::Place;

/// Most hits of one word that are kept of one file.
const MOST: usize = 4;

/// A word in a source, outside a comment of its own line.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// The word that was looked for.
    pub(crate) word: &'static str,
    /// Where it is.
    pub(crate) place: Place,
    /// Its line.
    pub(crate) line: String,
    /// Whether it stands by itself, not inside a longer name.
    pub(crate) alone: bool,
    /// Whether it stands between quotes of its line, where it is a text and no code.
    pub(crate) quoted: bool,
}

/// What was found in the sources, by file and place.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    hits: Vec<Hit>,
}

impl Sources {
    /// Looks for `words` in the sources for Apple's systems.
    pub(crate) fn look(tree: &Tree, words: &[&'static str]) -> Self {
        let files: Vec<&File> = tree.of(Kind::AppleSource).collect();
        if files.is_empty() {
            return Self::default();
        }
        let search = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(words);
        let Ok(search) = search else {
            return Self::default();
        };
        let workers = thread::available_parallelism()
            .map_or(1, usize::from)
            .min(8);
        let share = files.len().div_ceil(workers).max(1);
        let look = |files: &[&File]| -> Vec<Hit> {
            let mut hits = Vec::new();
            for file in files {
                look_into(tree, file, &search, words, &mut hits);
            }
            hits
        };
        let hits = thread::scope(|scope| {
            let running: Vec<_> = files
                .chunks(share)
                .map(|files| scope.spawn(move || look(files)))
                .collect();
            running
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_default())
                .collect()
        });
        Self { hits }
    }

    /// The hits of some words, in the order of files.
    pub(crate) fn of<'a>(&'a self, words: &'a [&'a str]) -> impl Iterator<Item = &'a Hit> {
        self.hits
            .iter()
            .filter(move |hit| words.contains(&hit.word))
    }

    /// Whether a file holds one of these words.
    pub(crate) fn file_has(&self, file: &str, words: &[&str]) -> bool {
        self.of(words).any(|hit| hit.place.file == file)
    }
}

/// Whether a quote is open at the end of `before`, the beginning of a line. What `\\(…)` puts into a text is code.
fn is_quoted(before: &str) -> bool {
    let mut signs = before.chars();
    let (mut open, mut inserted) = (false, 0_usize);
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if open && inserted == 0 => inserted = usize::from(signs.next() == Some('(')),
            '(' if inserted > 0 => inserted += 1,
            ')' if inserted > 0 => inserted -= 1,
            '"' if inserted == 0 => open = !open,
            _ => {}
        }
    }
    open && inserted == 0
}

fn look_into(
    tree: &Tree,
    file: &File,
    search: &AhoCorasick,
    words: &[&'static str],
    hits: &mut Vec<Hit>,
) {
    let Some(text) = tree.text(&file.path) else {
        return;
    };
    let unshipped = unshipped(&text);
    let first = hits.len();
    let (mut counted, mut line) = (0, 1);
    let name = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    for found in search.find_overlapping_iter(&text) {
        let word = words[found.pattern().as_usize()];
        let after = unshipped.partition_point(|part| part.end <= found.start());
        if unshipped
            .get(after)
            .is_some_and(|part| part.contains(&found.start()))
        {
            continue;
        }
        if hits[first..].iter().filter(|hit| hit.word == word).count() >= MOST {
            continue;
        }
        let start = text[..found.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[found.start()..]
            .find('\n')
            .map_or(text.len(), |at| found.start() + at);
        let whole = text[start..end].trim();
        if whole.starts_with("//") {
            continue;
        }
        // Overlapping finds come by their ends, so a start may lie a little before the last one.
        if start >= counted {
            line += text[counted..start].matches('\n').count();
            counted = start;
        }
        hits.push(Hit {
            word,
            place: Place::new(file.path.clone(), line),
            line: whole.chars().take(400).collect(),
            alone: !name(text[..found.start()].chars().next_back())
                && !name(text[found.end()..].chars().next()),
            quoted: is_quoted(&text[start..found.start()]),
        });
    }
}
