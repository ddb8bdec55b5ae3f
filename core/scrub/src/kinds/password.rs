//! Passwords in sentences: `password is "…"`, `das Passwort lautet …`.

use crate::class;
use crate::kind::Kind;
use crate::kinds::sql;
use crate::page::{Page, Word};
use crate::shape;

/// The password behind `word`, a name for one or the verb after it.
pub(crate) fn after(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if let Some(end) = sql::password(page, word) {
        return Some(end);
    }
    let start = page.run(word.end, 2, |b| b == b' ');
    if start == word.end {
        return None;
    }
    let (start, close): (usize, &str) = match page.byte(start) {
        b'"' => (start + 1, "\""),
        b'\'' => (start + 1, "'"),
        b'`' => (start + 1, "`"),
        0xe2 if page.starts_with(start, "„") => (start + 3, "“"),
        0xe2 if page.starts_with(start, "“") => (start + 3, "”"),
        0xc2 if page.starts_with(start, "»") => (start + 2, "«"),
        _ => (start, ""),
    };
    let mut end = page.run(start, 64, |b| {
        b > b' ' && !matches!(b, b'"' | b'\'' | b'`' | b',' | b';') && b != 0xe2 && b != 0xc2
    });
    if close.is_empty() {
        end = page.run_back(end, 3, |b| matches!(b, b'.' | b'!' | b'?' | b')' | b':'));
    }
    let text = page.slice(start, end);
    if text.len() < 4 || shape::is_placeholder(text) || !page.starts_with(end, close) {
        return None;
    }
    let before = page.slice(word.start.saturating_sub(10), word.start);
    let new = shape::ends_with_any(before, &["new ", "neues ", "old ", "altes "]);
    let marked = shape::digits(text) > 0 && shape::has_letter(text)
        || new && text.iter().any(u8::is_ascii_punctuation);
    let chosen = marked
        && text.iter().all(|b| b.is_ascii_graphic())
        && text[0] != b'('
        && page.byte(end) != b'(';
    (!close.is_empty()
        || chosen
            && !text
                .trim_ascii_end()
                .iter()
                .rev()
                .skip_while(|b| **b == b'=')
                .any(|b| *b == b'=')
            && !text.contains(&b'/')
            && class::is_alnum(text[0]))
    .then(|| {
        // What is longer than was looked at goes to its end.
        let end = if close.is_empty() && end >= start + 60 {
            page.run(end, 4096, |b| {
                b > b' ' && !matches!(b, b'"' | b'\'' | b'`' | b',' | b';')
            })
        } else {
            end
        };
        page.mark(Kind::Password, start, end, "password_kv: announced")
    })
}

/// What follows "lautet" is a password, whatever it looks like.
pub(crate) fn said(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = page.run(at, 2, |b| matches!(b, b' ' | b':'));
    // It goes whatever it is, so that its length costs nothing twice.
    let end = page.run(start, 4096, |b| {
        b > b' ' && !matches!(b, b'"' | b',' | b';')
    });
    let end = page.run_back(end, 2, |b| b == b'.');
    let text = page.slice(start, end);
    (text.len() >= 4 && !shape::is_placeholder(text))
        .then(|| page.mark(Kind::Password, start, end, "password_kv: said"))
}

/// `my password is`, `mein Passwort war`, `pw is`: somebody tells a password, whatever it looks like. `verb` is the verb.
pub(crate) fn is_owned(page: &Page<'_>, verb: &Word) -> bool {
    let noun_end = page.run_back(verb.start, 1, |b| b == b' ');
    let noun = page.run_back(noun_end, 16, |b| b.is_ascii_alphabetic());
    let before = page.slice(noun.saturating_sub(6), noun);
    page.slice(noun, noun_end).eq_ignore_ascii_case(b"pw")
        || shape::ends_with_any(
            before,
            &["my ", "My ", "mein ", "Mein ", "meine ", "Meine "],
        )
}
