//! Secrets and persons in URLs: user info, ids and secrets in the path.

use std::sync::OnceLock;

use crate::class;
use crate::kind::Kind;
use crate::kinds::uuid;
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::shape;

/// What the next segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Person,
    Secret,
    /// A webhook: all that follows, to the secret at the end of the path.
    Hook,
}

/// Segments of paths that tell what follows.
static SEGMENTS: &[(Next, &str)] = &[
    (
        Next::Person,
        "user users customer customers account accounts member members profile profiles kunde kunden nutzer benutzer \
     people person persons patient patients contact contacts kontakte driver drivers employee employees \
     subscriber subscribers client clients u uid userid konto konten mitglieder profil friends player players \
     guest guests visitor visitors author authors mitglied recipients by-user identities",
    ),
    (
        Next::Secret,
        "verify verification reset reset-password resetpassword password-reset password invite invites invitation \
     invitations confirm confirmation activate activation magic magic-link magiclink unsubscribe token tokens \
     share shared join login auth sso callback einladung bestaetigen bestätigen freigabe passwort aktivieren \
     abmelden verify-email email-verify confirm-email link s t k l signin sign-in secret session sessions otp \
     accept recover recovery redeem optin opt-in optout access key ticket onboarding integration integrations \
     verifizieren registrieren anmelden einloesen zugang download validate claim approve bot",
    ),
    (Next::Hook, "hook hooks webhook webhooks webhookb2"),
];

fn segments() -> &'static Lexicon<Next> {
    static TABLE: OnceLock<Lexicon<Next>> = OnceLock::new();
    TABLE.get_or_init(|| Lexicon::new(SEGMENTS, |first, _| first))
}

/// User and password of the URL whose `://` begins at `at`.
pub(crate) fn at(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if page.slice(at, at + 3) != b"://" {
        return None;
    }
    let start = at + 3;
    let end = page.run(start, 256, |b| {
        b > b' '
            && !matches!(
                b,
                b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'@' | b'[' | b']' | b'|'
            )
    });
    if page.byte(end) != b'@' || end == start {
        if has_hook(page.slice(start, end)) {
            hook(page, end);
        }
        return Some(start);
    }
    // A password may hold an `@` of its own; the last one before the path ends the user info.
    let more = page.run(end + 1, 128, |b| {
        b > b' ' && !matches!(b, b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'@')
    });
    let end = if page.byte(more) == b'@' { more } else { end };
    Some(page.mark(Kind::UrlUserinfo, start, end, "url_userinfo: before the @") + 1)
}

/// The segment behind the slash at `slash`, if the segment before tells what it is.
pub(crate) fn segment(page: &mut Page<'_>, slash: usize) -> Option<usize> {
    let part = |b: u8| {
        class::is_alnum(b)
            || matches!(b, b'-' | b'_' | b'~' | b'%' | b'.' | b'=' | b':')
            || b >= 0x80
    };
    let parent_start = page.run_back(slash, 24, |b| {
        class::is_alnum(b) || matches!(b, b'-' | b'_')
    });
    if page.before(parent_start) != b'/' || slash == parent_start {
        // `users/4711`: a folder that begins a path.
        let first = page.byte(slash + 1).is_ascii_digit()
            && matches!(page.before(parent_start), 0 | b' ' | b'"' | b'\'' | b'(');
        let id = page.run(slash + 1, 16, |b| first && b.is_ascii_digit());
        // `users/hT3kP0wqLzXv81Nm`, a document of a database.
        let key = page.run(slash + 1, 40, class::is_alnum);
        let drawn = shape::is_random_mixed(page.slice(slash + 1, key), 16)
            && shape::digits(page.slice(slash + 1, key)) > 0;
        let id = if drawn { key } else { id };
        if id > slash + 4
            && !page.joined_after(id)
            && segments().get(page.slice(parent_start, slash)) == Some(Next::Person)
        {
            return Some(page.mark(Kind::UserId, slash + 1, id, "user_id: path"));
        }
        // A host without its scheme.
        if page.before(parent_start) == b'.' {
            let host = page.run_back(parent_start, 64, |b| {
                class::is_alnum(b) || matches!(b, b'-' | b'.')
            });
            if !matches!(page.before(host), b'/' | b'@') && has_hook(page.slice(host, slash)) {
                hook(page, slash);
            }
        }
        return None;
    }
    let next = segments().get(page.slice(parent_start, slash))?;
    if next == Next::Hook {
        hook(page, slash);
        return None;
    }
    let start = slash + 1;
    let mut end = page.run(start, 512, part);
    while end > start && matches!(page.before(end), b'.' | b':' | b'-') {
        end -= 1;
    }
    let text = page.slice(start, end);
    if text.len() < 2 {
        return None;
    }
    if next == Next::Person {
        let digits = shape::digits(text);
        if uuid::is_uuid(text) {
            return Some(page.mark(Kind::UuidUser, start, end, "uuid_user: path"));
        }
        if digits == text.len() && digits >= 2 || digits >= 3 && shape::is_random(text, 6) {
            return Some(page.mark(Kind::UserId, start, end, "user_id: path"));
        }
        if shape::is_marked_login(text)
            && (digits > 0 || text.iter().any(|b| matches!(b, b'.' | b'_')))
            && !text.contains(&b'%')
            && !is_file(text)
        {
            return Some(page.mark(Kind::Username, start, end, "username: path"));
        }
        return None;
    }
    if next == Next::Secret
        && text.len() >= 10
        && (shape::is_random(text, 10)
            || shape::all_hex(text) && shape::digits(text) > 0
            || uuid::is_uuid(text))
        && !is_file(text)
    {
        return Some(page.mark(Kind::UrlSecret, start, end, "url_query_secret: path"));
    }
    None
}

/// The secrets in the path of a webhook, whose address is all that calling it takes. The path goes on at `slash`.
fn hook(page: &mut Page<'_>, slash: usize) {
    let end = page.run(slash, 512, |b| {
        class::is_alnum(b) || matches!(b, b'/' | b'-' | b'_' | b'.' | b'@' | b'~' | b'%' | b'=')
    });
    // A slash at the end begins no segment, unless a secret stood behind it.
    let replaced = page.byte(end) == b'[';
    let end = page.run_back(end, 1, |b| b == b'/' && !replaced);
    let mut start = slash;
    for segment in page.slice(slash, end).split(|b| *b == b'/') {
        let last = start + segment.len() == end;
        let text = segment.strip_suffix(b".").unwrap_or(segment);
        let drawn = shape::is_random(text, 6) && shape::digits(text) > 0
            || shape::is_random_mixed(text, 16)
            || text.get(..36).is_some_and(uuid::is_uuid)
            || text.len() >= 20 && shape::all_hex(text);
        let long = text.len() >= 24 && !text.iter().all(u8::is_ascii_digit);
        if drawn && (last || long) && !is_file(text) {
            page.mark(
                Kind::UrlSecret,
                start,
                start + text.len(),
                "url_query_secret: webhook",
            );
        }
        start += segment.len() + 1;
    }
}

/// The secret between two encoded slashes, as in a link in a query: `%2Fverify%2F…`. The second one is at `slash`.
pub(crate) fn encoded_segment(page: &mut Page<'_>, slash: usize) -> Option<usize> {
    let part = |b: u8| class::is_alnum(b) || matches!(b, b'-' | b'_');
    let mut parent = page.run_back(slash, 26, part);
    // The digits of the escape before it are no part of the name.
    parent += 2;
    let escaped = page
        .slice(parent.saturating_sub(3), parent)
        .eq_ignore_ascii_case(b"%2f");
    if !escaped
        || parent >= slash
        || segments().get(page.slice(parent, slash)) != Some(Next::Secret)
    {
        return Some(slash + 3);
    }
    let start = slash + 3;
    let end = page.run(start, 512, |b| part(b) || b == b'~');
    let text = page.slice(start, end);
    if shape::is_random(text, 10) && shape::digits(text) > 0 || uuid::is_uuid(text) {
        return Some(page.mark(Kind::UrlSecret, start, end, "url_query_secret: path"));
    }
    Some(start)
}

fn has_hook(host: &[u8]) -> bool {
    host.windows(4).any(|w| w.eq_ignore_ascii_case(b"hook"))
}

fn is_file(text: &[u8]) -> bool {
    let ending = text.rsplit(|b| *b == b'.').next().unwrap_or(text);
    ending.len() < text.len()
        && (ending.len() <= 5 || matches!(ending, b"service" | b"socket" | b"target" | b"desktop"))
        && ending.iter().all(u8::is_ascii_lowercase)
}
