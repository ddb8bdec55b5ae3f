//! What the programs of one step said, kept in a file and shown when the step fails.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::project;

/// Longer lines, such as a server's whole content, are cut where a failure is shown.
const WIDTH: usize = 400;

/// Why a step failed, in one line that says what to do about it.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// The log of one step.
pub(crate) struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    /// Begins the log of the step `name`; the log of an earlier run is lost.
    pub(crate) fn begin(name: &str) -> io::Result<Self> {
        let folder = project::target().join("xtask");
        fs::create_dir_all(&folder)?;
        let name: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let path = folder.join(format!("{name}.log"));
        let file = File::create(&path)?;
        Ok(Self { path, file })
    }

    /// Runs `command` to its end with both outputs in the log. True when it said success.
    pub(crate) fn run(&mut self, command: &mut Command) -> Result<bool, Trouble> {
        writeln!(self.file, "$ {}", shown(command))?;
        command
            .stdin(Stdio::null())
            .stdout(self.file.try_clone()?)
            .stderr(self.file.try_clone()?)
            .status()
            .map(|status| status.success())
            .map_err(|error| not_started(command, &error))
    }

    /// Runs `command` and gives what it wrote to its standard output, which the log keeps too.
    pub(crate) fn capture(&mut self, command: &mut Command) -> Result<String, Trouble> {
        writeln!(self.file, "$ {}", shown(command))?;
        let output = command
            .stdin(Stdio::null())
            .stderr(self.file.try_clone()?)
            .output()
            .map_err(|error| not_started(command, &error))?;
        self.file.write_all(&output.stdout)?;
        if !output.status.success() {
            return Err(Trouble(format!("{} failed", program(command))));
        }
        String::from_utf8(output.stdout)
            .map_err(|_| Trouble(format!("{} did not write UTF-8", program(command))))
    }

    /// Another handle on the log, for a program that runs on beside us.
    pub(crate) fn output(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Adds one line of our own.
    pub(crate) fn note(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.file, "{line}")
    }

    /// All that was logged so far.
    pub(crate) fn text(&self) -> String {
        fs::read(&self.path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// The last `lines` lines, and where the rest is.
    pub(crate) fn tail(&self, lines: usize) -> String {
        let text = self.text();
        let all: Vec<&str> = text.lines().collect();
        let from = all.len().saturating_sub(lines);
        let short: Vec<String> = all[from..].iter().map(|line| shortened(line)).collect();
        let mut tail = short.join("\n");
        if from > 0 {
            tail = format!(
                "({from} lines before this in {})\n{tail}",
                self.path.display()
            );
        }
        tail
    }
}

fn shortened(line: &str) -> String {
    let mut short: String = line.chars().take(WIDTH).collect();
    if short.len() < line.len() {
        short.push_str(" …");
    }
    short
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn shown(command: &Command) -> String {
    let words = command.get_args().map(|word| word.to_string_lossy());
    std::iter::once(command.get_program().to_string_lossy())
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command, error: &io::Error) -> Trouble {
    Trouble(format!("cannot start `{}`: {error}", program(command)))
}
