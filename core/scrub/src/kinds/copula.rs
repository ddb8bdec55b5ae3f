//! Small words between a thing and its value: `password is …`, `call from …`, `Anmeldung für …`.

use crate::context::Topics;
use crate::kinds::person::{self, Trust};
use crate::kinds::{password, username};
use crate::page::{Page, Word};
use crate::shape;

/// What stands behind `word`, by what was spoken of before it.
pub(crate) fn after(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.near(Topics::PIN, word.start, 2) {
        let said = page.slice(word.start, word.end) == b"lautet"
            || is_verb(page, word) && password::is_owned(page, word);
        return password::after(page, word).or_else(|| {
            if said {
                password::said(page, word.end)
            } else if is_for(page, word) {
                // `password for anna_b is Heron77`
                username::between(page, word.end).map(|end| {
                    page.next_of(end, &[" is ", " ist ", " lautet "])
                        .and_then(|verb| password::said(page, end + verb.len()))
                        .unwrap_or(end)
                })
            } else {
                None
            }
        });
    }
    // `Permission to … denied to anna_b`
    if is_to(page, word)
        && page
            .slice(word.start.saturating_sub(7), word.start)
            .eq_ignore_ascii_case(b"denied ")
        && let Some(end) = username::denied(page, word.end)
    {
        return Some(end);
    }
    // `Der Code lautet 0071`
    if page.slice(word.start, word.end) == b"lautet" && page.near(Topics::CODE, word.start, 2) {
        return password::said(page, word.end);
    }
    if is_verb(page, word)
        && let Some(end) = username::numbered(page, word)
    {
        return Some(end);
    }
    if is_to(page, word) && page.near(Topics::PIN, word.start, 16) {
        return password::after(page, word);
    }
    let quote = matches!(page.byte(word.end + 1), b'"' | b'\'' | 0xc2 | 0xe2);
    if quote && is_to(page, word) && page.near(Topics::PIN, word.start, 48) {
        return password::after(page, word);
    }
    if is_verb(page, word)
        && let Some(end) = username::said(page, word)
    {
        return Some(end);
    }
    let of = matches!(page.slice(word.start, word.end), b"von" | b"of" | b"by");
    if (is_for(page, word) || of)
        && (page.near(
            Topics::LOGIN.and(Topics::COOKIE).and(Topics::AUTH),
            word.start,
            24,
        ) || username::is_door(page, word.end))
        && let Some(end) = username::between(page, word.end)
    {
        return Some(end);
    }
    let name = page.near(Topics::NAME, word.start, 2) || first_person(page, word);
    let about = name || page.near(Topics::SOCIAL, word.start, 24);
    if about {
        person::after(page, word.end, Trust::Two).or_else(|| person::one_given(page, word.end))
    } else {
        None
    }
}

fn is_for(page: &Page<'_>, word: &Word) -> bool {
    matches!(
        page.slice(word.start, word.end),
        b"for" | b"f\xc3\xbcr" | b"fuer"
    )
}

fn is_to(page: &Page<'_>, word: &Word) -> bool {
    matches!(page.slice(word.start, word.end), b"to" | b"auf")
}

fn is_verb(page: &Page<'_>, word: &Word) -> bool {
    matches!(
        page.slice(word.start, word.end),
        b"is" | b"ist" | b"was" | b"war" | b"lautet" | b"hei\xc3\x9ft"
    )
}

/// "I am", "ich bin", "this is".
fn first_person(page: &Page<'_>, word: &Word) -> bool {
    let before = page.slice(word.start.saturating_sub(5), word.start);
    shape::ends_with_any(
        before,
        &["I ", "I'", "I’", "ich ", "Ich ", "this ", "This ", "hier "],
    )
}
