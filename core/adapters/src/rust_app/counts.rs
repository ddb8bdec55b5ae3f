//! What became of the items that the client handed over.

use std::sync::atomic::{AtomicU64, Ordering};

/// What the client handed over since the transport was made, by what became of it.
///
/// Whether the gate then let a report through is counted by the engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Errors and panics that were offered to the engine as crash reports.
    pub reports: u64,
    /// Whole envelopes dropped unread, because they came from inside the engine.
    pub inside: u64,
    /// Events dropped as they are no errors: messages of a low level, or nothing at all.
    pub messages: u64,
    /// Events dropped as their texts are longer than any crash report may be.
    pub oversized: u64,
    /// Session updates and aggregates dropped.
    pub sessions: u64,
    /// Transactions dropped.
    pub transactions: u64,
    /// Attachments dropped.
    pub attachments: u64,
    /// Monitor check-ins dropped.
    pub check_ins: u64,
    /// Single logs dropped.
    pub logs: u64,
    /// Single metrics dropped.
    pub metrics: u64,
    /// Client reports dropped.
    pub client_reports: u64,
    /// Anything else dropped, raw envelopes included.
    pub others: u64,
}

/// The same, counted by any thread and without a lock.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) reports: AtomicU64,
    pub(super) inside: AtomicU64,
    pub(super) messages: AtomicU64,
    pub(super) oversized: AtomicU64,
    pub(super) sessions: AtomicU64,
    pub(super) transactions: AtomicU64,
    pub(super) attachments: AtomicU64,
    pub(super) check_ins: AtomicU64,
    pub(super) logs: AtomicU64,
    pub(super) metrics: AtomicU64,
    pub(super) client_reports: AtomicU64,
    pub(super) others: AtomicU64,
}

pub(super) fn add(count: &AtomicU64, more: usize) {
    count.fetch_add(more as u64, Ordering::Relaxed);
}

impl Counts {
    pub(super) fn now(&self) -> HandedOver {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        HandedOver {
            reports: read(&self.reports),
            inside: read(&self.inside),
            messages: read(&self.messages),
            oversized: read(&self.oversized),
            sessions: read(&self.sessions),
            transactions: read(&self.transactions),
            attachments: read(&self.attachments),
            check_ins: read(&self.check_ins),
            logs: read(&self.logs),
            metrics: read(&self.metrics),
            client_reports: read(&self.client_reports),
            others: read(&self.others),
        }
    }
}
