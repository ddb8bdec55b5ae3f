//! One call of a Dart stack.

use super::trace::Frame;

/// What a line of a stack says.
#[derive(Debug)]
pub(super) enum Call {
    /// A call with its name, and its place where the line tells it.
    Named(Frame),
    /// A call of a build without names: where it lies in memory and, if told, in its library.
    At { address: u64, offset: Option<u64> },
}

/// Reads `#N NAME (PLACE)`, `#N abs HEX virt HEX SYMBOL`, or the short form `PLACE  NAME`.
pub(super) fn call(line: &str) -> Option<Call> {
    let Some(rest) = line.strip_prefix('#') else {
        return short(line).map(Call::Named);
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at(digits);
    if number.is_empty() || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix("abs ") {
        return addresses(rest);
    }
    let (name, place) = rest
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .unwrap_or((rest, ""));
    let known = [".dart", "dart:", "package:", "file:", "Unknown Source"];
    if name.is_empty() || !known.iter().any(|part| place.contains(part)) {
        return None;
    }
    let (file, line, column) = place_of(place);
    Some(Call::Named(Frame {
        function: Some(name.to_owned()),
        file,
        line,
        column,
        ..Frame::default()
    }))
}

/// Returns `true` for what stands between the calls of a stack and says nothing about the error.
pub(super) fn is_between(line: &str) -> bool {
    line.starts_with("*** *** ***")
        || line.starts_with("=====")
        || line.starts_with("Warning: This VM has been configured")
        || line.starts_with("(elided ")
        || matches!(line, "<asynchronous suspension>" | "...")
}

fn addresses(rest: &str) -> Option<Call> {
    let mut words = rest.split_whitespace();
    let hexadecimal = |word: &str| u64::from_str_radix(word.trim_start_matches("0x"), 16).ok();
    let address = hexadecimal(words.next()?)?;
    let offset = match words.next() {
        Some("virt") => hexadecimal(words.next()?),
        _ => None,
    };
    Some(Call::At { address, offset })
}

/// `package:app/rota.dart 12:5  Rota.owner`, as `package:stack_trace` prints it.
fn short(line: &str) -> Option<Frame> {
    let (place, name) = line.split_once("  ")?;
    let known = ["package:", "dart:", "file:"];
    if !known.iter().any(|begin| place.starts_with(begin)) {
        return None;
    }
    let (file, line, column) = match place.rsplit_once(' ') {
        Some((file, position)) => {
            let (_, line, column) = place_of(&format!("{file}:{position}"));
            (Some(file.to_owned()), line, column)
        }
        None => (Some(place.to_owned()), None, None),
    };
    Some(Frame {
        function: Some(name.trim().to_owned()),
        file,
        line,
        column,
        ..Frame::default()
    })
}

/// `FILE:LINE:COLUMN`, `FILE:LINE` or `FILE`.
fn place_of(place: &str) -> (Option<String>, Option<u64>, Option<u64>) {
    let number = |text: &str| -> Option<(String, u64)> {
        let (rest, digits) = text.rsplit_once(':')?;
        Some((rest.to_owned(), digits.parse().ok()?))
    };
    let known = |file: &str| (!file.is_empty()).then(|| file.to_owned());
    let Some((rest, last)) = number(place) else {
        return (known(place), None, None);
    };
    match number(&rest) {
        Some((file, line)) => (known(&file), Some(line), Some(last)),
        None => (known(&rest), Some(last), None),
    }
}
