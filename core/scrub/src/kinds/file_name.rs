//! Names of persons in names of files: `Lebenslauf_Anna_Jung.pdf`, `scan-anna-jung.pdf`, `AnnaJung.jpg`.

use crate::class::{self, HIGH, LETTER, UNDERSCORE, UPPER};
use crate::given::GIVEN;
use crate::kind::Kind;
use crate::kinds::surname;
use crate::lexicon::WordSet;
use crate::page::{Page, Word};
use crate::words;

/// How far behind a word its file's ending may stand.
const NAME: usize = 64;
const PARTS: usize = 12;

const RULE: &str = "person_name: in a file's name";

/// Endings of what people write, scan and photograph.
static DOCUMENTS: WordSet = WordSet::new(
    "pdf doc docx odt rtf txt vcf eml msg pages xls xlsx ods csv ppt pptx jpg jpeg png heic tif tiff webp mov mp4 m4a \
     mp3 ics zip",
);
/// Endings of what people write; a name in small letters is believed in these only.
static WRITTEN: WordSet = WordSet::new("pdf doc docx odt rtf vcf eml msg pages");

/// `Brief_an_Frau_Jung.docx`
static TITLES: WordSet = WordSet::new("frau herr herrn familie mr mrs ms miss");

/// Whether the ending of a document follows at `at`.
pub(crate) fn is_document(page: &Page<'_>, at: usize) -> bool {
    ending(page, at).is_some_and(|ending| DOCUMENTS.has(ending))
}

fn ending<'t>(page: &Page<'t>, at: usize) -> Option<&'t [u8]> {
    if page.byte(at) != b'.' {
        return None;
    }
    let end = page.run(at + 1, 6, class::is_alnum);
    // Endings of programs are shorter or longer.
    (3..=5)
        .contains(&(end - at - 1))
        .then(|| page.slice(at + 1, end))
}

/// A given name and a surname among the parts of the file's name that `word` begins or is.
#[inline(never)]
pub(crate) fn at(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let mixed = word.any & UNDERSCORE != 0 && word.any & UPPER != 0;
    let dotted = page.byte(word.end) == b'.';
    if !(mixed || dotted && word.any & (UNDERSCORE | UPPER) != 0) || word.len() < 7 {
        return None;
    }
    // `Scan_Heike-Wolters_2025.pdf`: dashes join parts too.
    let whole = if page.byte(word.end) == b'-' {
        page.run(word.end, NAME, |b| class::is_word(b) || b == b'-')
    } else {
        word.end
    };
    pair(page, word.start, whole, mixed)
}

/// The same for `word`, a given name that a dash joins to what follows.
pub(crate) fn dashed(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let whole = page.run(word.end, NAME, |b| class::is_word(b) || b == b'-');
    pair(page, word.start, whole, false)
}

/// A given name and a surname among the parts from `start` to `whole`; without the ending of a document only if
/// `believed`.
fn pair(page: &mut Page<'_>, start: usize, whole: usize, believed: bool) -> Option<usize> {
    let ending = ending(page, whole).unwrap_or(b"");
    let document = DOCUMENTS.has(ending);
    if !believed && !document {
        return None;
    }
    let written = WRITTEN.has(ending);
    let mut found = None;
    let mut before: Option<(usize, usize)> = None;
    let mut start = start;
    for _ in 0..PARTS {
        let end = part_end(page, start, whole);
        if document
            && let Some((title, title_end)) = before
            && TITLES.has(page.slice(title, title_end))
            && page.byte(title_end) == b'_'
            && surname::is_surname(page, start, end)
        {
            found = Some(page.mark(Kind::PersonName, start, end, RULE));
            before = None;
        } else if let Some((given, given_end)) = before
            && is_pair(page, (given, given_end), (start, end), written)
        {
            found = Some(page.mark(Kind::PersonName, given, end, RULE));
            before = None;
        } else if let Some((surname, surname_end)) = before
            && written
            && page.is_upper(start)
            && GIVEN.has(page.slice(start, end))
            && surname::is_surname(page, surname, surname_end)
            && !leads(page, start, end, whole)
        {
            // `Jung_Anna_CV.pdf`
            found = Some(page.mark(Kind::PersonName, surname, end, RULE));
            before = None;
        } else {
            before = Some((start, end));
        }
        start = end + usize::from(matches!(page.byte(end), b'_' | b'-'));
        if start >= whole {
            break;
        }
    }
    found.map(|_| whole)
}

/// Whether the given name from `start` to `end` has a surname of its own behind it: `Anlage_Anna_Jung.pdf`.
fn leads(page: &Page<'_>, start: usize, end: usize, whole: usize) -> bool {
    let next = end + usize::from(matches!(page.byte(end), b'_' | b'-'));
    next < whole
        && is_pair(
            page,
            (start, end),
            (next, part_end(page, next, whole)),
            true,
        )
}

/// Where the part that begins at `start` ends: before `_`, `-`, a digit or the next capital.
fn part_end(page: &Page<'_>, start: usize, whole: usize) -> usize {
    let letter = |b: u8| class::of(b) & (LETTER | HIGH) != 0;
    let mut end = page.run(start, 2, letter);
    end = page.run(end, NAME, |b| letter(b) && !b.is_ascii_uppercase());
    end.max(start + 1).min(whole)
}

fn is_pair(page: &Page<'_>, given: (usize, usize), surname: (usize, usize), written: bool) -> bool {
    if !(3..=14).contains(&(given.1 - given.0)) {
        return false;
    }
    if page.is_upper(given.0) {
        return page.is_upper(surname.0)
            && !page.byte(given.0 + 1).is_ascii_uppercase()
            && GIVEN.has(page.slice(given.0, given.1))
            && surname::is_surname(page, surname.0, surname.1);
    }
    if !written || !GIVEN.has(page.slice(given.0, given.1)) {
        return false;
    }
    let text = page.slice(surname.0, surname.1);
    text.len() >= 4
        && text[0].is_ascii_lowercase()
        && !surname::is_stop(text)
        && words::words().get(text).is_none()
}
