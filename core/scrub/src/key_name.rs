//! The name of a key, cut into its parts, and what it means by the longest ending that is known.

use std::sync::OnceLock;

use crate::keys::{KEYS, Key};
use crate::lexicon::{Lexicon, WordSet};
use crate::shape;

struct Table {
    keys: Lexicon<Key>,
    /// Which three last letters a key can have, hashed to one bit each.
    endings: [u64; 64],
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut endings = [0; 64];
        let words = KEYS.iter().flat_map(|(_, words)| words.split_whitespace());
        for ending in words.filter_map(|word| last_three(word.as_bytes())) {
            endings[ending / 64] |= 1 << (ending % 64);
        }
        Table {
            keys: Lexicon::new(KEYS, |first, _| first),
            endings,
        }
    })
}

/// The last three letters before any digits at the end, as a number below 4096; `None` if there are fewer.
fn last_three(word: &[u8]) -> Option<usize> {
    let digits = word.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let letters = &word[..word.len() - digits];
    let last = letters.last_chunk::<3>()?;
    let letter = |b: u8| usize::from(b.to_ascii_lowercase().wrapping_sub(b'a'));
    last.iter()
        .all(u8::is_ascii_alphabetic)
        .then(|| (letter(last[0]) * 1024 + letter(last[1]) * 32 + letter(last[2])) % 4093)
}

/// Whether a key can end like this; says no to most of what stands before a colon at the cost of one look.
pub(crate) fn may_end(raw: &[u8]) -> bool {
    last_three(raw).is_none_or(|ending| table().endings[ending / 64] >> (ending % 64) & 1 == 1)
}

/// A key cut into its parts: `billing_phoneNumber` is billing, phone, number.
#[derive(Debug)]
pub(crate) struct Name {
    letters: [u8; Name::LONGEST],
    len: usize,
    /// Where each part begins, the last ones only.
    parts: [usize; Name::PARTS],
    count: usize,
}

impl Name {
    pub(crate) const LONGEST: usize = 48;
    const PARTS: usize = 6;

    /// Reads a key: letters and digits in lower case, umlauts written out, parts split at separators and capitals.
    pub(crate) fn read(raw: &[u8]) -> Name {
        let mut name = Name {
            letters: [0; Self::LONGEST],
            len: 0,
            parts: [0; Self::PARTS],
            count: 0,
        };
        let (mut starts, mut lower) = (true, false);
        let mut bytes = raw.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' => {
                    name.push(byte, starts);
                    (starts, lower) = (false, true);
                }
                b'A'..=b'Z' => {
                    let next_lower = bytes.peek().is_some_and(u8::is_ascii_lowercase);
                    name.push(byte | 0x20, starts || lower || next_lower && name.len > 0);
                    (starts, lower) = (false, false);
                }
                0xc3 => {
                    let pair: &[u8] = match bytes.next() {
                        Some(0xa4 | 0x84) => b"ae",
                        Some(0xb6 | 0x96) => b"oe",
                        Some(0xbc | 0x9c) => b"ue",
                        Some(0x9f) => b"ss",
                        _ => b"?",
                    };
                    for letter in pair {
                        name.push(*letter, starts);
                        starts = false;
                    }
                    lower = true;
                }
                _ => (starts, lower) = (true, false),
            }
        }
        name
    }

    fn push(&mut self, letter: u8, begins: bool) {
        if self.len == Self::LONGEST {
            return;
        }
        if begins {
            if self.count == Self::PARTS {
                self.parts.rotate_left(1);
                self.count -= 1;
            }
            self.parts[self.count] = self.len;
            self.count += 1;
        }
        self.letters[self.len] = letter;
        self.len += 1;
    }

    /// What the key means: the longest ending of it that the table knows.
    pub(crate) fn meaning(&self) -> Option<Key> {
        self.endings()
            .find_map(|ending| table().keys.get(ending))
            .or_else(|| self.is_password().then_some(Key::Password))
    }

    /// Whether the key ends in a word for a password that no sign parts from what goes before: `PGPASSWORD`.
    fn is_password(&self) -> bool {
        let letters = &self.letters[..self.len];
        shape::ends_with_any(letters, &["password", "passwd", "passwort", "kennwort"])
    }

    /// Whether the part before the last one is somebody: `customer.name`, `passport_name`.
    pub(crate) fn is_of_person(&self) -> bool {
        static PERSONS: WordSet = WordSet::new(
            "customer kunde kundin patient user nutzer benutzer person passport legal insured emergency doctor father \
             mother spouse child parent tenant buyer seller agent client subscriber holder applicant student teacher \
             member guest driver passenger recipient sender contact account billing shipping delivery owner author \
             employee mitarbeiter fahrer empfaenger absender kontakt mieter arzt vertreter inhaber besteller birth \
             given family maiden nick preferred caller callee attendee participant",
        );
        let Some([from, to]) = self.parts[..self.count].last_chunk::<2>() else {
            return false;
        };
        PERSONS.has(&self.letters[*from..*to])
    }

    /// What the key means as a whole.
    pub(crate) fn whole(&self) -> Option<Key> {
        table().keys.get(&self.letters[..self.len])
    }

    /// Every ending that begins at a part, the longest first; then the same without digits at the end.
    fn endings(&self) -> impl Iterator<Item = &[u8]> {
        let digits = self.letters[..self.len]
            .iter()
            .rev()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let parts = &self.parts[..self.count];
        let whole = parts.iter().map(|p| &self.letters[*p..self.len]);
        let bare = parts
            .iter()
            .map(move |p| self.letters.get(*p..self.len - digits).unwrap_or(&[]));
        whole.chain(bare.filter(move |_| digits > 0))
    }
}
