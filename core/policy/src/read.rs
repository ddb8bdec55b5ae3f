//! Reads a TOML tree into plain types, with the place of every value, and goes on after a fault.
//!
//! `serde` stops at the first thing it dislikes; a person mending a file wants to see all of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::finding::Report;
use crate::nearest::nearest;
use crate::rules::{PC101, PC103, PC104, Rule};

/// A value and the bytes of the file that it stands in.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Something that can be read from a TOML value.
pub(crate) trait FromToml: Sized {
    /// Reads it, or notes in `report` why it could not.
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self>;
}

fn mistyped(value: &Spanned<DeValue<'_>>, wanted: &str, report: &mut Report) {
    let found = value.get_ref().type_str();
    let what = format!(
        "This is {} {found}",
        if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        }
    );
    report.add(PC103, &value.span(), what, format!("Write {wanted}"));
}

impl FromToml for String {
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            mistyped(value, "text in quotation marks", report);
        }
        text.map(str::to_owned)
    }
}

impl FromToml for bool {
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            mistyped(value, "`true` or `false`", report);
        }
        answer
    }
}

macro_rules! integers {
    ($($integer:ty)+) => {
        $(impl FromToml for $integer {
            fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
                let number = value
                    .get_ref()
                    .as_integer()
                    .and_then(|number| <$integer>::from_str_radix(number.as_str(), number.radix()).ok());
                if number.is_none() {
                    mistyped(value, &format!("a whole number from 0 to {}", <$integer>::MAX), report);
                }
                number
            }
        })+
    };
}
integers!(u8 u32 u64);

impl<T: FromToml> FromToml for At<T> {
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
        T::from_toml(value, report).map(|read| Self {
            value: read,
            span: value.span(),
        })
    }
}

impl<T: FromToml> FromToml for Vec<T> {
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
        let Some(items) = value.get_ref().as_array() else {
            mistyped(value, "a list in square brackets (tables: `[[…]]`)", report);
            return None;
        };
        Some(
            items
                .iter()
                .filter_map(|item| T::from_toml(item, report))
                .collect(),
        )
    }
}

impl<T: FromToml> FromToml for BTreeMap<String, T> {
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
        if value.get_ref().as_str().is_some() {
            let wanted = "one text for each language: `….en = \"…\"`";
            mistyped(value, wanted, report);
            return None;
        }
        let members = table(value, report)?.iter();
        Some(
            members
                .filter_map(|(key, value)| {
                    Some((key.get_ref().to_string(), T::from_toml(value, report)?))
                })
                .collect(),
        )
    }
}

/// Reads one of the model's own small nouns by its `serde` form.
pub(crate) fn noun<T: DeserializeOwned>(
    value: &Spanned<DeValue<'_>>,
    report: &mut Report,
) -> Option<T> {
    match T::deserialize(ValueDeserializer::from(value.clone())) {
        Ok(read) => Some(read),
        Err(error) => {
            let span = error.span().unwrap_or_else(|| value.span());
            let (what, fix) = match (bare_word(value), error.message()) {
                (Some(word), message) if message.contains("unit variant") => (
                    format!("`{word}` needs to know more"),
                    format!("Write `{}`", with_its_value(word)),
                ),
                (_, message) => in_our_words(message),
            };
            report.add(PC104, &span, what, fix);
            None
        }
    }
}

fn bare_word<'a>(value: &'a Spanned<DeValue<'_>>) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::String(word) => Some(word),
        _ => None,
    }
}

/// How a word that stands alone is written with what belongs to it.
fn with_its_value(word: &str) -> String {
    let example = match word {
        "coarsen" => "\"time_to_hour\"",
        "enumerate" => "[\"first\", \"second\"]",
        "days" => "30",
        _ => "…",
    };
    format!("{{ {word} = {example} }}")
}

/// `serde` says "unknown variant `x`, expected one of `a`, `b`".
fn in_our_words(message: &str) -> (String, String) {
    let message = message.lines().next().unwrap_or_default();
    let (found, wanted) = message
        .split_once(", expected ")
        .unwrap_or((message, "one of the allowed values"));
    let what = ["unknown variant ", "unknown field "]
        .iter()
        .find_map(|known| found.strip_prefix(known))
        .map(|name| format!("{name} is not known here"))
        .or_else(|| {
            found
                .strip_prefix("missing field ")
                .map(|name| format!("{name} is missing here"))
        })
        .unwrap_or_else(|| format!("This cannot be read ({found})"));
    let fix = match found.strip_prefix("missing field ") {
        Some(name) => format!("Add {name}"),
        None => format!("Write {wanted}{}", hint(found, wanted)),
    };
    (what, fix)
}

/// The allowed word that the one found was meant to be.
fn hint(found: &str, wanted: &str) -> String {
    let words = |text| str::split(text, '`').skip(1).step_by(2);
    let word = words(found).next().unwrap_or_default();
    let meant = nearest(word, words(wanted)).or_else(|| {
        let mut longer = words(wanted);
        longer.find(|other| word.starts_with(other) || (word.len() > 3 && other.starts_with(word)))
    });
    meant.map_or_else(String::new, |meant| format!(" (did you mean `{meant}`?)"))
}

/// Notes a key that nobody reads.
pub(crate) fn unknown_key(
    key: &Spanned<Cow<'_, str>>,
    keys: &[&str],
    noun: &str,
    report: &mut Report,
) {
    let fix = match nearest(key.get_ref(), keys.iter().copied()) {
        Some(meant) => format!("Did you mean `{meant}`? If not, remove it"),
        None => format!("Remove it, or write one of {}", keys.join(", ")),
    };
    report.add(
        PC101,
        &key.span(),
        format!("The {noun} has no key `{}`", key.get_ref()),
        fix,
    );
}

/// The table that `value` is.
pub(crate) fn table<'v, 'i>(
    value: &'v Spanned<DeValue<'i>>,
    report: &mut Report,
) -> Option<&'v DeTable<'i>> {
    let found = value.get_ref().as_table();
    if found.is_none() {
        mistyped(value, "a table", report);
    }
    found
}

/// The value of `key`, with its place; notes it where it is missing and must not be.
pub(crate) fn member<T: FromToml>(
    table: &DeTable<'_>,
    key: &str,
    missing: Option<(Rule, &str)>,
    noun: &str,
    header: &Range<usize>,
    report: &mut Report,
) -> Option<At<T>> {
    match (table.get(key), missing) {
        (Some(value), _) => At::from_toml(value, report),
        (None, Some((rule, example))) => {
            report.add(
                rule,
                header,
                format!("The {noun} has no `{key}`"),
                format!("Add `{example}`"),
            );
            None
        }
        (None, None) => None,
    }
}

/// A table of the file as plain data: each key optional, so that what is there can be checked even
/// where something is missing. The list after `missing` names the rule that a missing key breaks
/// and an example of what to write.
macro_rules! raw_table {
    ($(
        $(#[$doc:meta])*
        $name:ident ($noun:literal) {
            $(
                $(#[$field_doc:meta])*
                $field:ident: $type:ty $(, missing $rule:ident $example:literal)?;
            )+
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub(crate) struct $name {
            $(
                $(#[$field_doc])*
                $(#[schemars(required, extend("x-rule" = stringify!($rule)))])?
                pub(crate) $field: Option<$crate::read::At<$type>>,
            )+
        }

        impl $crate::read::FromToml for $name {
            fn from_toml(
                value: &toml::Spanned<toml::de::DeValue<'_>>,
                report: &mut $crate::finding::Report,
            ) -> Option<Self> {
                let table = $crate::read::table(value, report)?;
                Some(Self::from_table(table, &value.span(), report))
            }
        }

        impl $name {
            pub(crate) fn from_table(
                table: &toml::de::DeTable<'_>,
                header: &std::ops::Range<usize>,
                report: &mut $crate::finding::Report,
            ) -> Self {
                const KEYS: &[&str] = &[$(stringify!($field)),+];
                for (key, _) in table.iter().filter(|(key, _)| !KEYS.contains(&key.get_ref().as_ref())) {
                    $crate::read::unknown_key(key, KEYS, $noun, report);
                }
                Self {
                    $($field: $crate::read::member(
                        table,
                        stringify!($field),
                        None $(.or(Some(($crate::rules::$rule, $example))))?,
                        $noun,
                        header,
                        report,
                    ),)+
                }
            }
        }
    )+};
}
pub(crate) use raw_table;
