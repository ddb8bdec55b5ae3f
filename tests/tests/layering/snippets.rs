//! Code in pages, held against the sources that the tests compile.

use crate::source::Source;

/// A block of code in a page.
struct Block {
    language: String,
    line: usize,
    text: String,
}

/// The folders whose sources a test compiles or runs.
const COMPILED: [&str; 6] = [
    "android/",
    "core/",
    "examples/",
    "ios/Sample/",
    "ios/Screens/",
    "ios/Tests/",
];

/// The words behind the fence of code that is held against sources, with the ending of those.
const HELD: [(&str, &str); 3] = [("kotlin", ".kt"), ("swift", ".swift"), ("rust", ".rs")];

/// Code that stands in no source: the beginning of its page's path, its first words, and why.
pub(crate) const ELSEWHERE: [(&str, &str, &str); 11] = [
    ("docs/push.md", "val gate", FIREBASE),
    ("docs/push.md", "let gate", SWIFT),
    ("docs/contacts.md", "try await", SWIFT),
    ("docs/screens-ios.md", "NavigationLink", SWIFT),
    ("ios/README.md", "let sordino", SWIFT),
    ("ios/Sources/Sordino/Sordino.docc/", "", SWIFT),
    (
        "docs/vendors.md",
        "val segment",
        "needs Android's SDK of Sentry; its parts are in the vendors' tests",
    ),
    (
        "core/scrub/README.md",
        "",
        "is compiled as the crate's documentation",
    ),
    ("docs/policy.md", "use sordino_policy", RUST),
    ("docs/settings.md", "let screen", RUST),
    ("tests/vectors/README.md", "let played", RUST),
];
const FIREBASE: &str = "names Firebase's own classes, which no test has";
const SWIFT: &str = "is compiled by no test yet: the package's tests have no file for pages";
const RUST: &str = "is compiled by no test yet; other tests make the same calls";

/// Blocks of `pages` of which a paragraph stands in none of `sources`. Comments and white space do not count.
pub(crate) fn stand_nowhere(pages: &[Source], sources: &[Source]) -> Vec<String> {
    let compiled: Vec<(&str, String)> = sources
        .iter()
        .filter(|source| {
            COMPILED
                .iter()
                .any(|folder| source.path.starts_with(folder))
        })
        .map(|source| (source.path.as_str(), condensed(&source.text)))
        .collect();
    let mut broken = Vec::new();
    for page in pages {
        for block in blocks(&page.text) {
            let Some((_, ending)) = HELD.iter().find(|(word, _)| *word == block.language) else {
                continue;
            };
            let stands = |part: &str| {
                let part = condensed(part);
                let mut of_it = compiled.iter().filter(|(path, _)| path.ends_with(ending));
                of_it.any(|(_, text)| text.contains(&part))
            };
            let excused = ELSEWHERE.iter().any(|(path, begins, _)| {
                page.path.starts_with(path) && block.text.starts_with(begins)
            });
            if !excused && !block.text.split("\n\n").all(stands) {
                broken.push(format!("{}:{}", page.path, block.line));
            }
        }
    }
    broken
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix("```"), open) {
            (Some(word), false) => {
                blocks.push(Block {
                    language: word.trim().to_owned(),
                    line: number,
                    text: String::new(),
                });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                let block = blocks.last_mut().expect("one was begun");
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, false) => {}
        }
    }
    blocks
}

/// Without comments and white space, so that a formatter's line breaks make no difference.
fn condensed(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let code = line.trim_start();
        let comment = code
            .find(" //")
            .or_else(|| code.starts_with("//").then_some(0));
        &code[..comment.unwrap_or(code.len())]
    });
    lines
        .flat_map(|line| line.chars().filter(|sign| !sign.is_whitespace()))
        .collect()
}

/// What stands in [`ELSEWHERE`] and in none of `pages`.
pub(crate) fn excused_in_vain(pages: &[Source]) -> Vec<String> {
    let there = |path: &str, begins: &str| {
        let mut of_it = pages.iter().filter(|page| page.path.starts_with(path));
        of_it.any(|page| {
            blocks(&page.text)
                .iter()
                .any(|block| block.text.starts_with(begins))
        })
    };
    ELSEWHERE
        .iter()
        .filter(|(path, begins, _)| !there(path, begins))
        .map(|(path, begins, why)| format!("{path}: {begins} ({why})"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_no_source_has_is_found() {
        let page = Source::new(
            "docs/a.md",
            "```kotlin\nval a = 1   // one\n\nval b = 2\n```\n\n```kotlin\nval c = 3\n```\n```text\nno code\n```\n",
        );
        let source = Source::new(
            "android/a.kt",
            "fun f() {\n    val b = 2\n    // one\n    val a =\n        1\n}\n",
        );
        assert_eq!(stand_nowhere(&[page], &[source]), ["docs/a.md:7"]);
    }

    #[test]
    fn a_source_that_no_test_compiles_counts_for_nothing() {
        let page = Source::new("docs/a.md", "```swift\nlet a = 1\n```\n");
        let source = Source::new("elsewhere/a.swift", "let a = 1\n");
        assert_eq!(stand_nowhere(&[page], &[source]), ["docs/a.md:1"]);
    }
}
