//! From `privacy.toml` to a policy, or to everything that is wrong with it.
#![cfg(feature = "compile")]

mod any_text;
mod changes;
mod check_table;
mod documents;
mod duties;
mod explicit_consent;
mod findings;
mod locales_shown;
mod mistyped;
mod on_call;
mod presets;
mod rules_of_form;
mod rules_of_law;
mod screens;
mod small;
mod stores;
