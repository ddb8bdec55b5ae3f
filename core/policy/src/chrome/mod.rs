//! Texts that every app's screens share, once: title, states, reasons, buttons, receipts.
//!
//! What an app says of its own (titles and texts of purposes) stands in its policy. The rest stands here in
//! English and German; a policy may word each text anew.

mod countries;
mod plural;
mod words;

pub use countries::country;
pub use plural::plural;
pub use words::Word;

use std::collections::BTreeMap;

use crate::model::{Policy, Texts};

/// The texts for one person: a locale, and the words in its language.
#[derive(Debug, Clone, Copy)]
pub struct Chrome<'a> {
    locale: &'a str,
    /// What the policy words anew.
    own: Option<&'a BTreeMap<String, Texts>>,
}

impl Policy {
    /// Returns the texts for somebody whose device is set to `wanted`, by [`Policy::locale_for`].
    pub fn chrome(&self, wanted: &str) -> Chrome<'_> {
        Chrome {
            locale: self.locale_for(wanted),
            own: Some(&self.screens),
        }
    }
}

impl<'a> Chrome<'a> {
    /// Returns the library's own texts, where there is no policy.
    pub fn without_policy(locale: &'a str) -> Self {
        Self { locale, own: None }
    }

    /// Returns the locale that the texts are in.
    pub fn locale(&self) -> &'a str {
        self.locale
    }

    fn language(&self) -> &'a str {
        self.locale.split(['-', '_']).next().unwrap_or_default()
    }

    /// Returns a text as it stands, with every `{name}` and every form.
    ///
    /// The policy's own wording comes first, then ours in the locale's language, then ours in English.
    pub fn text(&self, word: Word) -> &'a str {
        let own = self
            .own
            .and_then(|own| own.get(word.key())?.get(self.locale));
        if let Some(own) = own {
            return own;
        }
        let ours = word.ours(self.language()).or_else(|| word.ours("en"));
        ours.unwrap_or_default()
    }

    /// Returns a text with its values filled in.
    pub fn filled(&self, word: Word, values: &[(&str, &str)]) -> String {
        fill(self.text(word), values)
    }

    /// Returns the form of a text that `number` asks for, with its values and `{count}` filled in.
    pub fn counted(&self, word: Word, number: u64, values: &[(&str, &str)]) -> String {
        let form = plural(self.language(), number);
        let number = number.to_string();
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(values);
        fill(nth(self.text(word), form), &all)
    }

    /// Returns a text of the policy's own in this locale.
    pub fn of<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.get(self.locale).map_or("", String::as_str)
    }

    /// Returns a day as people write it: with its year if `year` is one.
    pub fn day(&self, day: i64, month: i64, year: Option<i64>) -> String {
        let month = nth(self.text(Word::Months), place(month));
        self.dated(day, month, year)
    }

    /// Returns a day with its year and the month's short name.
    pub fn short_day(&self, day: i64, month: i64, year: i64) -> String {
        let month = nth(self.text(Word::ShortMonths), place(month));
        self.dated(day, month, Some(year))
    }

    fn dated(&self, day: i64, month: &str, year: Option<i64>) -> String {
        let word = match year {
            Some(_) => Word::DayOfYear,
            None => Word::Day,
        };
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let values = [
            ("day", &*day.to_string()),
            ("month", month),
            ("year", &year),
        ];
        self.filled(word, &values)
    }

    /// Returns the texts that are in English although the locale is not: neither we nor the policy word them in it.
    pub fn fallen_back(&self) -> Vec<Word> {
        let is_own = |word: &&Word| self.own.is_some_and(|own| own.contains_key(word.key()));
        match Word::Title.ours(self.language()) {
            Some(_) => Vec::new(),
            None => Word::ALL
                .iter()
                .filter(|word| !is_own(word))
                .copied()
                .collect(),
        }
    }

    /// Returns the name of a country by its code.
    pub fn country<'c>(&self, code: &'c str) -> &'c str {
        country(code, self.language())
    }
}

fn place(month: i64) -> usize {
    usize::try_from(month - 1).unwrap_or_default()
}

/// The form at `place`, or the last one.
fn nth(text: &str, place: usize) -> &str {
    let mut forms = text.split('|');
    forms
        .clone()
        .nth(place)
        .or_else(|| forms.next_back())
        .unwrap_or_default()
}

/// Values are put in from left to right; what one holds is not looked at again.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| {
            let value = values.iter().find(|(known, _)| *known == name)?.1;
            Some((value, after))
        });
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{fill, nth};

    #[test]
    fn a_value_is_not_filled_in_again() {
        let values = [("a", "{b}"), ("b", "no")];
        assert_eq!(fill("x {a} {c} {", &values), "x {b} {c} {");
    }

    #[test]
    fn a_missing_form_is_the_last_one() {
        assert_eq!(nth("a|b", 0), "a");
        assert_eq!(nth("a|b", 2), "b");
    }
}
