//! What the platform keeps under keys, as the app hands it over.

/// Values by their keys, as text.
pub(super) struct Preferences<'a>(pub(super) &'a [(&'a str, &'a str)]);

impl<'a> Preferences<'a> {
    /// Returns what stands under `key`. An empty text is as good as none.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        let mut pairs = self.0.iter();
        let found = pairs.find(|(name, _)| *name == key);
        found
            .map(|(_, value)| *value)
            .filter(|value| !value.is_empty())
    }
}
