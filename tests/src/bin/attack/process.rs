//! A process under attack, as the parent holds it: commands go in, what is heard comes to one channel.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use crate::place::Place;

/// What is heard of a process.
pub(crate) enum Heard {
    /// A line of its output.
    Line(String),
    /// What it wrote to standard error, once that is closed.
    Complaint(String),
    /// Its output ended.
    End,
}

/// One process.
pub(crate) struct Process {
    child: Child,
    input: ChildStdin,
    /// Commands that are not answered.
    pub(crate) under_way: Vec<usize>,
    /// Stopped until this step of the round.
    pub(crate) stopped_until: Option<u64>,
    pub(crate) is_gone: bool,
}

impl Process {
    /// Starts one over `place`; `name` stands beside what is heard of it.
    pub(crate) fn start(
        place: &Place,
        port: u16,
        bounds: &str,
        name: usize,
        heard: &Sender<(usize, Heard)>,
    ) -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("app")
            .arg(place.root())
            .args([&port.to_string(), bounds])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let missing = || io::Error::other("it is piped");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let mut errors = child.stderr.take().ok_or_else(missing)?;
        let (lines, complaints) = (heard.clone(), heard.clone());
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = lines.send((name, Heard::Line(line)));
            }
            let _ = lines.send((name, Heard::End));
        });
        thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            if !text.is_empty() {
                let _ = complaints.send((name, Heard::Complaint(text)));
            }
        });
        Ok(Self {
            child,
            input,
            under_way: Vec::new(),
            stopped_until: None,
            is_gone: false,
        })
    }

    /// Hands it a command; a process that is gone hears nothing.
    pub(crate) fn tell(&mut self, number: usize, command: &str) {
        self.under_way.push(number);
        let _ = writeln!(self.input, "{number} {command}");
    }

    /// Stops or continues it at whatever instruction it is.
    pub(crate) fn signal(&self, name: &str) {
        let told = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .stderr(Stdio::null())
            .status();
        drop(told);
    }

    /// Kills it at whatever instruction it is.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.is_gone = true;
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
