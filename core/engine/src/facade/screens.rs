//! What a screen shows.

use super::Engine;
use crate::answer::ChoiceError;
use crate::receipt::{CompletedReceipt, Receipt};
use crate::settings::{self, HistoryPage, Prompt, SettingsScreen, SettingsTexts, View};

impl Engine {
    /// Returns the settings in the policy's locale that fits `locale`: rows, states, reasons, texts.
    ///
    /// It waits for nothing and needs no keys: what cannot be read is shown as off, with the reason. What
    /// another process changed is in it after [`Engine::refresh`].
    pub fn settings(&self, locale: &str, utc_offset_minutes: i32) -> SettingsScreen {
        self.viewed(locale, utc_offset_minutes, settings::settings)
    }

    /// Returns the texts of what happens between a tap and its receipt.
    pub fn settings_texts(&self, locale: &str) -> SettingsTexts {
        self.viewed(locale, 0, settings::texts)
    }

    /// Returns what a turn-off did before it returned, a sentence each, and whom it waits for.
    pub fn receipt_texts(&self, locale: &str, receipt: &Receipt) -> Vec<String> {
        self.viewed(locale, 0, |view| settings::receipt(view, receipt))
    }

    /// Returns what a turn-off did in the end, a sentence each.
    pub fn completed_texts(&self, locale: &str, completed: &CompletedReceipt) -> Vec<String> {
        self.viewed(locale, 0, |view| settings::completed(view, completed))
    }

    /// Returns what must be asked now: nothing, or one question over all purposes that it is about.
    pub fn prompts(&self, locale: &str) -> Vec<Prompt> {
        self.guarded(Vec::new, |all| {
            settings::prompts(&View::new(all, locale, 0))
        })
    }

    /// Returns a part of the list of past choices, newest first. Reads the ledger: call it off the main thread.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotReady`] or [`ChoiceError::StorageFailed`].
    pub fn history(
        &self,
        locale: &str,
        utc_offset_minutes: i32,
        offset: usize,
        limit: usize,
    ) -> Result<HistoryPage, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| {
                let entries = rooms.entries()?;
                let view = View::new(rooms, locale, utc_offset_minutes);
                Ok(settings::history(&view, &entries, offset, limit))
            },
        )
    }

    fn viewed<T>(&self, locale: &str, offset: i32, show: impl Fn(&View<'_>) -> T) -> T {
        self.guarded(
            || show(&View::broken(&self.rooms, locale, offset)),
            |rooms| show(&View::new(rooms, locale, offset)),
        )
    }
}
