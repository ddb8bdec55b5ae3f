//! The words of the command.

use clap::{Parser, Subcommand};

use crate::{check, diff, generate, scrub};

/// Keeps an app's privacy promises, and proves them.
#[derive(Debug, Parser)]
#[command(name = "sordino", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes what the app and its stores need from privacy.toml.
    Generate(generate::GenerateArgs),
    /// Says what in an app's tree contradicts the policy, the stores' rules or the law.
    Check(check::CheckArgs),
    /// Says what changed between two versions of a policy, purpose by purpose.
    Diff(diff::DiffArgs),
    #[cfg(feature = "demo")]
    #[command(flatten)]
    Demo(sordino_demo::Command),
    /// Proves that an export, of the choices or of everything, holds one unbroken chain of choices.
    #[cfg(feature = "verify")]
    Verify {
        /// The export.
        file: std::path::PathBuf,
    },
    /// Reads lines, writes them without personal data.
    Scrub(scrub::ScrubArgs),
    /// Writes what a shell completes the command's words from, to standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Writes a manual page for each command into a folder: `man -l FOLDER/sordino.1`.
    Manual {
        /// The folder; made if it is not there.
        folder: std::path::PathBuf,
    },
}

#[cfg(all(test, feature = "demo", feature = "verify"))]
mod tests;
