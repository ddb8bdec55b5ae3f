//! Signals by machine, as the app and its platform hand them over.

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::sets::{Closings, closings};

/// What the platform keeps under a key, as text.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Preference {
    /// The key.
    pub key: String,
    /// Its value. A number is written in digits.
    pub value: String,
}

/// Returns the keys of the platform's preferences that `tell_signals` looks at.
///
/// # Errors
///
/// None of its own.
#[uniffi::export]
pub fn signal_keys() -> Result<Vec<String>, SordinoError> {
    Ok(sordino_engine::signal_keys())
}

#[uniffi::export]
impl Engine {
    /// Tells what signals by machine say: Global Privacy Control, and what a consent tool left in the platform's preferences.
    /// They close purposes of telemetry and open none. With nothing said nothing changes.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn tell_signals(
        &self,
        gpc: Option<bool>,
        preferences: Vec<Preference>,
    ) -> Result<Closings, SordinoError> {
        let preferences = preferences.iter();
        let preferences: Vec<(&str, &str)> = preferences
            .map(|one| (one.key.as_str(), one.value.as_str()))
            .collect();
        Ok(closings(self.engine.tell_signals(gpc, &preferences)))
    }
}
