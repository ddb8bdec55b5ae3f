//! What was asked, when, and what was answered: what the oracle judges by.

use std::collections::BTreeMap;

/// What a command means for the promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    /// This record was offered.
    Offer { number: u64, purpose: &'static str },
    /// A purpose was turned on.
    On(&'static str),
    /// The person said no to it.
    Off(&'static str),
    /// The system's switch for it.
    Limit(&'static str, bool),
    /// Everything was erased.
    Erase,
    /// It changes no promise.
    Other,
}

/// A command and its answer.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) word: Word,
    pub(crate) command: String,
    pub(crate) process: usize,
    pub(crate) asked: u64,
    /// When the engine's call had returned, and what it said. None: it was killed, or hangs.
    pub(crate) answer: Option<(u64, String)>,
}

impl Said {
    /// When it can have had its effect at the latest.
    pub(crate) fn until(&self) -> u64 {
        self.answer.as_ref().map_or(u64::MAX, |(time, _)| *time)
    }

    /// When a closing of `purpose` was acknowledged, if this is one that was.
    pub(crate) fn closed(&self, purpose: &str) -> Option<u64> {
        let closes = match &self.word {
            Word::Off(of) | Word::Limit(of, false) => *of == purpose,
            _ => false,
        };
        let (time, answer) = self.answer.as_ref()?;
        (closes && answer.starts_with("receipts")).then_some(*time)
    }

    /// Whether it may have destroyed what was accepted for `purpose`.
    pub(crate) fn may_destroy(&self, purpose: &str) -> bool {
        match &self.word {
            Word::Off(of) | Word::Limit(of, false) => *of == purpose,
            Word::Erase => true,
            _ => false,
        }
    }

    fn opens_again(&self, closing: &Word, vault_damaged: bool) -> bool {
        match (closing, &self.word) {
            (Word::Limit(of, false), Word::On(on)) if vault_damaged => of == on,
            (Word::Off(of), Word::On(on)) => of == on,
            (Word::Limit(of, false), Word::Limit(on, true)) => of == on,
            // Forgetting is judged apart: an erasure keeps a no.
            _ => false,
        }
    }
}

/// Everything that was said in one round, in the order of asking.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) said: Vec<Said>,
    /// The vault was damaged, where every no stands: a limit may be lost until the system tells it again, and a later
    /// yes opens then. With the ledger alone no limit goes.
    pub(crate) vault_damaged: bool,
    /// Processes that were stopped, and when they went on.
    went_on: Vec<(usize, u64)>,
}

impl Books {
    /// Notes a command; its number.
    pub(crate) fn ask(&mut self, process: usize, word: Word, command: &str, asked: u64) -> usize {
        self.said.push(Said {
            word,
            command: command.to_owned(),
            process,
            asked,
            answer: None,
        });
        self.said.len() - 1
    }

    /// Notes an answer.
    pub(crate) fn answer(&mut self, number: usize, time: u64, answer: &str) {
        if let Some(said) = self.said.get_mut(number) {
            said.answer = Some((time, answer.to_owned()));
        }
    }

    /// Notes that a process which was stopped goes on.
    pub(crate) fn goes_on(&mut self, process: usize, time: u64) {
        self.went_on.push((process, time));
    }

    /// Returns when a process went on the last time before `time`; `None` if it never was stopped.
    pub(crate) fn went_on(&self, process: usize, time: u64) -> Option<u64> {
        let times = self.went_on.iter().filter(|(one, _)| *one == process);
        times.map(|(_, on)| *on).filter(|on| *on < time).max()
    }

    /// Returns the closing of `purpose` that was acknowledged before `from`, and that nothing can have
    /// taken back by `until`.
    pub(crate) fn closing(&self, purpose: &str, from: u64, until: u64) -> Option<&Said> {
        self.said.iter().find(|said| {
            let before = said.closed(purpose).is_some_and(|time| time < from);
            before && !self.taken_back(said, until)
        })
    }

    fn taken_back(&self, closing: &Said, until: u64) -> bool {
        self.said.iter().any(|other| {
            other.opens_again(&closing.word, self.vault_damaged)
                && other.until() > closing.asked
                && other.asked < until
        })
    }

    /// Returns every record that was offered, by its number.
    pub(crate) fn offers(&self) -> BTreeMap<u64, (&'static str, &Said)> {
        let offers = self.said.iter().filter_map(|said| match &said.word {
            Word::Offer { number, purpose } => Some((*number, (*purpose, said))),
            _ => None,
        });
        offers.collect()
    }
}
