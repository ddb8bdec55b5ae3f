//! One file of vectors, played through the engine.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value as Json;

use super::answer::{SUBJECTS, answer};

/// Format of the files that this version reads.
const FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    subject: String,
    format: u32,
    #[serde(default)]
    given: Json,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    reason: String,
    r#in: Json,
    want: Json,
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// Its subject.
    pub subject: String,
    /// How many cases it holds.
    pub cases: usize,
    /// The cases that came out otherwise than it wants.
    pub mismatches: Vec<Mismatch>,
}

/// A case that came out otherwise than its file wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// Its name.
    pub name: String,
    /// Why it is there.
    pub reason: String,
    /// What the file wants.
    pub wanted: Json,
    /// What the engine said.
    pub got: Json,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} ({}): wanted {}, got {}",
            self.name, self.reason, self.wanted, self.got
        )
    }
}

/// Why a file cannot be played. A file that is not played proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VectorsError {
    /// It is not JSON of the documented shape; the text says where.
    Unreadable(String),
    /// It has a format that this version does not read.
    OtherFormat(u32),
    /// Its subject is none of [`SUBJECTS`].
    UnknownSubject(String),
    /// It holds no case.
    Empty,
    /// Two cases have this name, or are there for this reason.
    Twice(String),
}

impl std::fmt::Display for VectorsError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(why) => write!(
                out,
                "this is no file of vectors ({why}): make it again with tests/vectors/make.py"
            ),
            Self::OtherFormat(format) => write!(
                out,
                "the vectors have format {format}, and this version reads {FORMAT}: use the files of this version"
            ),
            Self::UnknownSubject(subject) => write!(
                out,
                "nothing answers the subject `{subject}`: add it to core/testkit/src/vectors/answer.rs"
            ),
            Self::Empty => write!(out, "the vectors hold no case, so they prove nothing"),
            Self::Twice(what) => write!(
                out,
                "two cases are alike in `{what}`: each needs a name and a reason of its own"
            ),
        }
    }
}

impl std::error::Error for VectorsError {}

/// Plays one file, given as its text.
///
/// A case's `in` is laid over the file's `given`, member by member, before it is answered.
///
/// # Errors
///
/// [`VectorsError`] if the file cannot be played whole.
pub fn replay(file: &str) -> Result<Replayed, VectorsError> {
    let file: File =
        serde_json::from_str(file).map_err(|error| VectorsError::Unreadable(error.to_string()))?;
    if file.format != FORMAT {
        return Err(VectorsError::OtherFormat(file.format));
    }
    if !SUBJECTS.contains(&file.subject.as_str()) {
        return Err(VectorsError::UnknownSubject(file.subject));
    }
    if file.cases.is_empty() {
        return Err(VectorsError::Empty);
    }
    let names: fn(&Case) -> &String = |case| &case.name;
    let reasons: fn(&Case) -> &String = |case| &case.reason;
    for labels in [names, reasons] {
        let mut seen = BTreeSet::new();
        if let Some(twice) = file
            .cases
            .iter()
            .map(labels)
            .find(|label| !seen.insert(*label))
        {
            return Err(VectorsError::Twice(twice.clone()));
        }
    }
    let cases = file.cases.len();
    let play = |case: Case| {
        let got = answer(&file.subject, &laid_over(&file.given, case.r#in));
        (got != case.want).then_some(Mismatch {
            name: case.name,
            reason: case.reason,
            wanted: case.want,
            got,
        })
    };
    Ok(Replayed {
        cases,
        mismatches: file.cases.into_iter().filter_map(play).collect(),
        subject: file.subject,
    })
}

fn laid_over(given: &Json, own: Json) -> Json {
    match (given, own) {
        (Json::Object(given), Json::Object(own)) => {
            let mut both = given.clone();
            both.extend(own);
            Json::Object(both)
        }
        (_, own) => own,
    }
}

#[cfg(test)]
mod tests {
    use super::{Replayed, VectorsError, replay};

    fn file(cases: &str) -> Result<Replayed, VectorsError> {
        replay(&format!(
            r#"{{"subject":"message_ids","format":1,"given":{{"frame":0}},"cases":[{cases}]}}"#
        ))
    }

    const IDS: &str = r#""in":{"ids":"00000000000000000000000000000000"}"#;

    #[test]
    fn a_case_that_comes_out_otherwise_is_named() {
        let played = file(&format!(
            r#"{{"name":"n","reason":"r",{IDS},"want":{{"message_id":"no"}}}}"#
        ))
        .expect("it is a file of vectors");
        assert_eq!((played.cases, played.mismatches.len()), (1, 1));
        assert_eq!(played.mismatches[0].name, "n");
    }

    #[test]
    fn a_file_that_proves_nothing_is_refused() {
        let case =
            |name: &str| format!(r#"{{"name":"{name}","reason":"r","in":{{}},"want":null}}"#);
        assert_eq!(file(""), Err(VectorsError::Empty));
        let twice = [case("a"), case("b")].join(",");
        assert_eq!(file(&twice), Err(VectorsError::Twice("r".into())));
        assert!(matches!(replay("{"), Err(VectorsError::Unreadable(_))));
        let newer = r#"{"subject":"message_ids","format":2,"cases":[]}"#;
        assert_eq!(replay(newer), Err(VectorsError::OtherFormat(2)));
        let other = r#"{"subject":"weather","format":1,"cases":[]}"#;
        assert_eq!(
            replay(other),
            Err(VectorsError::UnknownSubject("weather".into()))
        );
    }
}
