//! What a person sees: colour and progress on a terminal, plain lines in a pipe.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use textwrap::{Options, WordSplitter, WrapAlgorithm};

/// Widest line that is broken on purpose.
const WIDTH: usize = 100;

/// Where the demo writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen;

impl Screen {
    /// A line of its own; its colours are taken out where standard output shows none.
    pub(crate) fn line(self, text: impl AsRef<str>) {
        // Nobody reads any more: the exit code still says how it went.
        let _ = writeln!(anstream::stdout().lock(), "{}", text.as_ref());
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
        let hanging = sign.chars().count();
        for (at, part) in wrap(text, WIDTH - indent - hanging).iter().enumerate() {
            let part = self.dim(part);
            match at {
                0 => self.line(format!("{:indent$}{sign}{part}", "")),
                _ => self.line(format!("{:indent$}{:hanging$}{part}", "", "")),
            }
        }
    }

    /// A progress bar of `steps` steps on standard error; none in a pipe. The caller clears it.
    pub(crate) fn progress(self, steps: usize) -> ProgressBar {
        let bar = ProgressBar::new(steps as u64);
        if let Ok(style) = ProgressStyle::with_template("  {bar:32} {pos} of {len}  {wide_msg}") {
            bar.set_style(style);
        }
        bar
    }

    pub(crate) fn bold(self, text: &str) -> String {
        painted(Style::new().bold(), text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        painted(AnsiColor::Green.on_default(), text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        painted(AnsiColor::Red.on_default().bold(), text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        painted(Style::new().dimmed(), text)
    }
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Breaks a text at its spaces, and a word longer than a line where the line ends.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options).into_iter();
    lines.map(std::borrow::Cow::into_owned).collect()
}
