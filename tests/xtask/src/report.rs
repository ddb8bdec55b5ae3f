//! One line for each step, and the closing line.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use crate::log::{Log, Trouble};

const LINES_OF_A_FAILURE: usize = 300;

/// How many checks of a step held, and what is worth saying about it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) note: String,
}

impl Count {
    /// The sum of two.
    pub(crate) fn and(self, other: Self) -> Self {
        let notes = [self.note, other.note];
        let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            note: notes.join("; "),
        }
    }

    /// A step that is one check.
    pub(crate) fn one(held: bool) -> Self {
        Self {
            passed: u32::from(held),
            failed: u32::from(!held),
            note: String::new(),
        }
    }
}

/// The sum over the steps of a run.
#[derive(Default)]
pub(crate) struct Report {
    passed: u32,
    failed: u32,
}

impl Report {
    /// Runs one step, prints its line and, when something in it failed, what its programs said.
    pub(crate) fn step(
        &mut self,
        name: &str,
        work: impl FnOnce(&mut Log) -> Result<Count, Trouble>,
    ) {
        print!("{name:.<44} ");
        // A step can take minutes: its name is shown before it starts, and stdout may be a pipe.
        io::stdout().flush().ok();
        let started = Instant::now();
        let (count, tail) = match Log::begin(name) {
            Err(error) => (
                failure(format!("cannot begin its log: {error}")),
                String::new(),
            ),
            Ok(mut log) => {
                let count = work(&mut log).unwrap_or_else(|Trouble(text)| failure(text));
                let tail = if count.failed > 0 {
                    log.tail(LINES_OF_A_FAILURE)
                } else {
                    String::new()
                };
                (count, tail)
            }
        };
        let word = if count.failed == 0 { "ok" } else { "FAILED" };
        let Count {
            passed,
            failed,
            note,
        } = count;
        let seconds = started.elapsed().as_secs_f64();
        let note = if note.is_empty() {
            note
        } else {
            format!("; {note}")
        };
        println!("{word} ({passed} passed, {failed} failed, {seconds:.1} s{note})");
        if !tail.is_empty() {
            println!("---- {name}\n{tail}\n----");
        }
        self.passed += passed;
        self.failed += failed;
    }

    /// Prints the closing line. A run in which nothing passed has failed too.
    pub(crate) fn close(self) -> ExitCode {
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 && self.passed > 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn failure(note: String) -> Count {
    Count {
        passed: 0,
        failed: 1,
        note,
    }
}
