//! Names that owners give their devices: `Anna's iPhone`, `Annas iPad`, `iPhone von Anna`.

use crate::class;
use crate::given::GIVEN;
use crate::kind::Kind;
use crate::page::{Page, Word};
use crate::shape;

/// Words that look like an owner in the genitive and are none.
const NOT_OWNERS: &[&str] = &[
    "this", "his", "its", "dies", "dieses", "apples", "samsungs", "googles", "plus", "various",
    "others", "previous", "all", "less", "access", "unless", "meines", "deines", "seines", "ihres",
    "unseres", "jedes", "wireless", "ios", "macos", "tvos", "series", "across", "process", "news",
    "alles", "was", "has", "is", "as", "windows", "devices", "users", "owners", "rooted",
    "supports", "requires", "uses", "needs", "paired", "besides", "always", "fix", "mix", "box",
    "linux", "unix", "posix", "prefix", "suffix", "matrix", "max",
];

/// Makers whose name stands between the owner and the sort of device.
const MAKERS: &[&str] = &[
    "Apple",
    "Samsung",
    "Google",
    "Galaxy",
    "Huawei",
    "Xiaomi",
    "Sony",
    "Lenovo",
    "Dell",
    "HP",
    "Microsoft",
    "Amazon",
    "Motorola",
    "Nokia",
    "Pixel",
];

/// `Samsung SM-S918B`, `Google Pixel 8`: what was sold, which is nobody's name.
pub(crate) fn is_model(text: &[u8]) -> bool {
    let mut words = text.split(|b| *b == b' ');
    let first = words.next().unwrap_or(text);
    let maker = shape::is_any(first, MAKERS);
    let number = |word: &[u8]| word.iter().any(u8::is_ascii_digit);
    maker
        && words.clone().any(number)
        && !words.any(|w| matches!(w, b"von" | b"of"))
        && !text.windows(2).any(|w| w == b"'s")
}

/// The owner and the model around `word`, the name of a sort of device.
pub(crate) fn around(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let end = host_end(page, model_end(page, word.end));
    if let Some(start) = owner_before(page, word.start) {
        return Some(page.mark(Kind::DeviceName, start, end, "device_name: owner before"));
    }
    let owner = owner_after(page, end)?;
    Some(page.mark(
        Kind::DeviceName,
        word.start,
        owner,
        "device_name: owner after",
    ))
}

/// A host name's last part: `Annas-MacBook.local`.
fn host_end(page: &Page<'_>, end: usize) -> usize {
    let part = [
        ".local",
        ".fritz.box",
        ".lan",
        ".home",
        ".speedport.ip",
        ".internal",
    ]
    .iter()
    .find(|p| page.starts_with(end, p));
    part.map_or(end, |p| end + p.len())
}

/// Behind the sort: `15 Pro Max`, `S24`, `Air`.
fn model_end(page: &Page<'_>, mut end: usize) -> usize {
    const MODELS: &[&str] = &[
        "pro", "max", "air", "mini", "plus", "ultra", "se", "fold", "flip", "note", "tab", "book",
        "buds", "note", "lite", "fe", "x", "xs", "xr", "one", "neo",
    ];
    for _ in 0..4 {
        let separator = page.byte(end);
        if !matches!(separator, b' ' | b'-') {
            break;
        }
        let next = page.run(end + 1, 8, class::is_alnum);
        let text = page.slice(end + 1, next);
        let number = text.len() <= 4 && text.iter().any(u8::is_ascii_digit) && !text.is_empty();
        if !number && !shape::is_any(text, MODELS) {
            break;
        }
        end = next;
    }
    end
}

/// `Anna's `, `Anna’s `, `Annas `, `Anna-Lenas-`: where the owner begins.
fn owner_before(page: &Page<'_>, at: usize) -> Option<usize> {
    let gap = if page.slice(at.saturating_sub(3), at) == b"%20" {
        3
    } else {
        usize::from(matches!(page.before(at), b' ' | b'-' | b'_' | b'+'))
    };
    if gap == 0 {
        return None;
    }
    let mut name_end = at - gap;
    if gap == 1
        && let Some(maker) = MAKERS
            .iter()
            .find(|m| page.slice(name_end.saturating_sub(m.len()), name_end) == m.as_bytes())
        && matches!(page.before(name_end - maker.len()), b' ' | b'-')
    {
        name_end -= maker.len() + 1;
    }
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0;
    let mut start = page.run_back(name_end, 40, |b| {
        letter(b) || matches!(b, b'\'' | b'-' | b'%' | b'2' | b'7')
    });
    // A hyphen begins another word of a host name, unless a capital goes before.
    while start < name_end && !page.is_upper(start) {
        start += 1;
    }
    // `anna-thinkpad`, `annas-mbp`: a host in small letters.
    if gap == 1 && matches!(page.before(at), b'-' | b'_') {
        let first = page.run_back(name_end, 20, letter);
        let whose = page.slice(first, name_end);
        let bare = whose.strip_suffix(b"s").unwrap_or(whose);
        if whose.iter().all(|b| !b.is_ascii_uppercase()) && (GIVEN.has(whose) || GIVEN.has(bare)) {
            return Some(first);
        }
    }
    let name = page.slice(start, name_end);
    let marked = name.ends_with(b"'s")
        || name.ends_with("’s".as_bytes())
        || name.ends_with(b"%27s")
        || name.ends_with(b"'")
        || name.ends_with("’".as_bytes());
    let genitive = name.len() >= 3
        && matches!(name.last(), Some(b's' | b'x' | b'z'))
        && !shape::is_any(name, NOT_OWNERS);
    // `Anna-iPhone`, as routers list it.
    let owned = page.before(at) == b'-' && GIVEN.has(name);
    if owned {
        return Some(start);
    }
    let capitals = name.iter().filter(|b| b.is_ascii_uppercase()).count() > 2;
    if marked && name.len() >= 3 {
        return Some(first_name_before(page, start));
    }
    (genitive && !capitals).then_some(start)
}

/// With a possessive mark, a capitalised word before it belongs to the owner too: `Anna Maria's iPad`.
fn first_name_before(page: &Page<'_>, start: usize) -> usize {
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0;
    if page.before(start) != b' ' {
        return start;
    }
    let first = page.run_back(start - 1, 24, letter);
    let word = page.slice(first, start - 1);
    let name = word.len() >= 3
        && page.is_upper(first)
        && page.before(first) != b'.'
        && first > 0
        && word[1..].iter().all(|b| !b.is_ascii_uppercase());
    let common = [
        "Gerät",
        "Geraet",
        "Device",
        "Connected",
        "Found",
        "Paired",
        "From",
        "Von",
        "Mit",
        "Host",
        "Backup",
        "Name",
        "With",
        "Peer",
        "Restored",
        "Unpaired",
        "Lost",
        "The",
        "On",
        "Auf",
        "Bluetooth",
        "Verbunden",
    ];
    if name && !common.iter().any(|c| word == c.as_bytes()) {
        first
    } else {
        start
    }
}

/// ` von Anna`, ` of Anna`, ` de Marie`: where the owner ends.
fn owner_after(page: &Page<'_>, end: usize) -> Option<usize> {
    let rest = page.text.get(end..)?;
    let joint = [
        " von ",
        " of ",
        " de ",
        " di ",
        " van ",
        "-von-",
        "%20von%20",
        "+von+",
    ]
    .iter()
    .find(|j| rest.starts_with(j.as_bytes()))?;
    let start = end + joint.len();
    if !page.is_upper(start) {
        return None;
    }
    let letter = |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0 || b == b'-';
    let mut here = page.run(start, 32, letter);
    if page.byte(here) == b' ' && page.is_upper(here + 1) {
        here = page.run(here + 1, 32, letter);
    }
    let here = page
        .slice(start, here)
        .windows(2)
        .position(|w| w == [0xe2, 0x80])
        .map_or(here, |at| start + at);
    Some(here)
}
