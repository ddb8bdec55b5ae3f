//! A YAML file as a tree in which every value knows its line.

use saphyr_parser::{Event, Parser};

/// Most values in one file: aliases must not make a small file a large one.
const MOST: usize = 200_000;
/// Deepest nesting that is read.
const MAX_DEPTH: usize = 64;

/// A value and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Yaml {
    pub(crate) line: usize,
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Text, a number, true or false, as it is written.
    Scalar(String),
    /// A sequence.
    List(Vec<Yaml>),
    /// A mapping, in the order of the file.
    Map(Vec<(String, Yaml)>),
    /// An alias, which is not followed.
    Alias,
}

impl Yaml {
    /// Reads the first document of a text. Returns the line at which it is no YAML.
    pub(crate) fn read(text: &str) -> Result<Self, usize> {
        let mut parser = Parser::new_from_str(text);
        let mut count = 0;
        loop {
            match next(&mut parser, &mut count)? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, line) => {
                    return Ok(Self {
                        line,
                        value: Value::Map(Vec::new()),
                    });
                }
                (event, line) => return value(&mut parser, event, line, 0, &mut count),
            }
        }
    }

    /// Returns the value of a key of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// Returns keys and values of a mapping; nothing of another value.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        let entries = match &self.value {
            Value::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the members of a sequence; nothing of another value.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }
}

type Parsing<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

fn next<'a>(parser: &mut Parsing<'a>, count: &mut usize) -> Result<(Event<'a>, usize), usize> {
    *count += 1;
    match parser.next_event() {
        Some(Ok((event, span))) if *count <= MOST => Ok((event, span.start.line().max(1))),
        Some(Ok((_, span))) => Err(span.start.line().max(1)),
        Some(Err(error)) => Err(error.marker().line().max(1)),
        None => Ok((Event::StreamEnd, 1)),
    }
}

fn value<'a>(
    parser: &mut Parsing<'a>,
    event: Event<'a>,
    line: usize,
    depth: usize,
    count: &mut usize,
) -> Result<Yaml, usize> {
    if depth > MAX_DEPTH {
        return Err(line);
    }
    let value = match event {
        Event::Scalar(text, ..) => Value::Scalar(text.into_owned()),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match next(parser, count)? {
                    (Event::SequenceEnd | Event::StreamEnd, _) => break Value::List(items),
                    (event, line) => items.push(value(parser, event, line, depth + 1, count)?),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Vec::new();
            loop {
                let key = match next(parser, count)? {
                    (Event::MappingEnd | Event::StreamEnd, _) => break Value::Map(entries),
                    (event, line) => value(parser, event, line, depth + 1, count)?,
                };
                let (event, line) = next(parser, count)?;
                let held = value(parser, event, line, depth + 1, count)?;
                if let Some(name) = key.text() {
                    // A list or a mapping begins where its key stands.
                    let line = if held.text().is_some() {
                        held.line
                    } else {
                        key.line
                    };
                    entries.push((name.to_owned(), Yaml { line, ..held }));
                }
            }
        }
        _ => Value::Alias,
    };
    Ok(Yaml { line, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_line() {
        let text = "# a comment\nname: Kestrel\ntargets:\n  Kestrel:\n    sources: [App, \"Shared\"]\n    info: {path: App/Info.plist}\n";
        let read = Yaml::read(text).expect("it is YAML");
        assert_eq!(read.get("name").and_then(Yaml::text), Some("Kestrel"));
        let target = read.get("targets").and_then(|all| all.get("Kestrel"));
        let target = target.expect("it is there");
        assert_eq!(target.line, 4);
        let path = target.get("info").and_then(|info| info.get("path"));
        assert_eq!(path.map(|path| path.line), Some(6));
    }

    #[test]
    fn broken_yaml_is_told_with_its_line() {
        assert_eq!(Yaml::read("a: b\n  c: [d"), Err(2));
        assert!(Yaml::read("").is_ok());
        assert!(Yaml::read(&"[".repeat(500)).is_err());
    }
}
