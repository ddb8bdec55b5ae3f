//! The walk over a text: one pass, one table look-up per byte, matchers only where a word or sign could begin something.

use crate::by_letters;
use crate::class::{self, ANCHOR, CLASS, DIGIT, HIGH, UNDERSCORE, UPPER, WORD};
use crate::context::Topics;
use crate::given::GIVEN;
use crate::kind::Kind;
use crate::kinds::person::Trust;
use crate::kinds::{
    account, authorization, birth, by_given, copula, device, email, file_name, handle, hex_id,
    install, ip, keyed, password, path, pem, person, phone, postal, protocol, sql, url, username,
    wifi,
};
use crate::page::{Page, Word, is_punctuation};
use crate::words::{self, Announces, Sense};

/// Reads the whole page once, from left to right.
pub(crate) fn scan(page: &mut Page<'_>) {
    let words = words::words();
    let text = page.text;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let class = CLASS[usize::from(*byte)];
        if class == 0 {
            at += 1;
            continue;
        }
        if class & (HIGH | ANCHOR) == HIGH | ANCHOR && is_punctuation(text, at) {
            at += if *byte == 0xe2 { 3 } else { 2 };
            continue;
        }
        at = if class & WORD == 0 {
            sign(page, at).unwrap_or(at + 1).max(at + 1)
        } else {
            let word = Word::read(text, at);
            let end = if word.any & DIGIT != 0 {
                by_letters::with_digits(page, &word).or_else(|| keyed::beside(page, &word))
            } else {
                by_letters::letters(page, &word)
            };
            let mut end = end;
            if end.is_none() && word.any & (UPPER | UNDERSCORE) != 0 {
                end = file_name::at(page, &word);
                if end.is_none() {
                    parts(page, &word);
                }
            }
            let sense = match end {
                Some(_) => None,
                None => words.get_hashed(word.hash, page.slice(word.start, word.end)),
            };
            if let Some(sense) = sense {
                let end = announced(page, &sense, &word);
                page.context.note(sense.topics, word.end);
                end.unwrap_or(word.end).max(word.end)
            } else {
                let end = match end {
                    None if word.any & (UPPER | HIGH) != 0 || page.byte(word.end) == b'-' => {
                        given(page, &word)
                    }
                    end => end,
                };
                end.unwrap_or(word.end).max(at + 1)
            }
        };
    }
}

/// A person whose given name `word` is, if a surname can stand beside it; in small letters only before a dash, as files
/// have it.
#[inline(never)]
fn given(page: &mut Page<'_>, word: &Word) -> Option<usize> {
    let next = page.byte(word.end);
    let listed = page.before(word.start) == b' ' && page.byte(word.start.saturating_sub(2)) == b',';
    // `[14:02] Anna: …`: who says something in a chat.
    let says = next == b':'
        && page.before(word.start) == b' '
        && page.byte(word.start.saturating_sub(2)) == b']';
    if word.any & (DIGIT | UNDERSCORE) != 0
        || !matches!(next, b' ' | b'-' | b'+' | b'%') && !listed && !says
    {
        return None;
    }
    let capital = word.any & (UPPER | HIGH) != 0;
    let (second, after) = (page.byte(word.start + 1), page.byte(word.end + 1));
    let small = |b: u8| b.is_ascii_lowercase() || b >= 0x80;
    // A surname, perhaps behind `von` or `de`.
    let surname = match next {
        b' ' => {
            capital
                && (listed
                    || after.is_ascii_uppercase()
                    || after >= 0x80
                    || matches!(after, b'a' | b'u' | b'o' | b'&')
                        && by_given::pair(page, word).is_some()
                    || matches!(after, b'v' | b'd')
                        && matches!(page.byte(word.end + 2), b'o' | b'a' | b'e' | b'i'))
        }
        b'-' => after.is_ascii_alphabetic(),
        _ => capital,
    };
    let name = surname
        && (3..=14).contains(&word.len())
        && (small(second) || capital && word.any & class::LETTER != 0 && is_loud(page, word))
        && (!capital || page.is_upper(word.start))
        && GIVEN.has_hashed(word.hash, page.slice(word.start, word.end));
    if name {
        by_given::given(page, word)
    } else {
        None
    }
}

/// `ANNA JUNG`: both words in capitals.
fn is_loud(page: &Page<'_>, word: &Word) -> bool {
    let next = page.slice(word.end + 1, word.end + 4);
    page.slice(word.start, word.end)
        .iter()
        .all(u8::is_ascii_uppercase)
        && next.len() == 3
        && next.iter().all(u8::is_ascii_uppercase)
}

/// What the parts of a name in code are about: `getSubscriberId()`, `user_not_found`. Frames of a stack, which go on
/// with a dot or an argument, are left out.
#[inline(never)]
fn parts(page: &mut Page<'_>, word: &Word) {
    if word.len() < 6 || word.any & HIGH != 0 {
        return;
    }
    let closed = match page.byte(word.end) {
        b' ' | b':' | b'=' | b'"' | b'[' => true,
        b'(' => {
            matches!(page.byte(word.end + 1), b')' | b'{' | b'"' | b'\'')
                || page.starts_with(word.end, "(id")
        }
        _ => false,
    };
    if !closed {
        return;
    }
    let text = page.slice(word.start, word.end);
    let mut start = 0;
    for at in 1..=text.len() {
        let ends = match text.get(at) {
            None | Some(b'_') => true,
            Some(next) => next.is_ascii_uppercase() && text[at - 1].is_ascii_lowercase(),
        };
        if !ends {
            continue;
        }
        let part = &text[start..at];
        if part.len() < text.len()
            && let Some(sense) = words::words().get(part)
        {
            page.context.note(sense.topics, word.end);
        }
        start = at + usize::from(text.get(at) == Some(&b'_'));
    }
}

/// What a word of context announces. Returns where to read on if what it announced was found.
#[inline(never)]
fn announced(page: &mut Page<'_>, sense: &Sense, word: &Word) -> Option<usize> {
    match sense.announces {
        Announces::Nothing => None,
        Announces::Person => person::after(page, word.end, Trust::One),
        // `name: …` and `Teilnehmer: …` are keys, which have matchers of their own.
        Announces::PerhapsPerson
            if page.byte(word.end) == b':'
                && page
                    .slice(word.start, word.end)
                    .eq_ignore_ascii_case(b"name")
                || page.byte(word.end) == b':'
                    && page
                        .slice(word.start, word.end)
                        .eq_ignore_ascii_case(b"teilnehmer") =>
        {
            None
        }
        Announces::PerhapsPerson => {
            let person =
                account::net_user(page, word).or_else(|| person::after(page, word.end, Trust::Two));
            if person.is_none() && sense.topics.has(Topics::USER) {
                username::after(page, word)
            } else {
                person
            }
        }
        Announces::Greeting => {
            // "Tag", "Morgen" and "Abend" greet only behind "Guten".
            let text = page.slice(word.start, word.end);
            let day = [&b"tag"[..], b"morgen", b"abend"]
                .iter()
                .any(|w| text.eq_ignore_ascii_case(w));
            if day
                && !page
                    .slice(word.start.saturating_sub(5), word.start)
                    .ends_with(b"uten ")
            {
                return None;
            }
            person::after(page, word.end, Trust::Greeting)
                .or_else(|| person::greeted(page, word.end))
                .or_else(|| handle::greeted(page, word.end))
        }
        Announces::Copula => copula::after(page, word),
        Announces::Password => {
            protocol::typed(page, word);
            password::after(page, word)
        }
        Announces::Command => {
            protocol::typed(page, word);
            protocol::pass(page, word)
        }
        Announces::Statement => sql::password(page, word),
        Announces::Title => person::titled(page, word),
        Announces::Signal => wifi::measured(page, word),
        Announces::Login => protocol::login(page, word).or_else(|| username::after(page, word)),
        Announces::Account => account::after(page, word),
        Announces::Asks => {
            let mut at = word.end;
            for filler in [" bitte", " mal", " doch", " please"] {
                if page.starts_with(at, filler) {
                    at += filler.len();
                }
            }
            person::one_given(page, at)
        }
        Announces::Network => wifi::after(page, word),
        Announces::Router => wifi::router(page, word),
        Announces::Scheme => authorization::after_scheme(page, word.end),
        Announces::Address => postal::after(page, word.end),
        Announces::Street => postal::english(page, word, true),
        // "… and Anna Jung": only behind a person.
        Announces::Another if page.found_until(word.start.saturating_sub(1)) => {
            person::after(page, word.end, Trust::Two)
        }
        Announces::PerhapsStreet if word.any & UPPER == 0 => None,
        Announces::Another => None,
        Announces::PerhapsStreet => postal::english(page, word, false),
        Announces::Box => postal::post_box(page, word),
        Announces::Device => device::around(page, word),
        Announces::Month => birth::month_first(page, word.start),
    }
}

/// A sign that is not part of a word. Inlined, since it is asked for every one of them.
#[inline(always)]
fn sign(page: &mut Page<'_>, at: usize) -> Option<usize> {
    match page.text[at] {
        b'@' => email::at(page, at, at + 1)
            .or_else(|| handle::handle(page, at))
            .or_else(|| handle::of_host(page, at)),
        b'%' => match page.slice(at, at + 3) {
            b"%40" => email::at(page, at, at + 3),
            b"%2B" | b"%2b" => phone::encoded(page, at),
            b"%3A" | b"%3a" => {
                hex_id::signed_session(page, at).or_else(|| keyed::encoded(page, at))
            }
            b"%3D" | b"%3d" => install::encoded(page, at).or_else(|| keyed::encoded(page, at)),
            b"%2F" | b"%2f" => url::encoded_segment(page, at),
            // The digits of an escape belong to no word behind it.
            [_, a, b] if class::is_hex(*a) && class::is_hex(*b) => Some(at + 3),
            _ => None,
        },
        b'=' => install::folder(page, at).or_else(|| keyed::at(page, at)),
        b':' => url::at(page, at)
            .or_else(|| {
                if page.byte(at + 1) == b':' {
                    ip::v6(page, at)
                } else {
                    None
                }
            })
            .or_else(|| wifi::code(page, at))
            .or_else(|| hex_id::firebase(page, at))
            .or_else(|| protocol::share(page, at))
            .or_else(|| keyed::at(page, at)),
        b'+' => phone::at(page, at),
        b'(' => phone::at(page, at)
            .or_else(|| keyed::inserted(page, at))
            .or_else(|| keyed::call(page, at))
            .or_else(|| person::bracketed(page, at)),
        b'-' => pem::at(page, at)
            .or_else(|| keyed::flag(page, at))
            .or_else(|| account::flag(page, at)),
        b'>' => keyed::element(page, at).or_else(|| keyed::arrow(page, at)),
        b'\t' | b'|' => keyed::cell(page, at),
        b'\n' => keyed::rows(page, at),
        b'/' => path::at(page, at)
            .or_else(|| url::segment(page, at))
            .or_else(|| person::of_ticket(page, at))
            .or_else(|| install::card(page, at))
            .or_else(|| install::account(page, at))
            .or_else(|| account::at_terminal(page, at)),
        b'\\' => path::at(page, at).or_else(|| account::in_domain(page, at)),
        b'[' => Kind::token_at(&page.text[at..]).map(|length| at + length),
        _ => None,
    }
}
