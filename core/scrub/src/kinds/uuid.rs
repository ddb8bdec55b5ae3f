//! UUIDs: of a person, a device or an installation they go, of a build or a request they stay.

use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

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
    let things = Topics::BUILD.and(Topics::HASH).and(Topics::MEMORY);
    let near = |topics: Topics| page.context.nearer(topics, things, word.start, WINDOW);
    let (kind, rule) = if near(Topics::ADVERTISING) {
        (Kind::AdId, "ad_id: UUID in context")
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
