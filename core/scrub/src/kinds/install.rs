//! Folders that a system draws at random when an app is installed. They tell one device from another.

use crate::class;
use crate::context::Topics;
use crate::kind::Kind;
use crate::page::{Page, Word};
use crate::shape;

/// The longest name of a package.
const PACKAGE: usize = 128;
/// What Android draws, without its padding: sixteen bytes in base64.
const DRAWN: usize = 22;

/// The folder that ends in the padding at `at`, if Android drew it or a part of it: `~~…==`, `com.example-…==`.
pub(crate) fn folder(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let end = at + 2;
    if page.byte(at + 1) != b'=' || class::is_alnum(page.byte(end)) || at < DRAWN + 2 {
        return None;
    }
    let start = at - DRAWN;
    let part = |b: &u8| class::is_alnum(*b) || matches!(b, b'-' | b'_');
    if !page.slice(start, at).iter().all(part) {
        return None;
    }
    let installed = match page.before(start) {
        b'~' => page.before(start - 1) == b'~',
        b'-' => {
            let name = page.run_back(start - 1, PACKAGE, |b| class::is_word(b) || b == b'.');
            page.before(name) == b'/' && page.slice(name, start).contains(&b'.')
        }
        _ => false,
    };
    installed.then(|| {
        page.mark(
            Kind::AndroidId,
            start,
            end,
            "android_id: folder of an installation",
        )
    })
}

/// The same where a query has it, percent-encoded; the first of the two escapes of the padding is at `at`.
pub(crate) fn encoded(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = at.checked_sub(DRAWN)?;
    let end = at + 6;
    let part = |b: &u8| class::is_alnum(*b) || matches!(b, b'-' | b'_');
    if !page.slice(at, end).eq_ignore_ascii_case(b"%3d%3d")
        || !page.slice(start, at).iter().all(part)
    {
        return None;
    }
    let before = page.slice(start.saturating_sub(6), start);
    let installed = before.ends_with(b"~~")
        || before.eq_ignore_ascii_case(b"%7e%7e")
        || before.ends_with(b"-") && {
            let name = page.run_back(start - 1, PACKAGE, |b| class::is_word(b) || b == b'.');
            page.before(name) == b'%' && page.slice(name, start).contains(&b'.')
        };
    installed.then(|| {
        page.mark(
            Kind::AndroidId,
            start,
            end,
            "android_id: folder of an installation",
        )
    })
}

/// The serial number `word`, capitals and digits, where one was named a word or two before: `adb -s R58N30ABCDE`.
pub(crate) fn serial(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let text = page.slice(word.start, word.end);
    (page.near(Topics::SERIAL, word.start, 20)
        && shape::is_serial(text)
        && !matches!(page.before(word.start), b'.' | b'-' | b'/'))
    .then(|| {
        page.mark(
            Kind::AndroidId,
            word.start,
            word.end,
            "android_id: serial number",
        )
    })
}

/// `/var/folders/8k/…`: what macOS draws for an account, behind the slash at `slash`.
pub(crate) fn account(page: &mut Page<'_>, slash: usize) -> Option<usize> {
    if !page
        .slice(slash.saturating_sub(8), slash)
        .ends_with(b"/folders")
        || page.byte(slash + 3) != b'/'
    {
        return None;
    }
    let start = slash + 4;
    let end = page.run(start, 64, class::is_word);
    (end >= start + 20).then(|| {
        page.mark(
            Kind::AndroidId,
            start,
            end,
            "android_id: folder of an account",
        )
    })
}

/// `/storage/1A2B-3C4D`: the serial number of a memory card, behind the slash at `slash`.
pub(crate) fn card(page: &mut Page<'_>, slash: usize) -> Option<usize> {
    let start = slash + 1;
    if page.byte(start + 4) != b'-' {
        return None;
    }
    let before = page.slice(slash.saturating_sub(9), slash);
    if !before.ends_with(b"/storage") && !before.ends_with(b"media_rw") {
        return None;
    }
    let text = page.slice(start, start + 9);
    let fits = text.len() == 9
        && shape::all_hex(&text[..4])
        && shape::all_hex(&text[5..])
        && !page.joined_after(start + 9);
    fits.then(|| page.mark(Kind::AndroidId, start, start + 9, "android_id: memory card"))
}

/// Whether the UUID `word` begins is a folder of an app's container, of a simulator or of adopted storage.
pub(crate) fn is_container(page: &Page<'_>, word: &Word) -> bool {
    const PARENTS: &[&str] = &[
        "Application",
        "AppGroup",
        "PluginKitPlugin",
        "InternalDaemon",
        "Devices",
        "expand",
    ];
    if page.before(word.start) != b'/' {
        return false;
    }
    let slash = page.run_back(word.start, 2, |b| b == b'/');
    let parent = page.run_back(slash, 20, |b| b.is_ascii_alphabetic());
    page.before(parent) == b'/'
        && PARENTS
            .iter()
            .any(|p| page.slice(parent, slash) == p.as_bytes())
}
