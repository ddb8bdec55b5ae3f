//! The uploads of lately, in memory only.

use std::collections::VecDeque;

use parking_lot::Mutex;
use sordino_engine::upload::Request;

/// Most uploads that are remembered.
const MOST: usize = 64;

/// What a report did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Reported {
    /// The recipient has the records; they are gone here.
    Delivered,
    /// They wait for another try.
    Kept,
    /// The recipient will never take them; they are dropped and counted.
    Dropped,
    /// The purpose was turned off meanwhile: nothing is tried again.
    TooLate,
    /// No such upload is under way.
    Unknown,
}

/// An upload that was begun since the engine was opened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RecentUpload {
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
pub(crate) struct Lately(Mutex<VecDeque<(u64, RecentUpload)>>);

impl Lately {
    pub(crate) fn begun(&self, time: i64, request: &Request) {
        let upload = RecentUpload {
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
        lately.push_back((request.id, upload));
    }

    pub(crate) fn reported(&self, id: u64, reported: Reported) {
        let mut lately = self.0.lock();
        let open = lately
            .iter_mut()
            .rfind(|(other, upload)| *other == id && upload.reported.is_none());
        if let Some((_, upload)) = open {
            upload.reported = Some(reported);
        }
    }

    pub(crate) fn all(&self) -> Vec<RecentUpload> {
        self.0
            .lock()
            .iter()
            .map(|(_, upload)| upload.clone())
            .collect()
    }
}
