//! The walk over a text: one pass, one table look-up per byte, matchers only where a word or sign could begin something.

use crate::class::{CLASS, DIGIT, HEX_LETTER, LETTER, UPPER, WORD};
use crate::kind::Kind;
use crate::kinds::{
    api_key, email, hardware, ip, keyed, numbers, path, pem, person, phone, url, uuid,
};
use crate::page::{Page, Word};
use crate::words::{self, Announces};

/// Reads the whole page once, from left to right.
pub(crate) fn scan(page: &mut Page<'_>) {
    let words = words::words();
    let mut at = 0;
    while at < page.text.len() {
        let class = CLASS[usize::from(page.text[at])];
        at = if class == 0 {
            at + 1
        } else if class & WORD == 0 {
            sign(page, at).unwrap_or(at + 1)
        } else {
            let word = Word::read(page.text, at);
            match this_word(page, &word) {
                Some(end) => end.max(at + 1),
                None => {
                    if word.digits < word.len()
                        && let Some(sense) =
                            words.get_hashed(word.hash, page.slice(word.start, word.end))
                    {
                        page.context.note(sense.topics, word.end);
                        announced(page, sense.announces, &word);
                    }
                    word.end
                }
            }
        };
    }
}

fn announced(page: &mut Page<'_>, announces: Announces, word: &Word) {
    match announces {
        Announces::Nothing => {}
        Announces::Person => {
            person::after(page, word.end);
        }
        Announces::Username | Announces::Value => {}
    }
}

/// A word by what it is made of.
fn this_word(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    if word.any & DIGIT != 0 {
        if word.only_digits() {
            return ip::v4(page, word)
                .or_else(|| hardware::mac(page, word))
                .or_else(|| ip::v6(page, word.start))
                .or_else(|| uuid::at(page, word))
                .or_else(|| numbers::at(page, word))
                .or_else(|| phone::at(page, word.start));
        }
        if word.hex {
            return numbers::iban(page, word)
                .or_else(|| hardware::mac(page, word))
                .or_else(|| ip::v6(page, word.start))
                .or_else(|| uuid::at(page, word));
        }
        return numbers::iban(page, word).or_else(|| api_key::at(page, word));
    }
    if word.hex && word.len() <= 8 && word.any & (HEX_LETTER | LETTER | UPPER) == word.any {
        let found = hardware::mac(page, word)
            .or_else(|| ip::v6(page, word.start))
            .or_else(|| uuid::at(page, word));
        if found.is_some() {
            return found;
        }
    }
    api_key::at(page, word)
}

/// A sign that is not part of a word.
fn sign(page: &mut Page<'_>, at: usize) -> Option<usize> {
    match page.text[at] {
        b'@' => email::at(page, at, at + 1),
        b'%' if page.slice(at, at + 3) == b"%40" => email::at(page, at, at + 3),
        b'=' => keyed::at(page, at),
        b':' => url::at(page, at)
            .or_else(|| ip::v6(page, at))
            .or_else(|| keyed::at(page, at)),
        b'+' => phone::at(page, at),
        b'-' => pem::at(page, at),
        b'/' | b'\\' => path::at(page, at),
        b'[' => Kind::token_at(&page.text[at..]).map(|length| at + length),
        _ => None,
    }
}
