//! One round: a fresh folder, a few processes over it, some hundred random doings, and the oracle's word.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::books::{Books, Word};
use crate::chance::Chance;
use crate::counts::Counts;
use crate::damage::damage;
use crate::options::Options;
use crate::place::{Place, now};
use crate::process::{Heard, Process};
use crate::server::{Arrival, Server};
use crate::sort::Sort;

/// Purposes of the attacked app, each with an event; a crash has none.
pub(crate) const PURPOSES: [&str; 4] = ["usage", "stability", "early", "crashes"];
/// Answers that take longer than this hang.
const PATIENCE: Duration = Duration::from_secs(40);
const HOUR: i64 = 3_600_000;

/// One round under way.
pub(crate) struct Round<'a> {
    pub(crate) options: &'a Options,
    pub(crate) place: Place,
    pub(crate) server: Arc<Server>,
    pub(crate) port: u16,
    pub(crate) sort: Sort,
    pub(crate) chance: Chance,
    pub(crate) books: Books,
    pub(crate) counts: &'a mut Counts,
    pub(crate) processes: Vec<Process>,
    pub(crate) arrivals: Vec<Arrival>,
    pub(crate) broken: Vec<String>,
    /// Kills and stops come so often, in percent of the steps.
    fury: u64,
    step: u64,
    next_record: u64,
    full_until: Option<u64>,
    hear: Receiver<(usize, Heard)>,
    heard: Sender<(usize, Heard)>,
}

impl<'a> Round<'a> {
    pub(crate) fn new(
        options: &'a Options,
        (server, port): (Arc<Server>, u16),
        seed: u64,
        counts: &'a mut Counts,
    ) -> io::Result<Self> {
        let mut chance = Chance::from(seed);
        let drawn = match chance.below(10) {
            0 | 1 if options.makes("damage") => Sort::Damage,
            2 if options.makes("jump") => Sort::Jump,
            3 if options.makes("bounds") => Sort::Bounds,
            _ => Sort::Plain,
        };
        let sort = options.sort.unwrap_or(drawn);
        let (heard, hear) = channel();
        let fury = 1 + chance.below(6);
        Ok(Self {
            options,
            place: Place::fresh(&options.folder.join(format!("{seed}")))?,
            server,
            port,
            sort,
            chance,
            books: Books::default(),
            counts,
            processes: Vec::new(),
            arrivals: Vec::new(),
            broken: Vec::new(),
            fury,
            step: 0,
            next_record: 1,
            full_until: None,
            hear,
            heard,
        })
    }

    /// Plays `steps` doings, and lets what is under way come to its end.
    pub(crate) fn play(&mut self, steps: u64) -> io::Result<()> {
        self.server.kind.store(false, Ordering::SeqCst);
        self.start()?;
        for purpose in PURPOSES {
            if self.chance.is(75) {
                self.tell(0, Word::On(purpose), &format!("on {purpose}"));
            }
        }
        for step in 0..steps {
            self.step = step;
            self.keep_alive()?;
            self.listen();
            self.end_disturbances()?;
            self.disturb()?;
            self.ask_something();
            if self.chance.is(30) {
                thread::sleep(Duration::from_micros(self.chance.below(4000)));
            }
        }
        self.place.set_full(false)?;
        self.wake(u64::MAX);
        self.settle();
        for process in &mut self.processes {
            process.kill();
        }
        Ok(())
    }

    /// Two or three processes run.
    fn keep_alive(&mut self) -> io::Result<()> {
        let alive = self.processes.iter().filter(|one| !one.is_gone).count() as u64;
        if alive < 2 || alive < 3 && self.chance.is(2) {
            self.start()?;
        }
        Ok(())
    }

    pub(crate) fn start(&mut self) -> io::Result<usize> {
        let name = self.processes.len();
        let bounds = format!("{:?}", self.sort);
        let process = Process::start(&self.place, self.port, &bounds, name, &self.heard)?;
        self.processes.push(process);
        Ok(name)
    }

    /// Takes in what was answered so far.
    pub(crate) fn listen(&mut self) {
        while let Ok((name, heard)) = self.hear.try_recv() {
            self.take_in(name, heard);
        }
        let arrived = self.server.take();
        for one in &arrived {
            self.say(&format!("{} got {:?}", one.recipient, one.numbers));
        }
        self.arrivals.extend(arrived);
    }

    fn take_in(&mut self, name: usize, heard: Heard) {
        match heard {
            Heard::Line(line) => {
                let mut words = line.splitn(3, ' ');
                let number = words.next().and_then(|word| word.parse::<usize>().ok());
                let time = words.next().and_then(|word| word.parse::<u64>().ok());
                let (Some(number), Some(time)) = (number, time) else {
                    return;
                };
                let answer = words.next().unwrap_or("");
                if answer.contains("Broken") {
                    self.broken
                        .push(format!("process {name} is broken inside: {answer}"));
                }
                if let Some(command) = number.checked_sub(1) {
                    self.books.answer(command, time, answer);
                }
                self.processes[name]
                    .under_way
                    .retain(|other| *other != number);
            }
            Heard::Complaint(text) => {
                let first: String = text.chars().take(600).collect();
                self.broken
                    .push(format!("process {name} complained: {first}"));
            }
            Heard::End if !self.processes[name].is_gone => {
                self.broken.push(format!("process {name} ended by itself"));
                self.processes[name].kill();
            }
            Heard::End => {}
        }
    }

    /// Waits until every living process answered everything.
    pub(crate) fn settle(&mut self) {
        let until = Instant::now() + PATIENCE;
        loop {
            self.listen();
            let hangs = |one: &Process| !one.is_gone && !one.under_way.is_empty();
            let Some(name) = self.processes.iter().position(hangs) else {
                return;
            };
            if Instant::now() >= until {
                let numbers = self.processes[name].under_way.iter();
                let commands =
                    numbers.filter_map(|number| self.books.said.get(number.checked_sub(1)?));
                let commands: Vec<_> = commands.map(|said| said.command.clone()).collect();
                self.broken.push(format!(
                    "process {name} does not answer {}",
                    commands.join(", ")
                ));
                return;
            }
            if let Ok((name, heard)) = self.hear.recv_timeout(Duration::from_millis(20)) {
                self.take_in(name, heard);
            }
        }
    }

    fn end_disturbances(&mut self) -> io::Result<()> {
        if self.full_until.is_some_and(|until| until <= self.step) {
            self.place.set_full(false)?;
            self.full_until = None;
        }
        self.wake(self.step);
        Ok(())
    }

    /// Lets each process go on that was stopped until `step` or before.
    fn wake(&mut self, step: u64) {
        for (at, process) in self.processes.iter_mut().enumerate() {
            if process.stopped_until.is_some_and(|until| until <= step) {
                self.books.goes_on(at, now());
                process.signal("-CONT");
                process.stopped_until = None;
            }
        }
    }

    fn disturb(&mut self) -> io::Result<()> {
        let runs = |one: &&mut Process| !one.is_gone && one.stopped_until.is_none();
        if self.options.makes("kill") && self.chance.is(2 * self.fury) {
            let at = self.chance.below(self.processes.len() as u64) as usize;
            if !self.processes[at].is_gone {
                self.processes[at].kill();
                self.counts.kills += 1;
            }
        }
        if self.options.makes("stop") && self.chance.is(self.fury) {
            let (length, long) = (1 + self.chance.below(40), self.chance.is(10));
            let at = self.chance.below(4) as usize;
            let mut running = self.processes.iter_mut().filter(runs);
            if let Some(process) = running.nth(at % 2) {
                process.signal("-STOP");
                process.stopped_until = Some(self.step + length);
                self.counts.stops += 1;
                if long {
                    // Longer than anybody waits for a lock.
                    thread::sleep(Duration::from_millis(2300));
                }
            }
        }
        if self.options.makes("full") && self.full_until.is_none() && self.chance.is(2) {
            self.place.set_full(true)?;
            self.full_until = Some(self.step + 1 + self.chance.below(40));
            self.counts.full_disks += 1;
        }
        if self.options.makes("clock") && self.chance.is(2) {
            let far = if self.sort == Sort::Jump { 400 * 24 } else { 8 };
            let hours = self.chance.below(2 * far + 1) as i64 - far as i64;
            self.place.set_clock(hours * HOUR)?;
            self.counts.clocks += 1;
        }
        if self.sort == Sort::Damage
            && self.chance.is(4)
            && let Ok(Some(done)) = damage(&self.place, &mut self.chance)
        {
            self.say(&format!("damage: {done}"));
            self.books.vault_damaged |= done.starts_with("vault ");
            self.counts.damages += 1;
        }
        Ok(())
    }

    fn ask_something(&mut self) {
        let at = self.chance.below(self.processes.len() as u64) as usize;
        let process = &self.processes[at];
        if process.is_gone || process.under_way.len() >= 3 {
            return;
        }
        let purpose = *self.chance.one_of(&PURPOSES);
        let (word, command) = match self.chance.below(100) {
            0..52 => self.offer(purpose),
            52..66 => (Word::Other, "upload".to_owned()),
            66..75 => (Word::On(purpose), format!("on {purpose}")),
            75..79 => (Word::Off(purpose), format!("off {purpose}")),
            79 => (Word::Off(purpose), format!("refuse {purpose}")),
            80..82 if self.options.makes("limit") => {
                let allows = self.chance.is(75);
                (
                    Word::Limit(purpose, allows),
                    format!("limit {purpose} {allows}"),
                )
            }
            82..88 => (Word::Other, "complete".to_owned()),
            88..90 => (Word::Other, "tidy".to_owned()),
            90..92 => (Word::Other, "refresh".to_owned()),
            92..94 => (Word::Other, "sign-in".to_owned()),
            94..96 => (Word::Other, "sign-out".to_owned()),
            96..98 if self.sort == Sort::Jump => (Word::Other, "expire".to_owned()),
            98 if self.options.makes("erase") => (Word::Erase, "erase".to_owned()),
            _ => (Word::Other, format!("status {purpose}")),
        };
        self.tell(at, word, &command);
    }

    fn offer(&mut self, purpose: &'static str) -> (Word, String) {
        let number = self.next_record;
        self.next_record += 1;
        let padding = if self.sort == Sort::Bounds {
            3000
        } else {
            self.chance.below(60)
        };
        let command = match purpose {
            "usage" => format!("record alert_opened {number} {padding}"),
            "stability" => format!("record connection_lost {number} {padding}"),
            "early" => format!("record first_seen {number} {padding}"),
            _ => format!("crash {number}"),
        };
        (Word::Offer { number, purpose }, command)
    }

    /// Hands a command to a process; its place in the books.
    pub(crate) fn tell(&mut self, process: usize, word: Word, command: &str) -> usize {
        let place = self.books.ask(process, word, command, now());
        self.say(&format!("{process}: {command}"));
        // Number 0 is the process's own greeting.
        self.processes[process].tell(place + 1, command);
        place
    }

    fn say(&self, text: &str) {
        if self.options.loud {
            println!("  step {:>4}  {text}", self.step);
        }
    }
}
