//! Texts in several languages.

use std::collections::BTreeMap;

/// A locale's tag (`en`, `de`) to a text in it.
pub type Texts = BTreeMap<String, String>;
