//! Rows of hexadecimal digits: device ids, push tokens and secrets where one was named; hashes and addresses stay.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};

const WINDOW: usize = 32;

/// A row of hexadecimal digits that is `word`.
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let file = page.byte(word.end) == b'.' && page.byte(word.end + 1).is_ascii_lowercase();
    let build = page.before(word.start) == b'-' && {
        let name = page.run_back(word.start, 48, |b| class::is_word(b) || b == b'-');
        page.before(name) == b'/'
    };
    if build || word.len() < 8 || matches!(page.before(word.start), b'@' | b'$') || file {
        return None;
    }
    if word.len() == 8 && page.byte(word.end) == b' ' {
        return grouped(page, word);
    }
    let stays = Topics::HASH
        .and(Topics::BUILD)
        .and(Topics::MEMORY)
        .and(Topics::VERSION);
    let near = |topics: Topics| page.context.nearer(topics, stays, word.start, WINDOW);
    let (kind, rule) = match word.len() {
        14..=16 if page.found_near(Kind::AndroidId, word.start, 6) || near(Topics::DEVICE) => {
            (Kind::AndroidId, "android_id: context")
        }
        32..=200 if near(Topics::PUSH) => (Kind::PushToken, "push_token: context"),
        32..=200 if near(Topics::COOKIE) => (Kind::SessionCookie, "session_cookie: context"),
        32..=200 if near(Topics::TOKEN.and(Topics::AUTH)) => (Kind::ApiKey, "api_key: context"),
        24 | 32 | 40 if near(Topics::DEVICE) => (Kind::AndroidId, "android_id: context"),
        24 | 32 if near(Topics::USER) => (Kind::UserId, "user_id: context"),
        _ => return None,
    };
    Some(page.mark(kind, word.start, word.end, rule))
}

/// The old printed form of an APNs token: eight groups of eight, often in angle brackets.
fn grouped(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let end = word.start + 71;
    let text = page.slice(word.start, end);
    let fits = text.len() == 71
        && text.iter().enumerate().all(|(i, b)| {
            if i % 9 == 8 {
                *b == b' '
            } else {
                class::is_hex(*b)
            }
        });
    let named = page.near(Topics::PUSH.and(Topics::TOKEN), word.start, 64)
        || page.before(word.start) == b'<';
    (fits && named && !page.joined_after(end))
        .then(|| page.mark(Kind::PushToken, word.start, end, "push_token: groups"))
}

/// `id:APA91b…`: a registration of Firebase, whose first part begins with `word`.
pub(crate) fn firebase(page: &mut Page<'_>, mark: usize) -> Option<usize> {
    if !page.starts_with(mark, ":APA91") {
        return None;
    }
    let body = |b: u8| class::is_alnum(b) || matches!(b, b'-' | b'_');
    let start = page.run_back(mark, 40, body);
    let end = page.run(mark + 1, 400, body);
    Some(page.mark(Kind::PushToken, start, end, "push_token: FCM"))
}

/// `s%3A…`: a signed session id of a web server, whose encoded colon stands at `mark`.
pub(crate) fn signed_session(page: &mut Page<'_>, mark: usize) -> Option<usize> {
    if page.before(mark) != b's' || page.joined_before(mark - 1) {
        return None;
    }
    let end = page.run(mark + 3, 300, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_' | b'.' | b'%')
    });
    (end > mark + 22)
        .then(|| page.mark(Kind::SessionCookie, mark - 1, end, "session_cookie: signed"))
}
