//! Minimising for a vendor's SDK, which sends by itself.

use serde_json::Value as Json;
use sordino_engine::Event;

use crate::door::{Offered, read};
use crate::engine::Engine;
use crate::error::SordinoError;
use crate::outcome::Refusal;

/// What a vendor's SDK may send of what it was about to send.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Minimised {
    /// These values, and no others.
    Allowed {
        /// An object with `values`, what the policy lets the recipient have, by the policy's names; `context`, the same of
        /// app, device and person, with pseudonyms; and `dropped`, how many values went.
        json: String,
    },
    /// Nothing of it.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

#[uniffi::export]
impl Engine {
    /// Minimises what a vendor's SDK is about to send by itself, and queues nothing. Waits at most 5 ms for locks,
    /// 50 ms for a purpose of kind `crash`.
    ///
    /// `record` is an event, as the narrow door takes it. With a `purpose` it is no event of the policy but what the SDK
    /// made up by itself for that purpose, such as an error with its stack: its name is not looked at, and its values stand
    /// under names of the policy's fields.
    ///
    /// # Errors
    ///
    /// None; a failure inside is `Refused` as `Broken`.
    pub fn minimise(
        &self,
        recipient: &str,
        purpose: Option<String>,
        record: Vec<u8>,
    ) -> Result<Minimised, SordinoError> {
        let minimised = read(&record).map_err(Refusal::from);
        let minimised = minimised.and_then(|offered| match (offered, purpose) {
            (Offered::Event { name, properties }, None) => {
                let event = Event::new(name, &properties);
                Ok(self.engine.minimise(recipient, &event)?)
            }
            (Offered::Event { properties, .. }, Some(purpose)) => {
                let engine = &self.engine;
                Ok(engine.minimise_values(recipient, &purpose, &properties)?)
            }
            (Offered::Crash(_) | Offered::Handled(_) | Offered::Breadcrumb(_), _) => {
                Err(Refusal::MalformedBytes)
            }
        });
        Ok(Minimised::from(minimised))
    }
}

impl From<Result<Json, Refusal>> for Minimised {
    fn from(minimised: Result<Json, Refusal>) -> Self {
        match minimised {
            Ok(values) => Self::Allowed {
                json: values.to_string(),
            },
            Err(refusal) => Self::Refused { refusal },
        }
    }
}
