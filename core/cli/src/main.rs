//! The `sordino` command.

mod check;
mod diff;
mod generate;
mod manual;
mod scrub;
#[cfg(feature = "verify")]
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Keeps an app's privacy promises, and proves them.
#[derive(Debug, Parser)]
#[command(name = "sordino", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
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

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Generate(args) => {
            // It has said by itself what was wrong and where.
            return ended(generate::run(&args).is_ok());
        }
        Command::Check(args) => return check::run(&args),
        Command::Diff(args) => diff::run(&args),
        #[cfg(feature = "demo")]
        Command::Demo(command) => match command.run() {
            Ok(held) => return ended(held),
            Err(error) => Err(error),
        },
        #[cfg(feature = "verify")]
        Command::Verify { file } => verify::run(&file),
        Command::Scrub(args) => scrub::run(&args),
        Command::Completions { shell } => {
            manual::completions(Cli::command(), shell);
            Ok(())
        }
        Command::Manual { folder } => manual::write(Cli::command(), &folder),
    };
    if let Err(error) = &done {
        eprintln!("sordino: {error}");
    }
    ended(done.is_ok())
}

fn ended(well: bool) -> ExitCode {
    if well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
