//! The lines in which a Dart or Flutter app says what went wrong.

/// What the language says instead of a type's name.
const SAYINGS: [(&str, &str); 10] = [
    ("Bad state: ", "StateError"),
    ("Invalid argument", "ArgumentError"),
    ("Unsupported operation: ", "UnsupportedError"),
    ("UnimplementedError", "UnimplementedError"),
    (
        "Concurrent modification during iteration",
        "ConcurrentModificationError",
    ),
    ("RangeError", "RangeError"),
    ("type '", "TypeError"),
    ("Null check operator used on a null value", "TypeError"),
    ("PlatformException(", "PlatformException"),
    ("MissingPluginException(", "MissingPluginException"),
];
/// What stands before a message and says nothing about it.
const BEFORE: [&str; 3] = [
    "Unhandled exception:",
    "Unhandled Exception:",
    "Uncaught exception:",
];

/// Returns `true` for a line that begins an error behind the stack of another.
pub(super) fn begins(line: &str) -> bool {
    BEFORE.iter().any(|words| line.contains(words)) || line.contains("EXCEPTION CAUGHT BY")
}

/// Returns `true` for a name that is the type of an error by its form.
pub(super) fn is_type(name: &str) -> bool {
    let name = name.trim_start_matches('_');
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && ["Error", "Exception"].iter().any(|end| name.ends_with(end))
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns type and message of the lines that stand before a stack.
pub(super) fn error(lines: &[String]) -> (String, String) {
    if let Some(found) = flutter(lines) {
        return found;
    }
    let mut text = lines.join("\n");
    for words in BEFORE {
        if let Some((_, rest)) = text.split_once(words) {
            text = rest.to_owned();
        }
    }
    by_form(text.trim())
}

/// `The following TYPE was thrown WHILE:` in one of the framework's frames; the message ends at an empty line.
fn flutter(lines: &[String]) -> Option<(String, String)> {
    const THROWN: &str = " was thrown";
    let opens = |line: &String| {
        line.strip_prefix("The following ")?
            .split_once(THROWN)
            .map(|(ty, _)| ty.to_owned())
    };
    let (at, ty) = lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| Some((at, opens(line)?)))?;
    // A long heading goes over several lines; it ends with a colon outside of all brackets.
    let ends = |upto: &usize| {
        let heading = lines[at..=at + upto].concat();
        let open = heading.matches('(').count() > heading.matches(')').count();
        heading.ends_with(':') && !open
    };
    let heading = (0..lines.len() - at).take(4).find(ends);
    let message = &lines[at + heading.unwrap_or(0) + 1..];
    let end = message
        .iter()
        .position(|line| line.is_empty() || line.starts_with('═'));
    let message = message[..end.unwrap_or(message.len())].join("\n");
    // `The following assertion was thrown` and `The following message was thrown` name no type.
    let (found, value) = by_form(&message);
    if is_type(&ty) {
        return Some((ty, value));
    }
    Some((
        if ty == "assertion" {
            "AssertionError".to_owned()
        } else {
            found
        },
        value,
    ))
}

fn by_form(text: &str) -> (String, String) {
    if text.contains(": Failed assertion: ") {
        return ("AssertionError".to_owned(), text.to_owned());
    }
    if let Some((begin, ty)) = SAYINGS.iter().find(|(begin, _)| text.starts_with(begin)) {
        let inner = begin.ends_with(": ").then(|| &text[begin.len()..]);
        return ((*ty).to_owned(), inner.unwrap_or(text).to_owned());
    }
    if let Some(name) = text
        .strip_prefix("Instance of '")
        .and_then(|rest| rest.strip_suffix('\''))
    {
        return (name.to_owned(), String::new());
    }
    match text.split_once(':') {
        Some((ty, message)) if is_type(ty) => (ty.to_owned(), message.trim_start().to_owned()),
        None if is_type(text) => (text.to_owned(), String::new()),
        _ => (String::new(), text.to_owned()),
    }
}
