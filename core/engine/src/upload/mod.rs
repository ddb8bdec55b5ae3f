//! Stage 5: what waits becomes a request, and an answer becomes keep, drop or try again.
//!
//! Pull: the platform asks for the next upload, begins it, and reports what came back. Nothing here
//! opens a connection.

mod answer;
mod batch;
mod begin;
mod flights;
mod gzip;
mod lease;
mod pause;
mod report;
mod retry;
mod said;
mod uploader;
mod uploads;

pub use answer::{Answer, START_BYTES};
pub use flights::Cancel;

pub(crate) use flights::Sent;
pub(crate) use report::{asked_to_wait, is_taken};
pub(crate) use uploads::{Elsewhere, To, UNDER_WAY, Uploads};

use std::time::Duration;

use crate::catalog::{PurposeIx, RecipientIx};

/// What to do about uploads now.
#[derive(Debug)]
pub enum Next {
    /// Begin this one.
    Ready(Ticket),
    /// Something waits, but not for so long.
    Wait(Duration),
    /// Nothing waits.
    Idle,
}

/// That something waits for a recipient. It holds no data.
#[derive(Debug)]
pub struct Ticket {
    pub(crate) purpose: PurposeIx,
    pub(crate) recipient: RecipientIx,
    pub(crate) generation: u64,
    pub(crate) segment: String,
}

/// One HTTP request, in memory only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// For the report.
    pub id: u64,
    /// Id of the recipient.
    pub recipient: String,
    /// Id of the purpose.
    pub purpose: String,
    /// Where to.
    pub url: String,
    /// Headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body, gzipped.
    pub body: Vec<u8>,
    /// How many records are in it.
    pub records: u64,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The server answered. Redirects are answers: nobody follows them.
    Answered(Answer),
    /// No connection, or it broke.
    Failed,
    /// No answer in time.
    TimedOut,
    /// It was cancelled before an answer came.
    Cancelled,
}

/// What a report did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Why an upload was not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBegun {
    /// The purpose was turned off since the ticket.
    Revoked,
    /// Another upload to this recipient is under way.
    Busy,
    /// What the ticket named is sent or gone by now; ask for the next one.
    Gone,
    /// Files or keys failed.
    StorageFailed,
    /// The recipient's address is not allowed: HTTPS only.
    BadEndpoint,
    /// The engine is closed after a failure inside.
    Broken,
}
