//! Stage 3: a [`Permitted`] record becomes one [`Minimised`] for each recipient.
//!
//! A leaf leaves only if the policy lists its key for that recipient, and only as its rule says;
//! everything else is dropped and counted. Branches need no rule: their leaves do.

mod again;
mod encode;
mod rules;
mod stored;
mod told;
mod walk;

use sordino_policy::FieldRule;

use crate::catalog::RecipientIx;
use crate::crash::is_name_of_code;
use crate::decisions::FieldDecision;
use crate::facts::{Account, Facts};
use crate::gate::{Permit, Permitted};
use crate::identity::PseudonymKey;
use crate::record::Body;
use crate::value::Value;
use encode::{Branch, put_number};
use walk::ForOne;

pub use stored::{Kind, Stored};

pub(crate) use again::again;
pub(crate) use told::add_kept;
pub(crate) use walk::Minimiser;

/// Is told of a record that waits: recipient, context and text.
pub(crate) type Tell<'t> = dyn FnMut(RecipientIx, &[u8], &[u8]) + 't;

/// A record as one recipient may have it, still readable, about to be sealed.
///
/// Only this module makes one.
///
/// ```compile_fail
/// let forged = sordino_engine::minimise::Minimised { recipient: 0, text: Vec::new() };
/// ```
pub struct Minimised {
    recipient: RecipientIx,
    permit: Permit,
    durable: bool,
    text: Vec<u8>,
    /// What was dropped from it; empty while nobody keeps decisions.
    dropped: Vec<FieldDecision>,
}

impl Minimised {
    /// Place of the recipient in the policy.
    pub(crate) fn recipient(&self) -> RecipientIx {
        self.recipient
    }

    /// The permit to compare with the disk.
    pub(crate) fn permit(&self) -> &Permit {
        &self.permit
    }

    /// Its bytes, for the person it is about.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it must survive a power loss.
    pub(crate) fn is_durable(&self) -> bool {
        self.durable
    }

    /// The same record under a fresh permit, when it passes the gate again.
    pub(crate) fn permitted_now(self, permit: Permit) -> Self {
        Self { permit, ..self }
    }

    /// A record that was minimised before, opened under our seal, under a fresh permit.
    pub(crate) fn read_back(recipient: RecipientIx, permit: Permit, text: &[u8]) -> Self {
        Self {
            recipient,
            permit,
            durable: false,
            text: text.to_vec(),
            dropped: Vec::new(),
        }
    }

    /// Its bytes, for sealing, and what was dropped from it.
    pub(crate) fn into_parts(self) -> (Vec<u8>, Vec<FieldDecision>) {
        (self.text, self.dropped)
    }
}

/// What stands once at the head of a segment: facts and who, as the recipient may have them.
#[derive(Clone)]
pub struct Context {
    text: Vec<u8>,
}

impl Context {
    /// A context that was sealed before, opened under our seal.
    pub(crate) fn read_back(text: &[u8]) -> Self {
        Self {
            text: text.to_vec(),
        }
    }

    /// Its bytes, for sealing.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }
}

impl Minimiser<'_> {
    /// Minimises a record for one recipient after the other and hands each on.
    ///
    /// `key` gives a recipient's pseudonym key; `hand_on` stores and returns the buffer for reuse.
    /// How many leaves were dropped.
    pub(crate) fn minimise<'k, E>(
        &self,
        permitted: Permitted<'_>,
        recipients: &[RecipientIx],
        mut buffer: Vec<u8>,
        key: impl Fn(RecipientIx) -> &'k PseudonymKey,
        mut hand_on: impl FnMut(Minimised) -> Result<Vec<u8>, E>,
    ) -> Result<(u64, Vec<u8>), E> {
        let (record, permit) = permitted.into_parts();
        let mut dropped = 0;
        for recipient in recipients.iter().copied() {
            buffer.clear();
            let mut for_one = ForOne {
                with: self,
                recipient,
                key: key(recipient),
                dropped: 0,
                told: Vec::new(),
                text: buffer,
                may_name: match record.body() {
                    Body::Event { .. }
                    | Body::Identify
                    | Body::Values {
                        is_crash: false, ..
                    } => |_| false,
                    Body::Crash { .. } | Body::Values { is_crash: true, .. } => is_name_of_code,
                },
            };
            for_one.body(record.body());
            dropped += for_one.dropped;
            buffer = hand_on(Minimised {
                recipient,
                permit: permit.for_another_recipient(),
                durable: matches!(record.body(), Body::Crash { .. }),
                text: for_one.text,
                dropped: for_one.told,
            })?;
        }
        Ok((dropped, buffer))
    }

    /// Facts and subject for one recipient, and the subject's pseudonyms by field.
    pub(crate) fn context(
        &self,
        recipient: RecipientIx,
        key: &PseudonymKey,
        facts: &Facts,
        account: &Account,
    ) -> (Context, Vec<(&'static str, String)>) {
        let mut for_one = ForOne {
            with: self,
            recipient,
            key,
            dropped: 0,
            told: Vec::new(),
            text: Vec::new(),
            // Facts of the app and the device, and the ids themselves.
            may_name: |_| true,
        };
        let mut issued = Vec::new();
        put_number(&mut for_one.text, Kind::Context as u64);
        let mut members = Branch::members(&mut for_one.text);
        for (name, value) in facts.fields() {
            for_one.member(&mut members, name, &value);
        }
        let of_device = self.catalog.recipient(recipient).device_pseudonym;
        for (name, value) in facts.subject(account, of_device) {
            for_one.member(&mut members, name, &Value::from(value.as_ref()));
            if self.catalog.rule(name, recipient) == Some(&FieldRule::Pseudonymise) {
                issued.push((name, key.pseudonym(name, &value)));
            }
        }
        members.end(&mut for_one.text);
        (Context { text: for_one.text }, issued)
    }
}
