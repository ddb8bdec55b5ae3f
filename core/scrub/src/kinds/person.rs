//! Names of persons after a word that announces them: `Hallo Frau …`, `my name is …`, `Kunde …`.

use crate::class;
use crate::given::GIVEN;
use crate::kind::Kind;
use crate::kinds::{file_name, surname};
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::words;

/// How many capitalised words a name must have to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// One is enough: behind "Frau".
    One,
    /// Two, or a surname and a first name with a comma: behind "customer".
    Two,
    /// One, if the sentence or the line ends there: behind "Hallo".
    Greeting,
}

const MOST: usize = 5;
const STEPS: usize = 10;

static PARTICLES: WordSet = WordSet::new(
    "von van de der den del della di da dos du la le al el bin ibn zu zur vom ten ter y e zum st.",
);

static TITLES: WordSet = WordSet::new(
    "dr prof med dipl ing herr herrn frau mr mrs ms miss sir jur phil rer nat mag msc bsc familie family",
);

/// The name after an announcing word that ends at `at`.
pub(crate) fn after(page: &mut Page<'_>, at: usize, trust: Trust) -> Option<usize> {
    let mut start = page.run(at, 4, |b| {
        matches!(b, b' ' | b'.' | b':' | b',' | b'"' | b'\'' | b'\n')
    });
    if page.starts_with(start, "\\n") {
        start += 2;
    }
    if page.byte(start) >= 0x80 {
        for quote in ["„", "“", "»", "«"] {
            if page.starts_with(start, quote) {
                start += quote.len();
            }
        }
    }
    if start == at {
        return None;
    }
    // `Ich bin die Anna Jung`.
    if trust == Trust::Two && (page.starts_with(start, "die ") || page.starts_with(start, "der ")) {
        start += 4;
    }
    // `Unterschrift von Anna Jung`: the small word leads to the name.
    if trust == Trust::Two && page.starts_with(start, "von ") {
        start += 4;
    }
    let (start, mut end, words) = name(page, start)?;
    // "Frau Jung, Anna" is no way to speak to anyone.
    let title = ["rau", "err", "errn", "Mr", "Mrs", "Ms"]
        .iter()
        .any(|t| page.slice(at.saturating_sub(t.len()), at) == t.as_bytes());
    if title && let Some(comma) = page.slice(start, end).iter().position(|b| *b == b',') {
        end = start + comma;
    }
    let enough = match trust {
        Trust::One => words >= 1,
        Trust::Two => words >= 2,
        Trust::Greeting => words >= 2 || ends_sentence(page, end),
    };
    enough.then(|| page.mark(Kind::PersonName, start, end, "person_name: announced"))
}

/// `Dr. Anna Jung`: `word` is the title. Behind a capitalised word it may be a drive instead: `5401 Larkspur Dr. Austin`.
pub(crate) fn titled(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.byte(word.end) != b'.' || !page.is_upper(word.start) {
        return None;
    }
    let before = page.run_back(word.start.saturating_sub(1), 24, |b| {
        class::of(b) & (class::LETTER | class::HIGH) != 0
    });
    let street = page.is_upper(before)
        && before + 1 < word.start
        && page.before(before) == b' '
        && page.before(before - 1).is_ascii_digit();
    if street {
        return None;
    }
    after(page, word.end, Trust::One)
}

/// One given name behind a small word that leads to a person, which ends at `at`: `message from Anna`.
pub(crate) fn one_given(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = page.run(at, 1, |b| b == b' ');
    let end = page.run(start, 16, |b| {
        class::of(b) & (class::LETTER | class::HIGH) != 0
    });
    let end = typographic_end(page, start, end);
    let next = page.byte(end);
    let closed = match next {
        0 | b',' | b'!' | b'?' | b';' | b'\n' | b')' | b'"' => true,
        b'.' => !class::is_alnum(page.byte(end + 1)),
        b':' => page.byte(end + 1) == b' ',
        // A capital may begin another name: `from Victoria Station`.
        b' ' => !page.is_upper(end + 1),
        _ => false,
    };
    (start > at && closed && page.is_upper(start) && GIVEN.has(page.slice(start, end)))
        .then(|| page.mark(Kind::PersonName, start, end, "person_name: announced"))
}

/// `hallo anna,`: a given name in small letters that ends the greeting.
pub(crate) fn greeted(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = page.run(at, 1, |b| b == b' ');
    let end = page.run(start, 16, letter);
    let closed = matches!(page.byte(end), 0 | b',' | b'!' | b'?' | b'\n')
        || page.byte(end) == b'.' && !class::is_alnum(page.byte(end + 1));
    (start > at && closed && GIVEN.has(page.slice(start, end)))
        .then(|| page.mark(Kind::PersonName, start, end, "person_name: greeted"))
}

/// `JUNG/ANNA MR`: how airlines write a passenger; the slash is at `slash`.
pub(crate) fn of_ticket(page: &mut Page<'_>, slash: usize) -> Option<usize> {
    let capital = |b: u8| b.is_ascii_uppercase();
    let start = page.run_back(slash, 32, capital);
    let end = page.run(slash + 1, 32, capital);
    let titled = [" MR", " MRS", " MS", " MISS", " MSTR", " CHD"]
        .iter()
        .any(|title| page.starts_with(end, title) && !page.joined_after(end + title.len()));
    (titled && start + 2 <= slash && end > slash + 2 && !page.joined_before(start))
        .then(|| page.mark(Kind::PersonName, start, end, "person_name: of a ticket"))
}

fn ends_sentence(page: &Page<'_>, end: usize) -> bool {
    end == page.text.len()
        || matches!(
            page.byte(end),
            b',' | b'!' | b'.' | b'\n' | b'\\' | b'"' | b'<' | b'-'
        )
}

/// Reads capitalised words from `at`: where the name begins behind titles, ends, how many words it has; with at
/// most one comma between surname and first name.
pub(super) fn name(page: &Page<'_>, at: usize) -> Option<(usize, usize, usize)> {
    let (mut start, mut here, mut end) = (at, at, at);
    let (mut words, mut comma, mut particle) = (0, false, false);
    let mut joint = None;
    // Titles and particles are not counted, so the steps are: a row of them must end too.
    for _ in 0..STEPS {
        if words == MOST {
            break;
        }
        let word_end = page.run(here, 40, |b| {
            class::of(b) & (class::LETTER | class::HIGH) != 0 || matches!(b, b'-' | b'\'')
        });
        let word_end = typographic_end(page, here, word_end);
        let text = page.slice(here, word_end);
        if text.is_empty() {
            break;
        }
        if words == 0 && !particle && TITLES.has(text) {
            here = page.run(word_end, 3, |b| matches!(b, b'.' | b' '));
            (start, end) = (here, here);
            continue;
        }
        // "Frau von …" is a name, "Herr der …" is not.
        let article = words == 0 && matches!(text, b"der" | b"die" | b"das");
        if text[0].is_ascii_lowercase()
            && !article
            && PARTICLES.has(text)
            && page.byte(word_end) == b' '
        {
            particle = true;
            here = word_end + 1;
            continue;
        }
        let initial = text.len() == 1 && page.byte(word_end) == b'.';
        if !page.is_upper(here)
            || surname::is_stop(text)
            || class::of(page.byte(word_end)) & class::DIGIT != 0
            || page.byte(word_end) == b'_' && gap(page, word_end, joint).is_none()
        {
            break;
        }
        // Names have small letters, unless they are written in capitals as a whole; `URL` and `API` are not names.
        let capitals = text.iter().all(|b| b.is_ascii_uppercase());
        if capitals && text.len() > 1 && text.len() < 4 || is_camel(text) {
            break;
        }
        // "Anna Jung: …" says something, "Key: …" is none.
        let says = page.byte(word_end) == b':'
            && words > 0
            && (page.byte(word_end + 1) == b' ' || page.starts_with(word_end, ":mailto:"));
        if matches!(page.byte(word_end), b'(' | b':' | b'=' | b'/' | b'@') && !says
            || page.byte(word_end) == b'.'
                && class::of(page.byte(word_end + 1)) & class::LETTER != 0
                && !file_name::is_document(page, word_end)
        {
            break;
        }
        words += 1;
        end = word_end + usize::from(initial);
        here = end;
        if let Some((after, sign)) = gap(page, here, joint) {
            (here, joint) = (after, Some(sign));
            continue;
        }
        // `Jung%2C%20Anna`
        let encoded = page.slice(here, here + 6);
        if words == 1
            && !comma
            && matches!(encoded, b"%2C%20" | b"%2c%20")
            && page.is_upper(here + 6)
        {
            (comma, joint) = (true, None);
            here += 6;
            continue;
        }
        match (page.byte(here), page.byte(here + 1)) {
            (b',', b' ') if words == 1 && !comma && page.is_upper(here + 2) => {
                comma = true;
                here += 2;
            }
            _ => break,
        }
    }
    // Only a surname before the comma: the comma ends the name.
    (end > start + 1 && words > 0).then_some((start, end, words))
}

/// Behind the sign that joins two words of a name at `at`, and the sign: a blank, or what files and queries have in its
/// place. All words of a name are joined alike.
fn gap(page: &Page<'_>, at: usize, joint: Option<u8>) -> Option<(usize, u8)> {
    let sign = page.byte(at);
    let length = match sign {
        b' ' => 1,
        b'+' | b'_' if class::of(page.byte(at + 1)) & (class::LETTER | class::HIGH) != 0 => 1,
        b'%' if page.slice(at, at + 3) == b"%20" => 3,
        _ => return None,
    };
    joint
        .is_none_or(|j| j == sign)
        .then_some((at + length, sign))
}

/// A capital inside a word, as in `HomeScreen`, but not as in `McLeod`, `O'Hara` or `Anna-Lena`.
fn is_camel(text: &[u8]) -> bool {
    let inner = text
        .windows(2)
        .position(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    inner.is_some_and(|at| {
        !matches!(
            &text[..=at],
            b"Mc" | b"Mac" | b"De" | b"Di" | b"La" | b"Le" | b"Van" | b"Von"
        )
    })
}

/// Quotes and dashes outside ASCII end a word; the typographic apostrophe does not, nor does a possessive belong to it.
fn typographic_end(page: &Page<'_>, start: usize, end: usize) -> usize {
    let text = page.slice(start, end);
    let sign = text
        .windows(2)
        .position(|w| w[0] == 0xe2 && w[1] == 0x80 || w[0] == 0xc2);
    let end = sign.map_or(end, |at| start + at);
    let end = if page.slice(start, end).ends_with(b"'s") {
        end - 2
    } else {
        end
    };
    page.run_back(end, end - start, |b| matches!(b, b'-' | b'\''))
}

/// Whether a value reads like the full name of a person: capitalised words only, at least two.
pub(crate) fn is_full_name(page: &Page<'_>, start: usize, end: usize) -> bool {
    name(page, start).is_some_and(|(_, name_end, words)| words >= 2 && name_end == end)
}

/// Whether a percent-encoded value reads like the full name of a person: `J%C3%B6rg%20M%C3%BCller`.
pub(crate) fn is_encoded_name(text: &[u8]) -> bool {
    let (mut words, mut begins, mut at) = (0, true, 0);
    while let Some(byte) = text.get(at) {
        let code = text.get(at + 1..at + 3).unwrap_or(&[]);
        let letter = matches!(code, b"C3" | b"C4" | b"C5" | b"c3" | b"c4" | b"c5");
        match byte {
            b'+' => begins = true,
            b'%' if code == b"20" => {
                begins = true;
                at += 2;
            }
            b'%' if letter => {
                words += usize::from(begins);
                begins = false;
                at += 5;
            }
            b'A'..=b'Z' => {
                words += usize::from(begins);
                begins = false;
            }
            b'a'..=b'z' | b'-' if !begins => {}
            _ => return false,
        }
        at += 1;
    }
    (2..=4).contains(&words) && text.contains(&b'%')
}

/// Whether a value begins like a name: with a capital that no stop word has.
pub(crate) fn is_name(page: &Page<'_>, start: usize, end: usize) -> bool {
    name(page, start).is_some_and(|(_, name_end, _)| name_end == end)
}

pub(super) fn letter(byte: u8) -> bool {
    class::of(byte) & (class::LETTER | class::HIGH) != 0
}

/// The end of the full name, of two words or more and without a comma, that begins at `start`.
pub(crate) fn full_name_end(page: &Page<'_>, start: usize) -> Option<usize> {
    let (_, end, words) = name(page, start)?;
    let comma = page.slice(start, end).iter().position(|b| *b == b',');
    (words >= 2 && comma.is_none()).then_some(end)
}

/// `Anna Jung (mobile …)`: the bracket at `at` opens what belongs to a person.
pub(crate) fn bracketed(page: &mut Page<'_>, at: usize) -> Option<usize> {
    static DETAILS: WordSet = WordSet::new(
        "mobile mobil phone tel telefon handy email mail geb geboren born dob privat work home customer kunde patient",
    );
    if page.before(at) != b' ' {
        return None;
    }
    if page.found_until(at - 1) || page.ends_token(at - 1) {
        let end = page.run(at + 1, 64, |b| !matches!(b, b')' | b'\n'));
        let first = page.run(at + 1, 32, |b| {
            class::of(b) & (class::LETTER | class::HIGH) != 0
        });
        let said = words::words().get(page.slice(at + 1, first)).is_some();
        return (!said && is_full_name(page, at + 1, end))
            .then(|| page.mark(Kind::PersonName, at + 1, end, "person_name: whose it is"));
    }
    let end = page.run(at + 1, 10, |b| b.is_ascii_alphabetic());
    if !DETAILS.has(page.slice(at + 1, end)) {
        return None;
    }
    before(page, at - 1)?;
    None
}

/// The full name that ends before `end`, as in `Anna Jung <…>` and `Anna Jung (mobile …`.
pub(crate) fn before(page: &mut Page<'_>, end: usize) -> Option<usize> {
    let letter =
        |b: u8| class::of(b) & (class::LETTER | class::HIGH) != 0 || matches!(b, b'-' | b'\'');
    let mut start = end;
    for _ in 0..3 {
        let word = page.run_back(start.saturating_sub(usize::from(start < end)), 32, letter);
        let gap = start < end && page.before(start) != b' ';
        if gap
            || word >= start
            || !page.is_upper(word)
            || surname::is_stop(page.slice(word, start).trim_ascii())
        {
            break;
        }
        start = word;
    }
    (start < end && is_full_name(page, start, end)).then(|| {
        page.mark(
            Kind::PersonName,
            start,
            end,
            "person_name: before an address",
        )
    })
}
