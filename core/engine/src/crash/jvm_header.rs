//! The line of a Java stack trace that begins an exception: `CLASS: MESSAGE`, with or without a label before it.

/// Words before an exception that is printed inside another one.
const LABELS: [&str; 4] = ["Caused by: ", "Suppressed: ", "Wrapped by: ", "|-- "];

/// What a line begins.
#[derive(Debug, PartialEq)]
pub(super) enum Header<'t> {
    /// An exception: its class, its message.
    Exception(&'t str, &'t str),
    /// A note that the exception was printed before. It is none of its own.
    Note,
}

/// Returns what a labelled line begins; none if the line is part of a message.
pub(super) fn labelled(line: &str) -> Option<Header<'_>> {
    if is_note(line) {
        return Some(Header::Note);
    }
    let rest = LABELS.iter().find_map(|label| line.strip_prefix(label))?;
    if is_note(rest) {
        return Some(Header::Note);
    }
    let (class, message) = class(rest)?;
    Some(Header::Exception(class, message))
}

/// Returns the class and message of a line that is an exception by its form, behind any label.
pub(super) fn by_form(line: &str) -> Option<(&str, &str)> {
    let mut rest = line;
    // `Inner throwable #0: java.io.IOException: closed` has its class behind the first colon.
    for _ in 0..2 {
        if let Some((class, message)) = class(rest).filter(|(class, _)| sounds_like_one(class)) {
            return Some((class, message));
        }
        rest = rest.split_once(": ")?.1;
    }
    None
}

/// Splits `CLASS: MESSAGE` or `CLASS`.
pub(super) fn class(header: &str) -> Option<(&str, &str)> {
    let header = header.trim_end();
    let (class, message) = header.split_once(':').unwrap_or((header, ""));
    is_class(class).then(|| (class, message.strip_prefix(' ').unwrap_or(message)))
}

fn is_note(text: &str) -> bool {
    text.starts_with("[CIRCULAR REFERENCE") || text.starts_with("(cause not expanded again)")
}

fn is_class(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with(|first: char| first.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '$' | '-'))
}

fn sounds_like_one(class: &str) -> bool {
    let usual = ["Exception", "Error", "Throwable"];
    class.contains('.') || usual.iter().any(|end| class.ends_with(end))
}

/// Returns `true` for `... 12 more` and its kin: the frames shared with the exception around it, which holds them.
pub(super) fn is_elision(line: &str) -> bool {
    let Some((count, word)) = line
        .strip_prefix("... ")
        .and_then(|rest| rest.split_once(' '))
    else {
        return false;
    };
    let digits = count.bytes().all(|byte| byte.is_ascii_digit());
    digits && (word == "more" || word.contains("frames"))
}
