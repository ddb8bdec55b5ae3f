//! A day as `privacy.toml` says it.

use schemars::JsonSchema;
use toml::Spanned;
use toml::de::DeValue;

use crate::finding::Report;
use crate::read::FromToml;
use crate::rules::PC103;

/// A day: a TOML date, or the same as text.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(transparent)]
pub(crate) struct Day(#[schemars(extend("format" = "date"))] pub(crate) String);

impl FromToml for Day {
    fn from_toml(value: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(text) => Some(Self(text.to_string())),
            DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => {
                Some(Self(day.to_string()))
            }
            _ => {
                report.add(
                    PC103,
                    &value.span(),
                    "This is not a day",
                    "Write a date such as `2026-11-24`",
                );
                None
            }
        }
    }
}
