//! The purposes of the policy, and how each stands.

use crate::choices::{ChoiceState, ClosedBy};
use crate::engine::Engine;
use crate::error::SordinoError;

/// How a purpose stands.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PurposeStatus {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether records are accepted.
    pub open: bool,
    /// The person's last choice.
    pub state: ChoiceState,
    /// Why it is closed, if it is and the ledger says why: the first of `reasons`.
    pub closed_by: Option<ClosedBy>,
    /// Every reason for which the ledger keeps it closed: who else lowers it first, the person last.
    pub reasons: Vec<ClosedBy>,
    /// Whether every record would be refused as closed, whatever it says: it need not be offered. Never where decisions
    /// are kept, which tell refused records too.
    pub surely_off: bool,
}

/// A purpose of the policy, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PurposeNames {
    /// Its id.
    pub purpose: String,
    /// What it is for, in the policy's word: `crash`, `events` …
    pub kind: String,
    /// Names of its events.
    pub events: Vec<String>,
}

#[uniffi::export]
impl Engine {
    /// How a purpose stands. Waits for nothing.
    ///
    /// # Errors
    ///
    /// `UnknownPurpose`.
    pub fn status(&self, purpose: String) -> Result<PurposeStatus, SordinoError> {
        let status = self.engine.status(&purpose);
        Ok(status.ok_or(SordinoError::UnknownPurpose)?.into())
    }

    /// How every purpose stands, in the policy's order. Waits for nothing.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn statuses(&self) -> Result<Vec<PurposeStatus>, SordinoError> {
        let statuses = self.engine.statuses().into_iter();
        Ok(statuses.map(Into::into).collect())
    }

    /// The purposes of the policy, in its order.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn purposes(&self) -> Result<Vec<PurposeNames>, SordinoError> {
        let purposes = self.engine.purposes().into_iter();
        purposes
            .map(|one| {
                let kind = serde_json::to_value(one.kind).map_err(|_| SordinoError::Broken)?;
                Ok(PurposeNames {
                    purpose: one.purpose,
                    kind: kind.as_str().unwrap_or_default().to_owned(),
                    events: one.events,
                })
            })
            .collect()
    }
}

impl From<sordino_engine::PurposeStatus> for PurposeStatus {
    fn from(status: sordino_engine::PurposeStatus) -> Self {
        let sordino_engine::PurposeStatus {
            purpose,
            open,
            state,
            closed_by,
            reasons,
            surely_off,
        } = status;
        Self {
            purpose,
            open,
            state: state.into(),
            closed_by: closed_by.map(Into::into),
            reasons: reasons.into_iter().map(Into::into).collect(),
            surely_off,
        }
    }
}
