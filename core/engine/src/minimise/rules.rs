//! What each field rule does to one value.

use std::borrow::Cow;

use sordino_policy::{Coarsening, FieldRule};
use sordino_scrub::Scrubber;

use crate::value::Value;

const HOUR_MS: i64 = 3_600_000;
/// What a value becomes that is not on an enumeration's list.
const OTHER: &str = "other";

/// What becomes of a value.
#[derive(Debug, PartialEq)]
pub(crate) enum Fate<'a> {
    /// This leaves the device.
    Stays(Value<'a>),
    /// A keyed pseudonym of this text takes its place.
    Pseudonym(Cow<'a, str>),
    /// Nothing leaves.
    Goes,
}

/// Applies `rule` to a leaf. What a rule cannot be applied to, goes.
pub(crate) fn apply<'a>(rule: &FieldRule, scrubber: &Scrubber, value: &'a Value<'a>) -> Fate<'a> {
    match rule {
        FieldRule::Keep => Fate::Stays(borrow(value)),
        FieldRule::Drop => Fate::Goes,
        FieldRule::Coarsen(how) => coarsen(*how, value).map_or(Fate::Goes, Fate::Stays),
        FieldRule::Pseudonymise => match value {
            Value::Text(text) => Fate::Pseudonym(Cow::Borrowed(text)),
            Value::Int(number) => Fate::Pseudonym(Cow::Owned(number.to_string())),
            _ => Fate::Goes,
        },
        FieldRule::Scrub => scrub(scrubber, value),
        FieldRule::Enumerate(listed) => match value {
            Value::Text(text) if listed.iter().any(|one| one == text) => Fate::Stays(borrow(value)),
            _ => Fate::Stays(Value::from(OTHER)),
        },
    }
}

fn borrow<'a>(value: &'a Value<'a>) -> Value<'a> {
    match value {
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        other => other.clone(),
    }
}

fn scrub<'a>(scrubber: &Scrubber, value: &'a Value<'a>) -> Fate<'a> {
    match value {
        Value::Text(text) => Fate::Stays(Value::Text(scrubber.scrub(text))),
        Value::List(_) | Value::Map(_) => Fate::Goes,
        // A telephone number may come as a number.
        number => {
            let text = whole(number).map(|number| number.to_string());
            match text.as_deref().map(|text| scrubber.scrub(text)) {
                Some(Cow::Owned(scrubbed)) => Fate::Stays(scrubbed.into()),
                _ => Fate::Stays(number.clone()),
            }
        }
    }
}

/// The whole number that a value is, whichever way it is written: some languages know numbers with a fraction alone.
pub(super) fn whole(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Some(*number as i64)
        }
        _ => None,
    }
}

fn coarsen<'a>(how: Coarsening, value: &'a Value<'a>) -> Option<Value<'a>> {
    match (how, value) {
        (Coarsening::TimeToHour, Value::Int(time)) => {
            Some(Value::Int(time.div_euclid(HOUR_MS).saturating_mul(HOUR_MS)))
        }
        (Coarsening::TimeToHour, Value::Text(text)) => to_hour(text).map(Value::from),
        (Coarsening::TimeZoneToOffset, Value::Text(text)) => offset(text).map(Value::from),
        (Coarsening::OsToMajorMinor, Value::Text(text)) => major_minor(text).map(Value::from),
        (Coarsening::DeviceToFamily, Value::Text(text)) => family(text).map(Value::from),
        (Coarsening::LocaleToLanguage, Value::Text(text)) => language(text).map(Value::from),
        (Coarsening::SizeToPowerOfTwo, Value::Int(size)) => Some(Value::Int(power_of_two(*size))),
        (Coarsening::SizeToPowerOfTwo, Value::Float(size)) if size.abs() < 9e15 => {
            Some(Value::Int(power_of_two(*size as i64)))
        }
        _ => None,
    }
}

/// `2026-11-24T08:07:59Z` to `2026-11-24T08:00:00Z`; the offset stays.
fn to_hour(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let shape = b"0000-00-00T00:00";
    let fits = bytes.len() > shape.len()
        && shape.iter().zip(bytes).all(|(wanted, byte)| match wanted {
            b'0' => byte.is_ascii_digit(),
            other => other == byte,
        });
    let zone = text
        .get(16..)?
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".:".contains(c));
    let zone_fits = zone == "Z" || (offset(zone).is_some() && zone.len() == 6);
    (fits && zone_fits).then(|| format!("{}:00:00{zone}", &text[..13]))
}

/// `+01:00` from itself; a zone's name says more than its offset and goes.
fn offset(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['+', '-'])?;
    let (hours, minutes) = rest.split_once(':')?;
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    (two(hours) && two(minutes)).then_some(text)
}

fn major_minor(text: &str) -> Option<&str> {
    let digits =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('.');
    let major = parts.next().filter(|part| digits(part))?;
    match parts.next() {
        None => Some(major),
        Some(minor) if digits(minor) => Some(&text[..major.len() + 1 + minor.len()]),
        Some(_) => None,
    }
}

/// `iPhone15,3` to `iPhone`, `SM-S911B` to `SM`, `Pixel 8 Pro` to `Pixel`.
fn family(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    (1..=20).contains(&end).then(|| &text[..end])
}

fn language(text: &str) -> Option<&str> {
    let end = text.find(['-', '_']).unwrap_or(text.len());
    let language = &text[..end];
    let fits = (2..=3).contains(&end) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    fits.then_some(language)
}

/// The greatest power of two that is not greater; 0 and below become 0.
fn power_of_two(size: i64) -> i64 {
    match size {
        ..=0 => 0,
        _ => 1 << (63 - size.leading_zeros()),
    }
}

#[cfg(test)]
mod tests {
    use sordino_policy::{Coarsening, FieldRule};
    use sordino_scrub::Scrubber;

    use super::{Fate, apply};
    use crate::value::Value;

    fn coarse(how: Coarsening, value: Value<'static>) -> Option<Value<'static>> {
        let rule = FieldRule::Coarsen(how);
        match apply(&rule, &Scrubber::new(), &value) {
            Fate::Stays(Value::Text(text)) => Some(Value::from(text.into_owned())),
            Fate::Stays(Value::Int(number)) => Some(Value::Int(number)),
            _ => None,
        }
    }

    #[test]
    fn coarsening_keeps_no_more_than_it_says() {
        use Coarsening::*;
        for (how, given, wanted) in [
            (
                TimeToHour,
                "2026-11-24T08:07:59Z",
                Some("2026-11-24T08:00:00Z"),
            ),
            (
                TimeToHour,
                "2026-11-24T08:07:59.123+01:00",
                Some("2026-11-24T08:00:00+01:00"),
            ),
            (TimeToHour, "yesterday at eight in the morning", None),
            (TimeZoneToOffset, "+01:00", Some("+01:00")),
            (TimeZoneToOffset, "Europe/Busingen", None),
            (OsToMajorMinor, "17.5.1", Some("17.5")),
            (OsToMajorMinor, "15", Some("15")),
            (OsToMajorMinor, "Anna's", None),
            (DeviceToFamily, "iPhone15,3", Some("iPhone")),
            (DeviceToFamily, "SM-S911B", Some("SM")),
            (DeviceToFamily, "23049PCD8G", None),
            (LocaleToLanguage, "de-AT", Some("de")),
            (LocaleToLanguage, "Anna", None),
        ] {
            let wanted = wanted.map(|text: &str| Value::from(text.to_owned()));
            assert_eq!(coarse(how, given.into()), wanted, "{how:?} {given}");
        }
        assert_eq!(
            coarse(SizeToPowerOfTwo, 5000.into()),
            Some(Value::Int(4096))
        );
        assert_eq!(
            coarse(SizeToPowerOfTwo, i64::MAX.into()),
            Some(Value::Int(1 << 62))
        );
        assert_eq!(coarse(SizeToPowerOfTwo, (-3).into()), Some(Value::Int(0)));
    }

    #[test]
    fn what_is_not_listed_becomes_other() {
        let rule = FieldRule::Enumerate(vec!["push".into(), "sms".into()]);
        let scrubber = Scrubber::new();
        assert_eq!(
            apply(&rule, &scrubber, &"anna@example.org".into()),
            Fate::Stays("other".into())
        );
        assert_eq!(
            apply(&rule, &scrubber, &"sms".into()),
            Fate::Stays("sms".into())
        );
    }
}
