//! `sordino scrub`: lines in, lines out, without personal data.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use sordino_scrub::{Finding, Scrubber};

/// What is scrubbed, and what is written of it.
#[derive(Debug, clap::Args)]
pub(crate) struct ScrubArgs {
    /// The file to read; standard input, if left out.
    file: Option<PathBuf>,
    /// Takes every line as text, JSON or not.
    #[arg(long)]
    plain: bool,
    /// Writes what was found instead of the text.
    #[arg(long)]
    spans: bool,
}

/// Reads lines of a file or of standard input, and writes each of them scrubbed, one out for one in.
///
/// A line that is a JSON object with a string `text` is taken as such: only `text` is scrubbed, the rest passes through.
/// With `plain` every line is text. With `spans` it writes `{"id","spans":[[start,end,"kind"],…]}` instead, in code
/// points; `id` is the object's own, or the line's number from 1. Bytes that are not UTF-8 are replaced.
///
/// # Errors
///
/// Says which file cannot be read, or that standard output cannot be written.
pub(crate) fn run(args: &ScrubArgs) -> Result<(), String> {
    let from: Box<dyn BufRead> = match &args.file {
        None => Box::new(io::stdin().lock()),
        Some(path) => {
            let file = File::open(path).map_err(|error| {
                let path = path.display();
                format!("{path}: cannot be read ({error}). Name a file, or pass its text to standard input.")
            })?;
            Box::new(BufReader::new(file))
        }
    };
    let to = io::BufWriter::new(io::stdout().lock());
    lines(from, to, args.plain, args.spans).map_err(|error| error.to_string())
}

fn lines(mut from: impl BufRead, mut to: impl Write, plain: bool, spans: bool) -> io::Result<()> {
    let scrubber = Scrubber::new();
    let mut bytes = Vec::new();
    let mut number = 0usize;
    loop {
        bytes.clear();
        if from.read_until(b'\n', &mut bytes)? == 0 {
            return to.flush();
        }
        number += 1;
        let ended = bytes.last() == Some(&b'\n');
        if ended {
            bytes.pop();
        }
        let line = String::from_utf8_lossy(&bytes);
        let record = if plain { None } else { record(&line) };
        if spans {
            write_spans(&mut to, &scrubber, &line, record, number)?;
        } else {
            match record {
                Some((mut fields, text)) => {
                    fields.insert(
                        "text".to_owned(),
                        Value::String(scrubber.scrub(&text).into_owned()),
                    );
                    serde_json::to_writer(&mut to, &fields)?;
                }
                None => to.write_all(scrubber.scrub(&line).as_bytes())?,
            }
        }
        if ended || spans {
            to.write_all(b"\n")?;
        }
    }
}

/// The object on a line and its `text`, if it is one.
fn record(line: &str) -> Option<(Map<String, Value>, String)> {
    if !line.trim_start().starts_with('{') {
        return None;
    }
    let Ok(Value::Object(fields)) = serde_json::from_str(line) else {
        return None;
    };
    let text = fields.get("text")?.as_str()?.to_owned();
    Some((fields, text))
}

fn write_spans(
    to: &mut impl Write,
    scrubber: &Scrubber,
    line: &str,
    record: Option<(Map<String, Value>, String)>,
    number: usize,
) -> io::Result<()> {
    let (id, found) = match record {
        Some((fields, text)) => {
            let id = fields.get("id").cloned().unwrap_or_else(|| json!(number));
            (id, in_code_points(&text, &scrubber.find(&text)))
        }
        None => (json!(number), in_code_points(line, &scrubber.find(line))),
    };
    serde_json::to_writer(&mut *to, &json!({ "id": id, "spans": found }))?;
    Ok(())
}

/// Byte ranges as code points, in one walk, since the findings are in order.
fn in_code_points(text: &str, found: &[Finding]) -> Vec<Value> {
    let (mut bytes, mut points) = (0, 0);
    let mut until = |byte: usize| {
        points += text[bytes..byte].chars().count();
        bytes = byte;
        points
    };
    found
        .iter()
        .map(|f| {
            let start = until(f.range.start);
            json!([start, until(f.range.end), f.kind.name()])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(input: &str, plain: bool, spans: bool) -> String {
        let mut to = Vec::new();
        lines(input.as_bytes(), &mut to, plain, spans).expect("writing to memory cannot fail");
        String::from_utf8(to).expect("the output is made of strings")
    }

    #[test]
    fn only_the_text_of_an_object_is_scrubbed() {
        let line = r#"{"id":"a7","text":"mail to anna@example.org","owner":"ben@example.org"}"#;
        let clean = out(&format!("{line}\n"), false, false);
        assert!(clean.contains(r#""text":"mail to [email]""#), "{clean}");
        assert!(clean.contains("ben@example.org"), "{clean}");
        assert!(!out(line, true, false).contains("ben@example.org"));
    }

    #[test]
    fn each_line_in_gives_one_out() {
        assert_eq!(
            out("a\n\nbye anna@example.org", false, false),
            "a\n\nbye [email]"
        );
        assert_eq!(out("", false, true), "");
    }

    #[test]
    fn spans_count_code_points_and_lines() {
        let spans = out("Grüße, ö@example.org\nnothing\n", false, true);
        assert_eq!(
            spans,
            "{\"id\":1,\"spans\":[[7,20,\"email\"]]}\n{\"id\":2,\"spans\":[]}\n"
        );
        let named = out(r#"{"id":"x","text":"ä a@example.org"}"#, false, true);
        assert_eq!(named, "{\"id\":\"x\",\"spans\":[[2,15,\"email\"]]}\n");
    }
}
