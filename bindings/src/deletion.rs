//! The request for deletion.

use crate::engine::Engine;
use crate::error::SordinoError;

/// How far a request for deletion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum DeletionStage {
    /// Nobody asked, or no recipient knew anything.
    NotAsked,
    /// It waits to be sent, or to be sent again.
    Owed,
    /// The controller's endpoint took it.
    Confirmed,
    /// It was tried as often or as long as it may be. The person has to ask the controller in another way.
    GivenUp,
}

/// The last request for deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Deletion {
    /// How far it is.
    pub stage: DeletionStage,
    /// When the person asked, milliseconds since 1970; none if nobody did.
    pub asked: Option<i64>,
    /// How often it was sent.
    pub tries: u8,
}

impl From<sordino_engine::Deletion> for Deletion {
    fn from(deletion: sordino_engine::Deletion) -> Self {
        use sordino_engine::DeletionStage as Stage;
        let stage = match deletion.stage {
            Stage::NotAsked => DeletionStage::NotAsked,
            Stage::Owed => DeletionStage::Owed,
            Stage::Confirmed => DeletionStage::Confirmed,
            Stage::GivenUp => DeletionStage::GivenUp,
        };
        Self {
            stage,
            asked: (stage != DeletionStage::NotAsked).then_some(deletion.asked),
            tries: deletion.tries,
        }
    }
}

#[uniffi::export]
impl Engine {
    /// Asks the controller to delete what recipients hold under the pseudonyms of this install. The request is owed on the
    /// disk once this returns, outlives a turn-off and an erasure, and leaves as an upload.
    ///
    /// # Errors
    ///
    /// `UnknownPurpose` if the policy has no purpose of kind `rights`; `NotReady`, `NoRoom` or `StorageFailed`.
    pub fn request_deletion(&self) -> Result<Deletion, SordinoError> {
        Ok(self.engine.request_deletion()?.into())
    }

    /// How far the last request for deletion is.
    ///
    /// # Errors
    ///
    /// `NotReady` or `StorageFailed`.
    pub fn deletion(&self) -> Result<Deletion, SordinoError> {
        Ok(self.engine.deletion()?.into())
    }
}
