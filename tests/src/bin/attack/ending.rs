//! The end of a round: one undisturbed process says how things stand and sends what waits.

use std::fmt::Write;
use std::sync::atomic::Ordering;
use std::{fs, io};

use crate::books::Word;
use crate::damage::outside_is_whole;
use crate::oracle::{Excuses, Standing, judge};
use crate::place::{all_files, now};
use crate::round::{PURPOSES, Round};
use crate::sort::Sort;

/// Most requests that emptying the queue may take.
const REQUESTS: usize = 400;
/// Most bytes of everything, where each recipient may keep 200 kB: what three recipients keep under
/// four purposes, a segment over the bound for each, and the files of choices and keys.
const MOST_BYTES: u64 = 3_500_000;

impl Round<'_> {
    /// Ends the round; one line for each promise that was broken.
    pub(crate) fn end(mut self) -> io::Result<Vec<String>> {
        self.place.set_full(false)?;
        if self.sort != Sort::Jump {
            self.place.set_clock(0)?;
        }
        self.server.kind.store(true, Ordering::SeqCst);
        self.listen();
        let last = self.start()?;
        self.ask(last, "ready");
        self.ask(last, "tidy");
        let bytes = self.place.bytes();
        self.counts.most_bytes = self
            .counts
            .most_bytes
            .max(bytes * u64::from(self.sort == Sort::Bounds));
        if self.sort == Sort::Bounds && bytes > MOST_BYTES {
            self.broken.push(format!(
                "{bytes} bytes lie in the folder, over the bound of {MOST_BYTES}"
            ));
        }
        let standings: Vec<Standing> = PURPOSES
            .iter()
            .map(|purpose| Standing {
                purpose,
                told: self.ask(last, &format!("status {purpose}")),
            })
            .collect();
        for purpose in PURPOSES {
            // Whoever said no is not asked again by a record that slips in.
            let (word, command) = self.probe(purpose);
            self.tell(last, word, &command);
            self.settle();
        }
        self.empty(last)?;
        self.settle();
        self.listen();
        self.processes.clear();
        if !outside_is_whole(&self.place) {
            self.broken
                .push("a file outside the folder was changed".to_owned());
        }
        let excuses = Excuses {
            loss: self.sort != Sort::Plain,
            unknown: self.books.vault_damaged,
        };
        self.broken
            .extend(judge(&self.books, &self.arrivals, &standings, excuses));
        self.counts.add(&self.books, &self.arrivals);
        if !self.broken.is_empty() {
            fs::write(self.place.root().join("told"), self.told())?;
        }
        Ok(std::mem::take(&mut self.broken))
    }

    /// Returns everything that was asked, answered and sent, in order of time, in milliseconds.
    fn told(&self) -> String {
        let begun = self.books.said.first().map_or(0, |said| said.asked);
        let after = |time: u64| time.saturating_sub(begun) as f64 / 1e6;
        let mut lines = Vec::new();
        for (number, said) in self.books.said.iter().enumerate() {
            lines.push((
                said.asked,
                format!("{number}: process {}: {}", said.process, said.command),
            ));
            if let Some((time, answer)) = &said.answer {
                lines.push((*time, format!("{number}: {answer}")));
            }
        }
        for one in &self.arrivals {
            let (recipient, numbers) = (&one.recipient, &one.numbers);
            let begun = after(one.before);
            lines.push((
                one.arrived,
                format!("{recipient} got {numbers:?}, begun at {begun:.3}"),
            ));
        }
        lines.sort();
        lines.iter().fold(String::new(), |mut text, (time, line)| {
            let _ = writeln!(text, "{:>12.3}  {line}", after(*time));
            text
        })
    }

    fn probe(&mut self, purpose: &'static str) -> (Word, String) {
        let number =
            1_000_000 + PURPOSES.iter().position(|one| *one == purpose).unwrap_or(0) as u64;
        let command = match purpose {
            "usage" => format!("record alert_opened {number} 1"),
            "stability" => format!("record connection_lost {number} 1"),
            "early" => format!("record first_seen {number} 1"),
            _ => format!("crash {number}"),
        };
        (Word::Offer { number, purpose }, command)
    }

    /// Uploads until nothing waits; pauses, and the signs of life of those who died, are passed over by both clocks.
    fn empty(&mut self, last: usize) -> io::Result<()> {
        let mut ahead = self.place.clock();
        for _ in 0..REQUESTS {
            let answer = self.ask(last, "upload");
            match answer.strip_prefix("wait ") {
                Some(wait) => {
                    let wait = wait.parse::<i64>().unwrap_or(0) + 1000;
                    ahead += wait;
                    self.place.set_clock(ahead)?;
                    self.place.pass(wait)?;
                }
                None if answer == "idle" => return Ok(()),
                None => {}
            }
        }
        if self.sort == Sort::Plain {
            self.broken
                .push(format!("{REQUESTS} requests did not empty the queue"));
        }
        Ok(())
    }

    /// Asks the last process and waits for its answer.
    fn ask(&mut self, last: usize, command: &str) -> String {
        let place = self.tell(last, Word::Other, command);
        self.settle();
        let answer = self
            .books
            .said
            .get(place)
            .and_then(|said| said.answer.clone());
        answer.map_or_else(|| format!("no answer at {}", now()), |(_, answer)| answer)
    }

    /// Returns how many files the folder holds.
    pub(crate) fn files(&self) -> usize {
        all_files(&self.place.files()).len()
    }
}
