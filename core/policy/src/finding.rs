//! What is wrong with a `privacy.toml`, where, why it matters and how to mend it.

use std::fmt;
use std::ops::Range;

use crate::rules::{PC100, Rule};

/// One thing that is wrong with a `privacy.toml`.
///
/// Shows as `file:line:column: PC001: what. why. fix.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The rule's id: `PC001`.
    pub rule: &'static str,
    /// What is wrong.
    pub what: String,
    /// Why it matters.
    pub why: &'static str,
    /// How to mend it.
    pub fix: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            rule,
            what,
            why,
            fix,
        } = self;
        write!(f, "{file}:{line}:{column}: {rule}: {what}. {why}. {fix}.")
    }
}

/// What the parser's own words mean in this file.
const HINTS: [(&str, &str); 3] = [
    (
        "duplicate key",
        "Keep one of them. A table that comes several times is written `[[purpose]]`, with two brackets, each time",
    ),
    (
        "cannot extend value of type string",
        "Write one text for each language: `title.en = \"…\"`, and `title.de = \"…\"` on a line of its own",
    ),
    ("invalid date", "Write it as YYYY-MM-DD"),
];

/// Collects what is wrong while a file is read and checked.
#[derive(Debug, Default)]
pub(crate) struct Report {
    faults: Vec<Fault>,
    notes: Vec<Fault>,
}

#[derive(Debug)]
struct Fault {
    span: Range<usize>,
    /// Where else it stands.
    also: Vec<Range<usize>>,
    rule: Rule,
    what: String,
    fix: String,
}

impl Report {
    /// Notes a breach of `rule` at `span`. Neither text ends in a full stop.
    pub(crate) fn add(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.faults.push(Fault::new(rule, span, what, fix));
    }

    /// Notes one breach of `rule` that stands at each of `also` too.
    pub(crate) fn add_everywhere(
        &mut self,
        rule: Rule,
        (span, also): (&Range<usize>, Vec<Range<usize>>),
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let fault = Fault::new(rule, span, what, fix);
        self.faults.push(Fault { also, ..fault });
    }

    /// Notes what is told and refuses nothing.
    pub(crate) fn note(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.notes.push(Fault::new(rule, span, what, fix));
    }

    /// Notes that the text is not TOML. What one fault breaks in many places is one finding.
    pub(crate) fn not_toml(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        let what = format!("This is not TOML: {}", error.message().replace('\n', " "));
        if let Some(known) = self.faults.iter_mut().find(|fault| fault.what == what) {
            known.also.push(span);
            return;
        }
        let hint = HINTS.iter().find(|(word, _)| what.contains(word));
        self.add(
            PC100,
            &span,
            what,
            hint.map_or("Mend the line", |(_, hint)| hint),
        );
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// The findings in the file's order, with lines and columns.
    pub(crate) fn into_findings(self, file: &str, text: &str) -> Vec<Finding> {
        findings(self.faults, file, text)
    }

    /// What is told and refuses nothing, in the file's order.
    pub(crate) fn into_notes(self, file: &str, text: &str) -> Vec<Finding> {
        findings(self.notes, file, text)
    }
}

impl Fault {
    fn new(
        rule: Rule,
        span: &Range<usize>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            span: span.clone(),
            also: Vec::new(),
            rule,
            what: what.into(),
            fix: fix.into(),
        }
    }
}

fn findings(mut faults: Vec<Fault>, file: &str, text: &str) -> Vec<Finding> {
    faults.sort_by_key(|fault| (fault.span.start, fault.rule.id));
    let finding = |fault: Fault| {
        let (line, column) = place(text, fault.span.start);
        let lines: Vec<String> = fault
            .also
            .iter()
            .map(|span| place(text, span.start).0.to_string())
            .collect();
        let also = match lines.as_slice() {
            [] => String::new(),
            [line] => format!(" (also in line {line})"),
            lines => format!(" (also in lines {})", lines.join(", ")),
        };
        Finding {
            file: file.to_owned(),
            line,
            column,
            rule: fault.rule.id,
            what: fault.what + &also,
            why: fault.rule.why,
            fix: fault.fix,
        }
    };
    faults.into_iter().map(finding).collect()
}

/// Line and column, from 1, of the byte at `offset`.
pub(crate) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}
