//! What a screen asks of the engine.

use crate::answer::ChoiceError;
use crate::barrier;
use crate::engine::Engine;
use crate::flows::{
    self, ContactsInput, ContactsNext, FlowAccess, PushInput, PushNext, TokenInput, TokenNext,
};
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

    /// Writes down a no that the person gave an earlier version of the app, before Sordino was in it. An old
    /// yes is never imported.
    ///
    /// Call it with every old opt-out, as often as you like: whoever chose since then keeps that choice. `how`
    /// says where the old no stood.
    ///
    /// # Errors
    ///
    /// As for [`Engine::choose`].
    pub fn import_refusal(&self, purpose: &str, how: &str) -> Result<Vec<Receipt>, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| barrier::import_refusal(rooms, purpose, how),
        )
    }

    /// Returns the next step of the contacts flow after `input`, durable before it is answered. `access` is what the system
    /// says now; `id` is the card's, with [`ContactsInput::SavedKnown`].
    ///
    /// Carry the step out and report what came of it. It reads and writes a file: call it off the main thread.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::UnknownPurpose`] if the policy has no contacts permission; [`ChoiceError::NotReady`],
    /// [`ChoiceError::NoRoom`] or [`ChoiceError::StorageFailed`] if the state cannot be kept: show nothing then.
    pub fn contacts_step(
        &self,
        input: ContactsInput,
        access: FlowAccess,
        id: &str,
        locale: &str,
    ) -> Result<ContactsNext, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| flows::contacts(rooms, input, access, id, locale),
        )
    }

    /// Returns the next step of the push flow after `input`, durable before it is answered. `access` is what the system says
    /// now; `off` are the ids of categories whose channel is off.
    ///
    /// Pass the limits of the answer on by [`Engine::limit`] with [`Limiter::Os`](crate::ledger::Limiter::Os).
    ///
    /// # Errors
    ///
    /// As for [`Engine::contacts_step`].
    pub fn push_step(
        &self,
        input: PushInput,
        access: FlowAccess,
        off: &[String],
        locale: &str,
    ) -> Result<PushNext, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| flows::push(rooms, input, access, off, locale),
        )
    }

    /// Returns the next step of the gate between the app and a push service, a recipient of the policy. The state is durable
    /// before it is answered, so that a token is never handed on unless it will be deleted.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::UnknownPurpose`] if the policy has no such recipient; [`ChoiceError::NoRoom`] or
    /// [`ChoiceError::StorageFailed`] if the state cannot be kept: drop the token then.
    pub fn token_step(&self, service: &str, input: TokenInput) -> Result<TokenNext, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            |rooms| flows::push_token(rooms, service, input),
        )
    }

    fn viewed<T>(&self, locale: &str, offset: i32, show: impl Fn(&View<'_>) -> T) -> T {
        self.guarded(
            || show(&View::broken(&self.rooms, locale, offset)),
            |rooms| show(&View::new(rooms, locale, offset)),
        )
    }
}
