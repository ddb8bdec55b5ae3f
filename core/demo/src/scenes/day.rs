//! The day's file: one thing that happens a line. Schema: `examples/on-call/day.schema.json`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use sordino_engine::crash::Source;

/// One line.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Line {
    at: String,
    #[serde(flatten)]
    pub(crate) what: What,
}

/// What happens.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum What {
    Event {
        event: String,
        #[serde(default)]
        properties: Map<String, Json>,
        #[serde(default)]
        planted: Vec<String>,
    },
    Crash {
        source: CrashSource,
        text: Option<String>,
        base64: Option<String>,
        #[serde(default)]
        planted: Vec<String>,
    },
    Choice {
        purpose: String,
        choice: String,
    },
    Signal {
        signal: String,
        allows: bool,
        purpose: Option<String>,
    },
    SignIn {
        user_id: String,
        customer_id: Option<String>,
        #[serde(default)]
        values: Vec<String>,
    },
    SignOut {},
    Network {
        state: String,
    },
    Restart {},
}

/// Where a crash report comes from, in the file's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CrashSource {
    Rust,
    Jvm,
    NsException,
    MetricKit,
    Tombstone,
    Anr,
    Dart,
    JavaScript,
}

impl CrashSource {
    pub(crate) fn of_engine(self) -> Source {
        match self {
            Self::Rust => Source::Rust,
            Self::Jvm => Source::Jvm,
            Self::NsException => Source::NsException,
            Self::MetricKit => Source::MetricKit,
            Self::Tombstone => Source::Tombstone,
            Self::Anr => Source::Anr,
            Self::Dart => Source::Dart,
            Self::JavaScript => Source::JavaScript,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Jvm => "jvm",
            Self::NsException => "nsexception",
            Self::MetricKit => "metrickit",
            Self::Tombstone => "tombstone",
            Self::Anr => "anr",
            Self::Dart => "dart",
            Self::JavaScript => "javascript",
        }
    }
}

impl Line {
    /// When it happens, as the file says it.
    pub(crate) fn at(&self) -> &str {
        &self.at
    }

    /// When it happens, milliseconds since 1970.
    pub(crate) fn time(&self) -> i64 {
        let at: Result<jiff::Timestamp, _> = self.at.parse();
        at.map_or(0, |at| at.as_millisecond())
    }
}

/// A crash report's bytes, whichever way the line holds them.
pub(crate) fn report(text: Option<&str>, base64: Option<&str>) -> Vec<u8> {
    match (text, base64) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(encoded)) => STANDARD.decode(encoded).unwrap_or_default(),
        (None, None) => Vec::new(),
    }
}

/// Reads a day.
///
/// # Errors
///
/// A sentence that names the first line that is wrong.
pub(crate) fn read(text: &str) -> Result<Vec<Line>, String> {
    let mut day = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let read: Line = serde_json::from_str(line).map_err(|error| {
            format!(
                "line {} of the day is not what examples/on-call/day.schema.json describes (column {}): mend it or leave it out",
                at + 1,
                error.column()
            )
        })?;
        if read.at.parse::<jiff::Timestamp>().is_err() {
            return Err(format!(
                "line {} of the day has no time by RFC 3339 in `at`",
                at + 1
            ));
        }
        day.push(read);
    }
    Ok(day)
}
