//! Uploads by pull: the platform asks for the next one, begins it, and reports what came back.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use sordino_engine::upload;

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::foreign::{ForeignError, within};
use crate::recent::{RecentUpload, Reported};

/// A cancel handle that takes longer is left alone; the receipt says what was not confirmed.
const CANCEL_LIMIT: Duration = Duration::from_millis(250);

/// Stops one transport call.
///
/// Called from any thread, with no lock of Sordino's held. After it returns, a call that has not
/// begun must not begin; one that has must end soon. What it throws stays there.
#[uniffi::export(foreign)]
pub trait Cancel: Send + Sync {
    /// Stops it.
    ///
    /// # Errors
    ///
    /// Whatever the transport throws; nothing follows from it.
    fn cancel(&self) -> Result<(), ForeignError>;
}

/// That something waits for a recipient. It holds no data, and is good for one `begin`.
#[derive(uniffi::Object)]
pub struct Ticket {
    ticket: Mutex<Option<upload::Ticket>>,
}

/// What to do about uploads now.
#[derive(uniffi::Enum)]
pub enum NextUpload {
    /// Begin this one.
    Ready {
        /// For `begin`.
        ticket: Arc<Ticket>,
    },
    /// Something waits, but not before so many milliseconds.
    Wait {
        /// Milliseconds.
        ms: u64,
    },
    /// Nothing waits.
    Idle,
}

/// One HTTP request, in memory only. Send it by POST, follow no redirect.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
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
    pub headers: Vec<Header>,
    /// The body, gzipped.
    pub body: Vec<u8>,
    /// How many records are in it.
    pub records: u64,
}

/// One header of a request.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Why an upload was not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum NotBegun {
    /// The purpose was turned off since the ticket.
    Revoked,
    /// Another upload to this recipient is under way.
    Busy,
    /// What the ticket named is sent or gone by now, or the ticket was used: ask for the next one.
    Gone,
    /// Files or keys failed.
    StorageFailed,
    /// The recipient's address is not allowed: HTTPS only.
    BadEndpoint,
}

/// What came of `begin`.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Begun {
    /// Send this, and report what came back.
    Send {
        /// What to send.
        request: Request,
    },
    /// Nothing was begun; ask for the next one.
    Not {
        /// Why.
        why: NotBegun,
    },
}

/// A server's answer to one request: the parts of it that decide what becomes of the records.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its `Retry-After`, if any.
    #[uniffi(default = None)]
    pub retry_after: Option<String>,
    /// Its `X-Sentry-Rate-Limits`, if any.
    #[uniffi(default = None)]
    pub rate_limits: Option<String>,
    /// Its `Content-Type`, if any.
    #[uniffi(default = None)]
    pub content_type: Option<String>,
    /// The first 64 bytes of its body at most, uncompressed.
    #[uniffi(default = None)]
    pub start: Option<Vec<u8>>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Reply {
    /// The server answered. Redirects are answers: nobody follows them.
    Answered {
        /// What it said.
        answer: Answer,
    },
    /// No connection, or it broke.
    Failed,
    /// No answer in time.
    TimedOut,
    /// It was cancelled before an answer came.
    Cancelled,
}

#[uniffi::export]
impl Engine {
    /// What to do about uploads now. Reads folders, opens nothing.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn next_upload(&self) -> Result<NextUpload, SordinoError> {
        Ok(match self.engine.next_upload() {
            upload::Next::Ready(ticket) => NextUpload::Ready {
                ticket: Arc::new(Ticket {
                    ticket: Mutex::new(Some(ticket)),
                }),
            },
            upload::Next::Wait(wait) => NextUpload::Wait {
                ms: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
            },
            upload::Next::Idle => NextUpload::Idle,
        })
    }

    /// Begins an upload and gives its request, in memory only.
    ///
    /// `cancel` is known before this returns: a turn-off calls it, and once it was called the
    /// transport must not begin. Report every request, whatever came of it.
    ///
    /// # Errors
    ///
    /// `Broken` only; what is off, busy or gone is the answer `Not`.
    pub fn begin(
        &self,
        ticket: Arc<Ticket>,
        cancel: Arc<dyn Cancel>,
    ) -> Result<Begun, SordinoError> {
        let Some(ticket) = ticket.ticket.lock().take() else {
            return Ok(Begun::Not {
                why: NotBegun::Gone,
            });
        };
        let why = match self.engine.begin(ticket, Arc::new(Foreign(cancel))) {
            Ok(request) => {
                self.lately.begun(self.clock.now(), &request);
                return Ok(Begun::Send {
                    request: request.into(),
                });
            }
            Err(upload::NotBegun::Revoked) => NotBegun::Revoked,
            Err(upload::NotBegun::Busy) => NotBegun::Busy,
            Err(upload::NotBegun::Gone) => NotBegun::Gone,
            Err(upload::NotBegun::StorageFailed) => NotBegun::StorageFailed,
            Err(upload::NotBegun::BadEndpoint) => NotBegun::BadEndpoint,
            Err(upload::NotBegun::Broken) => return Err(SordinoError::Broken),
        };
        Ok(Begun::Not { why })
    }

    /// Reports what came of a request; its records are kept, dropped or erased.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn report(&self, id: u64, reply: Reply) -> Result<Reported, SordinoError> {
        let reported = match self.engine.report(id, &reply.into()) {
            upload::Reported::Delivered => Reported::Delivered,
            upload::Reported::Kept => Reported::Kept,
            upload::Reported::Dropped => Reported::Dropped,
            upload::Reported::TooLate => Reported::TooLate,
            upload::Reported::Unknown => Reported::Unknown,
        };
        self.lately.reported(id, reported);
        Ok(reported)
    }

    /// The last uploads since the engine was opened, at most 64, oldest first: when, to whom, how much,
    /// and what came of it. It holds nothing of what was in them.
    ///
    /// # Errors
    ///
    /// None.
    pub fn recent_uploads(&self) -> Result<Vec<RecentUpload>, SordinoError> {
        Ok(self.lately.all())
    }

    /// Gives other processes a sign of life for the uploads under way, and cancels those whose purpose another
    /// process turned off or that it may have begun, because this one was stopped for a minute. Call it once
    /// a second while one is under way, before a transport connects, and again before it writes.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn stop_revoked(&self) -> Result<(), SordinoError> {
        self.engine.stop_revoked();
        Ok(())
    }
}

/// The platform's cancel handle behind the engine's.
struct Foreign(Arc<dyn Cancel>);

impl upload::Cancel for Foreign {
    fn cancel(&self) {
        let cancel = Arc::clone(&self.0);
        // The engine waits for the upload's report, not for this; what it threw changes nothing.
        let _ = within(CANCEL_LIMIT, move || cancel.cancel());
    }
}

impl From<upload::Request> for Request {
    fn from(request: upload::Request) -> Self {
        let upload::Request {
            id,
            recipient,
            purpose,
            url,
            headers,
            body,
            records,
        } = request;
        let header = |(name, value)| Header { name, value };
        Self {
            id,
            recipient,
            purpose,
            url,
            headers: headers.into_iter().map(header).collect(),
            body,
            records,
        }
    }
}

impl From<Answer> for upload::Answer {
    fn from(answer: Answer) -> Self {
        let Answer {
            status,
            retry_after,
            rate_limits,
            content_type,
            start,
        } = answer;
        Self {
            status,
            retry_after,
            rate_limits,
            content_type,
            start: start.unwrap_or_default(),
        }
    }
}

impl From<Reply> for upload::Reply {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Answered { answer } => Self::Answered(answer.into()),
            Reply::Failed => Self::Failed,
            Reply::TimedOut => Self::TimedOut,
            Reply::Cancelled => Self::Cancelled,
        }
    }
}
