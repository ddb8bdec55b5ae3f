//! UUIDs: of a person, a device or an installation they go, of a build or a request they stay.

use crate::context::Topics;
use crate::kind::Kind;
use crate::kinds::install;
use crate::page::{Page, Word};
use crate::shape;

const WINDOW: usize = 40;

/// A UUID that begins with `word`. Read as a whole even if it stays, so that its parts are not taken for something else.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if word.len() != 8
        || page.byte(word.end) != b'-'
        || !is_uuid(page.slice(word.start, word.start + 36))
    {
        return None;
    }
    let end = word.start + 36;
    if page.joined_after(end) {
        return None;
    }
    // What Bluetooth's own numbers are built on.
    if page
        .slice(word.start + 8, end)
        .eq_ignore_ascii_case(b"-0000-1000-8000-00805f9b34fb")
    {
        return Some(end);
    }
    if shape::is_zeros(page.slice(word.start, end)) {
        return Some(end);
    }
    if install::is_container(page, word) {
        return Some(page.mark(
            Kind::UuidUser,
            word.start,
            end,
            "uuid_user: folder of an installation",
        ));
    }
    let things = Topics::BUILD.and(Topics::HASH).and(Topics::MEMORY);
    let near = |topics: Topics| page.context.nearer(topics, things, word.start, WINDOW);
    let (kind, rule) = if near(Topics::ADVERTISING) {
        (Kind::AdId, "ad_id: UUID in context")
    } else if page.near(Topics::GATT, word.start, WINDOW) && near(Topics::PUSH) {
        // A notification of Bluetooth.
        return Some(end);
    } else if near(Topics::PUSH) {
        (Kind::PushToken, "push_token: UUID in context")
    } else if near(
        Topics::USER
            .and(Topics::PERSON)
            .and(Topics::COOKIE)
            .and(Topics::TOKEN),
    ) {
        (Kind::UuidUser, "uuid_user: context")
    } else if near(Topics::DEVICE) {
        (Kind::AndroidId, "android_id: UUID in context")
    } else {
        return Some(end);
    };
    Some(page.mark(kind, word.start, end, rule))
}

pub(crate) fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(i, b)| {
            if matches!(i, 8 | 13 | 18 | 23) {
                *b == b'-'
            } else {
                b.is_ascii_hexdigit()
            }
        })
}
