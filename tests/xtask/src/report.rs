//! One line for each step, and the closing line.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use crate::log::{Log, Trouble};

const LINES_OF_A_FAILURE: usize = 300;

/// How the programs of a step begin or end the line that names a failed test, or a promise that an attack broke.
const BEGINNINGS: [&str; 7] = [
    "[ERROR] file:",
    "[ERROR]   ",
    "[ERROR] dev.",
    "✘ ",
    "FAILED ",
    "VIOLATION ",
    "error: ",
];
const END: &str = " FAILED";
const MOST_NAMES: usize = 20;

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
    /// Which tests of which step failed: told again at the end, since the middle of a long output is easily cut.
    names: Vec<String>,
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
                    self.names.extend(failed_in(name, &count.note, &log.text()));
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
        for name in &self.names {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 && self.passed > 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// The lines of a step's log that name what failed; its note where no line does.
fn failed_in(step: &str, note: &str, text: &str) -> Vec<String> {
    let names = text.lines().map(str::trim_end).filter(|line| {
        BEGINNINGS.iter().any(|begin| line.starts_with(begin)) || line.ends_with(END)
    });
    let mut names: Vec<String> = names.map(|line| format!("{step}: {line}")).collect();
    names.dedup();
    if names.is_empty() {
        names.push(format!("{step}: {note}"));
    }
    names.truncate(MOST_NAMES);
    names
}

fn failure(note: String) -> Count {
    Count {
        passed: 0,
        failed: 1,
        note,
    }
}

#[cfg(test)]
mod tests {
    use super::failed_in;

    #[test]
    fn every_broken_promise_of_an_attack_is_named() {
        let log = "attacks: kill; first seed 1\n\
            VIOLATION seed 7 (Plain, 3 files in /tmp/7): record 4 was accepted and never reached sentry\n\
            VIOLATION seed 9 (Jump, 2 files in /tmp/9): usage is open\n2 rounds; 2 violations\n";
        let names = failed_in("attack", "2 rounds; 2 violations", log);
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(
            names[0].starts_with("attack: VIOLATION seed 7"),
            "{names:?}"
        );
        assert!(names[1].ends_with("usage is open"), "{names:?}");
    }

    #[test]
    fn failed_tests_of_every_language_are_named_at_the_end() {
        let log = "test a ... ok\ntest b ... FAILED\n\
            ✔ Test \"c\" passed\n✘ Test \"d\" recorded an issue\n\
            [ERROR]   BadInputTest.e:155 expected\n[ERROR] Failures: \n";
        let names = failed_in("step", "", log);
        assert_eq!(
            names,
            [
                "step: test b ... FAILED",
                "step: ✘ Test \"d\" recorded an issue",
                "step: [ERROR]   BadInputTest.e:155 expected"
            ]
        );
        assert_eq!(
            failed_in("step", "ran no test", "ok"),
            ["step: ran no test"]
        );
    }
}
