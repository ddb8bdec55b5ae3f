//! The next step of the contacts and push flows.

use super::Engine;
use crate::answer::ChoiceError;
use crate::flows::{
    self, ContactsInput, ContactsNext, FlowAccess, PushInput, PushNext, TokenInput, TokenNext,
};

impl Engine {
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
}
