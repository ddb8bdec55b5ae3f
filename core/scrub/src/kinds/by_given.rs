//! Persons by a common given name: `Anna Jung`, `Jung, Anna`, `Anna and Ben`; and what is only made like one.

use crate::class;
use crate::given::GIVEN;
use crate::kind::Kind;
use crate::kinds::person::{self, letter};
use crate::kinds::{file_name, surname};
use crate::lexicon::WordSet;
use crate::page::{Page, Word};

/// `Anna and Ben`: where the given name behind the one in `word` begins. A capital behind it may begin a name of
/// something else: `Victoria and Albert Museum`.
pub(crate) fn pair(page: &Page<'_>, word: &Word) -> Option<usize> {
    let joint = page.next_of(word.end, &[" and ", " und ", " oder ", " or "])?;
    if BRANDS
        .iter()
        .any(|brand| page.starts_with(word.start, brand))
    {
        return None;
    }
    let start = word.end + joint.len();
    let end = page.run(start, 16, letter);
    let alone = page.byte(end) != b' ' || !page.is_upper(end + 1);
    (alone && page.is_upper(start) && GIVEN.has(page.slice(start, end))).then_some(start)
}

/// What is named after persons: `Anne Frank Schule`; and, behind two words of a name, what is a surname too.
static NAMED_AFTER_BOTH: WordSet =
    WordSet::new("platz brücke bruecke haus halle preis park street bridge award allee weg ring");
static NAMED_AFTER: WordSet = WordSet::new(
    "schule straße strasse institut stiftung gymnasium museum university universität airport school foundation \
     grundschule realschule gesamtschule hospital klinik klinikum",
);

/// Brands and figures of stories that are made like persons' names.
static BRANDS: &[&str] = &[
    "Jack Daniels",
    "Jack Wolfskin",
    "Thomas Cook",
    "Charlie Brown",
    "Hugo Boss",
    "Calvin Klein",
    "Tommy Hilfiger",
    "Johnny Walker",
    "Peter Pan",
    "Harry Potter",
    "James Bond",
    "Robin Hood",
    "Tom Tailor",
    "Sherlock Holmes",
    "Paul Hewitt",
    "Peter Hahn",
    "Ben Nevis",
    "Carl Zeiss",
    "Levi Strauss",
    "Tom and Jerry",
    "Max und Moritz",
    "Adam and Eve",
];

/// Houses that are named after persons: `Hotel Maria Theresia`.
static HOUSES: WordSet =
    WordSet::new("hotel schloss cafe café restaurant gasthof st sankt san haus kap mount lake");

/// `Anna Jung`, `Jung, Anna`: `word` is a given name, what stands beside it may be the surname.
pub(crate) fn given(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if page.byte(word.end) == b':' && page.slice(word.start.saturating_sub(2), word.start) == b"] "
    {
        return Some(page.mark(
            Kind::PersonName,
            word.start,
            word.end,
            "person_name: says something",
        ));
    }
    if page.byte(word.end) == b' '
        && page.before(word.start) != b'-'
        && page.is_upper(word.start)
        && let Some(second) = pair(page, word)
    {
        page.mark(Kind::PersonName, word.start, word.end, "person_name: two");
        let end = page.run(second, 16, letter);
        return Some(page.mark(Kind::PersonName, second, end, "person_name: two"));
    }
    let house_end = page.run_back(word.start, 2, |b| matches!(b, b' ' | b'.'));
    let house = page.run_back(house_end, 12, letter);
    if house_end < word.start && HOUSES.has(page.slice(house, house_end)) {
        return person::full_name_end(page, word.start);
    }
    if page.byte(word.end) == b'-'
        && let Some(end) = file_name::dashed(page, word)
    {
        return Some(end);
    }
    let spaced = page.byte(word.end) == b' ' || page.byte(word.end) == b'%';
    if !page.is_upper(word.start)
        || matches!(page.before(word.start), b'.' | b'@' | b'-' | b'$' | b':')
        || matches!(page.before(word.start), b'/' | b'\\') && !spaced
        || page.before(word.start) == b'=' && page.byte(word.end) == b' '
    {
        return None;
    }
    if let Some((start, end, words)) = person::name(page, word.start)
        && words >= 2
    {
        let comma = page.slice(start, end).contains(&b',');
        let surname = page.run_back(end, 40, |b| !matches!(b, b' ' | b'+' | b'_'));
        let surname = match page.slice(surname, end).iter().rposition(|b| *b == b'%') {
            Some(escape) => surname + escape + 3,
            None => surname,
        };
        let last = page.slice(surname, end);
        let named_after = NAMED_AFTER.has(last) || words >= 3 && NAMED_AFTER_BOTH.has(last);
        let brand = BRANDS
            .iter()
            .any(|brand| page.slice(start, end) == brand.as_bytes());
        // `Anna J.: …`
        let initial = matches!(last, [b'A'..=b'Z', b'.']) && page.byte(end) == b':';
        if named_after || brand {
            return Some(end);
        }
        if !comma && (initial || surname::is_surname(page, surname, end)) {
            return Some(page.mark(Kind::PersonName, start, end, "person_name: given name"));
        }
    }
    let comma = word.start.checked_sub(2)?;
    let surname = page.run_back(comma, 32, |b| {
        class::of(b) & (class::LETTER | class::HIGH) != 0 || b == b'-'
    });
    let listed = page.slice(comma, word.start) == b", "
        && surname::is_surname(page, surname, comma)
        && (surname == 0 || !is_sentence(page, surname))
        && matches!(
            page.byte(word.end),
            0 | b' ' | b'"' | b'\'' | b',' | b'.' | b')' | b';' | b':' | b'\n' | b'?' | 0xe2 | 0xc2
        );
    listed.then(|| {
        page.mark(
            Kind::PersonName,
            surname,
            word.end,
            "person_name: surname, given name",
        )
    })
}

/// Whether a capitalised word goes before, as in names of places: `New York, Anna …`.
fn is_sentence(page: &Page<'_>, at: usize) -> bool {
    let before = page.run_back(at.saturating_sub(1), 24, |b| b.is_ascii_alphabetic());
    page.before(at) == b' ' && page.is_upper(before) && before + 1 < at
}
