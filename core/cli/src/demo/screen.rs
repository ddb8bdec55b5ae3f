//! What a person sees: colour and progress on a terminal, plain lines in a pipe.

use std::io::{self, IsTerminal, Write};

/// Where the demo writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    colour: bool,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            colour: wanted && io::stdout().is_terminal(),
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

    /// Progress that the next line overwrites; nothing in a pipe.
    pub(crate) fn progress(self, text: &str) {
        if self.colour {
            let mut out = io::stdout().lock();
            let _ = write!(out, "\r\x1b[2K  {text}").and_then(|()| out.flush());
        }
    }

    /// Ends the progress line.
    pub(crate) fn done(self) {
        if self.colour {
            let _ = write!(io::stdout().lock(), "\r\x1b[2K");
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
