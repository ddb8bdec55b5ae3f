//! What a run did, for its last line.

use crate::books::{Books, Word};
use crate::server::Arrival;

/// Counted over all rounds.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) rounds: u64,
    pub(crate) kills: u64,
    pub(crate) stops: u64,
    pub(crate) full_disks: u64,
    pub(crate) clocks: u64,
    pub(crate) damages: u64,
    pub(crate) most_bytes: u64,
    accepted: u64,
    offs: u64,
    requests: u64,
}

impl Counts {
    /// Adds what one round's books hold.
    pub(crate) fn add(&mut self, books: &Books, arrivals: &[Arrival]) {
        self.rounds += 1;
        self.requests += arrivals.len() as u64;
        for said in &books.said {
            let answer = said.answer.as_ref().map_or("", |(_, answer)| answer);
            match said.word {
                Word::Offer { .. } => self.accepted += u64::from(answer.contains("Accepted")),
                Word::Off(_) => self.offs += u64::from(answer.starts_with("receipts")),
                _ => {}
            }
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} rounds: {} kills, {} stops, {} full disks, {} clocks moved, {} files damaged; \
             {} records accepted, {} offs acknowledged, {} requests; {} bytes at most under small bounds",
            self.rounds,
            self.kills,
            self.stops,
            self.full_disks,
            self.clocks,
            self.damages,
            self.accepted,
            self.offs,
            self.requests,
            self.most_bytes,
        )
    }
}
