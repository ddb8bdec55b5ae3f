//! What must be open, told from the words and bans alone.

use std::collections::{BTreeMap, BTreeSet};

use sordino_engine::ledger::{Limiter, State};
use sordino_policy::{DeviceAccess, LegalBasis, Policy, Purpose, RequiredSignal};

/// Last words and bans.
#[derive(Default)]
pub(crate) struct Oracle {
    words: BTreeMap<String, State>,
    bans: BTreeMap<Limiter, bool>,
    /// Purposes whose lawful state the person has never been asked about.
    chosen: BTreeSet<String>,
}

impl Oracle {
    pub(crate) fn word(&mut self, purpose: &str, state: State) {
        let refused = self
            .words
            .get(purpose)
            .is_some_and(|word| word.is_refusal());
        if refused && !state.is_refusal() && !state.answers_a_no() {
            // Only a yes, or an objection taken back, answers a no.
            return;
        }
        self.words.insert(purpose.to_owned(), state);
        if !matches!(state, State::Requested | State::Deferred) {
            self.chosen.insert(purpose.to_owned());
        } else {
            self.chosen.remove(purpose);
        }
    }

    pub(crate) fn ban(&mut self, limiter: Limiter, allows: bool) {
        self.bans.insert(limiter, allows);
    }

    /// The person's word after a turn-on.
    pub(crate) fn on(&mut self, policy: &Policy, purpose: &str) {
        let state = match (self.words.get(purpose), is_objected_to(policy, purpose)) {
            (_, false) => State::Given,
            (Some(State::ObjectionWithdrawn), true) => State::ObjectionWithdrawn,
            (Some(word), true) if word.is_refusal() => State::ObjectionWithdrawn,
            (_, true) => State::Informed,
        };
        self.word(purpose, state);
    }

    /// The person's word after a turn-off.
    pub(crate) fn off(&mut self, policy: &Policy, purpose: &str) {
        let state = match self.words.get(purpose) {
            Some(State::Given | State::Withdrawn) => State::Withdrawn,
            Some(State::Informed | State::ObjectionWithdrawn | State::Objected) => State::Objected,
            _ if is_objected_to(policy, purpose) => State::Objected,
            _ => State::Refused,
        };
        self.word(purpose, state);
    }

    pub(crate) fn is_chosen(&self, purpose: &str) -> bool {
        self.chosen.contains(purpose)
    }

    pub(crate) fn is_open(&self, policy: &Policy, purpose: &Purpose) -> bool {
        let needs_consent = purpose.legal_basis == LegalBasis::Consent
            || purpose.device_access == DeviceAccess::Consent;
        let word = match self.words.get(&purpose.id) {
            Some(State::Given) => true,
            Some(State::Informed | State::ObjectionWithdrawn) => !needs_consent,
            _ => false,
        };
        word && !self.is_forbidden(policy, purpose)
    }

    pub(crate) fn is_forbidden(&self, policy: &Policy, purpose: &Purpose) -> bool {
        let owed = matches!(
            purpose.legal_basis,
            LegalBasis::Contract | LegalBasis::LegalObligation
        ) && purpose.device_access == DeviceAccess::StrictlyNecessary;
        let listed = policy
            .limits
            .organisation_may_switch_off
            .contains(&purpose.id);
        [
            (Limiter::Os, None, true),
            (
                Limiter::Organisation,
                Some(RequiredSignal::Organisation),
                listed && !owed,
            ),
            (Limiter::Age, Some(RequiredSignal::Age), !owed),
            (Limiter::Signal, Some(RequiredSignal::Signal), !owed),
        ]
        .into_iter()
        .filter(|(.., heeded)| *heeded)
        .any(|(limiter, signal, _)| match self.bans.get(&limiter) {
            Some(allows) => !allows,
            None => signal.is_some_and(|signal| policy.limits.required.contains(&signal)),
        })
    }
}

/// Whether a purpose rests on a legitimate interest alone.
fn is_objected_to(policy: &Policy, purpose: &str) -> bool {
    let mut purposes = policy.purposes.iter();
    purposes.any(|one| {
        one.id == purpose
            && one.legal_basis == LegalBasis::LegitimateInterest
            && one.device_access == DeviceAccess::StrictlyNecessary
    })
}
