//! Signals by machine and what an organisation set, as the platform hands them over.

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
        let told = self.engine.tell_signals(gpc, &pairs(&preferences));
        Ok(closings(told))
    }

    /// Returns the keys of a managed configuration that `tell_organisation` looks at.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn organisation_keys(&self) -> Result<Vec<String>, SordinoError> {
        Ok(self.engine.organisation_keys())
    }

    /// Tells what the organisation that manages the device set for this app. It closes and locks purposes and opens none. A
    /// purpose whose key is not there stays as it is.
    ///
    /// # Errors
    ///
    /// None of its own: what failed stands in the answer.
    pub fn tell_organisation(&self, settings: Vec<Preference>) -> Result<Closings, SordinoError> {
        Ok(closings(self.engine.tell_organisation(&pairs(&settings))))
    }
}

fn pairs(preferences: &[Preference]) -> Vec<(&str, &str)> {
    let preferences = preferences.iter();
    preferences
        .map(|one| (one.key.as_str(), one.value.as_str()))
        .collect()
}
