//! What left lately, in memory only.

use std::collections::VecDeque;

use parking_lot::Mutex;

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::uploads::{Reported, Request};

/// Most uploads that are remembered.
const MOST: usize = 64;

/// An upload that was begun since the engine was opened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Left {
    /// When it was begun, milliseconds since 1970.
    pub time: i64,
    /// Id of the recipient.
    pub recipient: String,
    /// Id of the purpose.
    pub purpose: String,
    /// Records in it.
    pub records: u64,
    /// Bytes of its body.
    pub bytes: u64,
    /// What the report of it did; none while it is under way.
    pub reported: Option<Reported>,
}

/// The last uploads, oldest first, each with the id of its request.
#[derive(Default)]
pub(crate) struct Lately(Mutex<VecDeque<(u64, Left)>>);

impl Lately {
    pub(crate) fn begun(&self, time: i64, request: &Request) {
        let left = Left {
            time,
            recipient: request.recipient.clone(),
            purpose: request.purpose.clone(),
            records: request.records,
            bytes: request.body.len() as u64,
            reported: None,
        };
        let mut lately = self.0.lock();
        if lately.len() == MOST {
            lately.pop_front();
        }
        lately.push_back((request.id, left));
    }

    pub(crate) fn reported(&self, id: u64, reported: Reported) {
        let mut lately = self.0.lock();
        let open = lately
            .iter_mut()
            .rfind(|(other, left)| *other == id && left.reported.is_none());
        if let Some((_, left)) = open {
            left.reported = Some(reported);
        }
    }
}

#[uniffi::export]
impl Engine {
    /// The last uploads since the engine was opened, at most 64, oldest first: when, to whom, how much,
    /// and what came of it. It holds nothing of what was in them.
    ///
    /// # Errors
    ///
    /// None.
    pub fn left_lately(&self) -> Result<Vec<Left>, SordinoError> {
        let lately = self.lately.0.lock();
        Ok(lately.iter().map(|(_, left)| left.clone()).collect())
    }
}
