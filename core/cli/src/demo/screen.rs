//! What a person sees: colour and progress on a terminal, plain lines in a pipe.

use std::io::{self, IsTerminal, Write};

use super::wrap::wrap;

/// Widest line that is broken on purpose.
const WIDTH: usize = 100;
/// Cells of the progress bar.
const BAR: usize = 32;

/// Where the demo writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    terminal: bool,
    colour: bool,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let terminal = io::stdout().is_terminal();
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            terminal,
            colour: wanted && terminal,
        }
    }

    /// A line of its own.
    pub(crate) fn line(self, text: impl AsRef<str>) {
        // Nobody reads any more: the exit code still says how it went.
        let _ = writeln!(io::stdout().lock(), "{}", text.as_ref());
    }

    /// The name of what begins now.
    pub(crate) fn chapter(self, text: &str) {
        self.line("");
        self.line(self.bold(text));
    }

    /// A name and what there is to say about it, broken into lines.
    pub(crate) fn entry(self, name: &str, text: &str) {
        for (at, part) in wrap(text, WIDTH - 14).into_iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            self.line(format!("  {name:<12}{part}"));
        }
    }

    /// A remark, indented and broken into lines.
    pub(crate) fn remark(self, indent: usize, sign: &str, text: &str) {
        let width = WIDTH - indent - sign.chars().count();
        for (at, part) in wrap(text, width).into_iter().enumerate() {
            let part = self.dim(&part);
            match at {
                0 => self.line(format!("{:indent$}{sign}{part}", "")),
                _ => self.line(format!(
                    "{:indent$}{:2$}{part}",
                    "",
                    "",
                    sign.chars().count()
                )),
            }
        }
    }

    /// Progress that the next line overwrites; nothing in a pipe.
    pub(crate) fn progress(self, at: usize, of: usize, text: &str) {
        if self.terminal {
            let done = at * BAR / of.max(1);
            let bar = format!("{}{}", "█".repeat(done), "░".repeat(BAR - done.min(BAR)));
            let mut out = io::stdout().lock();
            let _ = write!(out, "\r\x1b[2K  {bar} {at} of {of}  {text}").and_then(|()| out.flush());
        }
    }

    /// Ends the progress line.
    pub(crate) fn done(self) {
        if self.terminal {
            let mut out = io::stdout().lock();
            let _ = write!(out, "\r\x1b[2K").and_then(|()| out.flush());
        }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.painted("1", text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.painted("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.painted("31;1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.painted("2", text)
    }

    fn painted(self, code: &str, text: &str) -> String {
        match self.colour {
            true => format!("\x1b[{code}m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}
