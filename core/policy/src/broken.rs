//! What a policy breaks of that on which the engine relies, and the questions that find it.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::Texts;

/// The first thing found that the engine could not rely on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where: `recipients[2].endpoint`.
    pub place: String,
    /// What must hold there.
    pub must: &'static str,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.must)
    }
}

/// What a question answers.
pub(crate) type Checked = Result<(), Broken>;

pub(crate) fn hold(holds: bool, must: &'static str, place: impl FnOnce() -> String) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Broken {
            place: place(),
            must,
        })
    }
}

pub(crate) fn in_range(number: u64, most: u64, place: impl FnOnce() -> String) -> Checked {
    hold(
        (1..=most).contains(&number),
        "must be at least 1 and within the limit",
        place,
    )
}

/// Each of `names` fits, and none comes twice.
pub(crate) fn distinct<'a>(
    names: impl Iterator<Item = &'a String>,
    fits: fn(&str) -> bool,
    most: usize,
    place: &str,
) -> Result<BTreeSet<&'a str>, Broken> {
    let mut seen = BTreeSet::new();
    for (index, name) in names.enumerate() {
        hold(fits(name), "must be well formed", || {
            format!("{place}[{index}]")
        })?;
        hold(seen.insert(name.as_str()), "must not come twice", || {
            format!("{place}[{index}]")
        })?;
        hold(index < most, "must not be more than the limit", || {
            place.to_owned()
        })?;
    }
    Ok(seen)
}

/// Each of `names` is one of `known`, and none comes twice.
pub(crate) fn resolve(
    names: &[String],
    known: &BTreeSet<&str>,
    place: impl Fn() -> String,
) -> Checked {
    let mut seen = BTreeSet::new();
    for (index, name) in names.iter().enumerate() {
        hold(
            known.contains(name.as_str()),
            "must name something declared",
            || format!("{}[{index}]", place()),
        )?;
        hold(seen.insert(name), "must not come twice", || {
            format!("{}[{index}]", place())
        })?;
    }
    Ok(())
}

pub(crate) fn every_locale(
    texts: &Texts,
    locales: &[String],
    place: impl FnOnce() -> String,
) -> Checked {
    let whole = texts.len() == locales.len()
        && locales.iter().all(|locale| {
            texts
                .get(locale)
                .is_some_and(|text| !text.trim().is_empty())
        });
    hold(
        whole,
        "must have a text in every locale and in no other",
        place,
    )
}
