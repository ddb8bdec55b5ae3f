//! Choices of the person, and what lowers them.
//!
//! Whatever closes a purpose runs the same barrier: memory, slot, ledger, and then everything that
//! was under way. Turning on runs the other way round: ledger, slot, memory.

use sordino_policy::{LegalBasis, Purpose};

use super::state::Engine;
use crate::digest;
use crate::ledger::{Actor, Choices, ClosedBy, LedgerError, Limiter, State, What};
use crate::receipt::Receipt;
use crate::sync::Ordering;

/// What the person saw and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Locale of the text shown, as the policy lists it.
    pub locale: &'a str,
    /// Where the choice was made, in the app's words: `settings`, `first_run`.
    pub how: &'a str,
}

/// What a turn-on did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// Whether the purpose is open now.
    pub open: bool,
    /// Who keeps it closed, although the person said yes.
    pub closed_by: Option<ClosedBy>,
    /// Records that were held for this choice and are queued now.
    pub held_records: u64,
}

/// Why a choice could not be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceError {
    /// The policy has no such purpose.
    UnknownPurpose,
    /// The state makes no sense here: only a person says yes, and only expiry expires.
    NotAChoice,
    /// Keys, files or lock are not there; [`Engine::condition`] says why. Nothing changed.
    NotReady,
    /// The disk has no room, or not enough to turn it off later. Nothing changed.
    NoRoom,
    /// Writing failed. Nothing is open that was not.
    StorageFailed,
    /// Neither vault, nor ledger, nor key store could be written: this process keeps it closed,
    /// but a restart may find it open. Try again.
    ClosedUntilRestart,
    /// The engine failed inside; everything is closed until it is opened again.
    Broken,
}

impl std::fmt::Display for ChoiceError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::UnknownPurpose => "the policy declares no such purpose: check the id against privacy.toml",
            Self::NotAChoice => "this state is not one that a person chooses: use turn_on, turn_off or a state of a person",
            Self::NotReady => "ledger and vault are not available: ask condition() why, and try again",
            Self::NoRoom => "the disk has no room for the choice: free some space and try again; nothing changed",
            Self::StorageFailed => "the choice could not be written: nothing is open that was not; try again",
            Self::ClosedUntilRestart => "the off could not be made durable: this process keeps it closed, a restart may not; try again",
            Self::Broken => "the engine failed inside and is closed: open it again",
        })
    }
}

impl std::error::Error for ChoiceError {}

impl From<LedgerError> for ChoiceError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Full => Self::NoRoom,
            _ => Self::StorageFailed,
        }
    }
}

/// The policy's word for a legal basis.
pub(super) fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "consent",
        LegalBasis::Contract => "contract",
        LegalBasis::LegalObligation => "legal_obligation",
        LegalBasis::LegitimateInterest => "legitimate_interest",
    }
}

impl Engine {
    /// Turns a purpose on: writes the person's yes, then opens it if nobody else forbids it.
    ///
    /// It begins a new identity: pseudonyms of before cannot be computed again.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`]; nothing is open then that was not.
    pub fn turn_on(&self, purpose: &str, shown: Shown<'_>) -> Result<Turned, ChoiceError> {
        let at = self
            .catalog
            .purpose(purpose)
            .ok_or(ChoiceError::UnknownPurpose)?;
        let turned = self.guarded(
            || Err(ChoiceError::Broken),
            || {
                let renewed = |choices: &Choices| match choices.last(purpose) {
                    Some(last) if last.state.is_consent() => State::Renewed,
                    _ => State::Given,
                };
                if self.purposes[at].shut.load(Ordering::SeqCst) {
                    // An off of before that nothing could make durable comes first.
                    self.change(Some(at), &|_| self.choice(at, State::Withdrawn, shown))?;
                }
                let changed =
                    self.change(None, &|choices| self.choice(at, renewed(choices), shown));
                self.prepare_for_crashes();
                changed?;
                self.turned(at)
            },
        )?;
        if turned.open {
            self.tell_vendors_on(purpose);
        }
        Ok(turned)
    }

    /// Turns a purpose off. When this returns, "off" is on disk; no transport call of ours can
    /// begin for it, one under way is cancelled; what was queued can no longer be read.
    ///
    /// Call [`Engine::complete`] with the receipt afterwards, on any thread.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::ClosedUntilRestart`] if nothing at all could be written;
    /// [`ChoiceError::UnknownPurpose`].
    pub fn turn_off(&self, purpose: &str, shown: Shown<'_>) -> Result<Receipt, ChoiceError> {
        let at = self
            .catalog
            .purpose(purpose)
            .ok_or(ChoiceError::UnknownPurpose)?;
        self.purposes[at].door.close();
        self.guarded(
            || Err(ChoiceError::Broken),
            || {
                let state = |choices: &Choices| match choices.last(purpose).map(|last| last.state) {
                    Some(state) if state.is_consent() => State::Withdrawn,
                    Some(State::Informed) => State::Objected,
                    Some(State::Withdrawn) => State::Withdrawn,
                    Some(State::Objected) => State::Objected,
                    _ => State::Refused,
                };
                let receipts =
                    self.change(Some(at), &|choices| self.choice(at, state(choices), shown))?;
                receipts
                    .into_iter()
                    .next()
                    .ok_or(ChoiceError::StorageFailed)
            },
        )
    }

    /// Writes a state that neither opens by consent nor withdraws one: the question was shown, put
    /// off, answered with no; or, for legitimate interest, told or objected to.
    ///
    /// # Errors
    ///
    /// [`ChoiceError::NotAChoice`] for any other state.
    pub fn choose(
        &self,
        purpose: &str,
        state: State,
        shown: Shown<'_>,
    ) -> Result<Vec<Receipt>, ChoiceError> {
        let at = self
            .catalog
            .purpose(purpose)
            .ok_or(ChoiceError::UnknownPurpose)?;
        let fits = matches!(
            state,
            State::Requested | State::Deferred | State::Refused | State::Informed | State::Objected
        );
        if !fits {
            return Err(ChoiceError::NotAChoice);
        }
        self.guarded(
            || Err(ChoiceError::Broken),
            || {
                let changed = self.change(None, &|_| self.choice(at, state, shown));
                self.take_over_all();
                self.prepare_for_crashes();
                changed
            },
        )
    }

    /// Tells what somebody else allows or forbids: for one purpose, or for all.
    ///
    /// It can only lower: what the person did not open stays closed. A receipt for each purpose
    /// that this closed.
    ///
    /// # Errors
    ///
    /// [`ChoiceError`]; tell it again then. What it closed before it failed stays closed.
    pub fn limit(
        &self,
        limiter: Limiter,
        purpose: Option<&str>,
        allows: bool,
    ) -> Result<Vec<Receipt>, ChoiceError> {
        if let Some(id) = purpose {
            self.catalog
                .purpose(id)
                .ok_or(ChoiceError::UnknownPurpose)?;
        }
        self.guarded(
            || Err(ChoiceError::Broken),
            || {
                let changed = self.change(None, &|_| What::Limit {
                    limiter,
                    purpose: purpose.map(str::to_owned),
                    allows,
                });
                self.take_over_all();
                self.prepare_for_crashes();
                changed
            },
        )
    }

    /// Closes what ran out since; call it when the app comes to the front.
    ///
    /// # Errors
    ///
    /// As for [`Engine::turn_off`].
    pub fn expire(&self) -> Result<Vec<Receipt>, ChoiceError> {
        self.guarded(
            || Err(ChoiceError::Broken),
            || {
                let mut receipts = Vec::new();
                for (at, purpose) in self.policy().purposes.iter().enumerate() {
                    let expired = {
                        let core = self.core.lock();
                        let Some(ready) = core.ready() else {
                            return Err(ChoiceError::NotReady);
                        };
                        let now = self.ports.clock.now();
                        let choices = ready.ledger.choices();
                        choices.closed_by(self.policy(), purpose, now) == Some(ClosedBy::Expired)
                    };
                    if expired {
                        receipts.extend(self.change(Some(at), &|_| self.expiry(at))?);
                    }
                }
                Ok(receipts)
            },
        )
    }

    fn choice(&self, at: usize, state: State, shown: Shown<'_>) -> What {
        let purpose = &self.policy().purposes[at];
        let (locale, text_hash) = self.text_shown(purpose, shown.locale);
        What::Choice {
            purpose: purpose.id.clone(),
            state,
            legal_basis: basis(purpose.legal_basis).to_owned(),
            actor: Actor::User,
            how: shown.how.chars().take(64).collect(),
            locale,
            text_hash,
        }
    }

    fn expiry(&self, at: usize) -> What {
        let purpose = &self.policy().purposes[at];
        What::Choice {
            purpose: purpose.id.clone(),
            state: State::Expired,
            legal_basis: basis(purpose.legal_basis).to_owned(),
            actor: Actor::Expiry,
            how: "validity".to_owned(),
            locale: String::new(),
            text_hash: String::new(),
        }
    }

    /// The locale whose text the person saw, and the hash of that text.
    fn text_shown(&self, purpose: &Purpose, locale: &str) -> (String, String) {
        let fallback = self.policy().locales.first().map_or("", String::as_str);
        let locale = if purpose.text.contains_key(locale) {
            locale
        } else {
            fallback
        };
        let part = |texts: &sordino_policy::Texts| texts.get(locale).cloned().unwrap_or_default();
        let text = format!("{}\n{}", part(&purpose.title), part(&purpose.text));
        (
            locale.to_owned(),
            digest::hex(&digest::sha256(&[text.as_bytes()])),
        )
    }

    fn turned(&self, at: usize) -> Result<Turned, ChoiceError> {
        let open = self.purposes[at].door.generation() != 0;
        let held_records = if open {
            self.take_over(at).unwrap_or_default()
        } else {
            0
        };
        let core = self.core.lock();
        let ready = core.ready().ok_or(ChoiceError::NotReady)?;
        let purpose = &self.policy().purposes[at];
        let now = self.ports.clock.now();
        let closed_by = ready
            .ledger
            .choices()
            .closed_by(self.policy(), purpose, now);
        Ok(Turned {
            open,
            closed_by,
            held_records,
        })
    }
}
