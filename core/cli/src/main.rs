//! The `sordino` command.

mod check;
mod demo;
mod generate;
mod scrub;
mod servers;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps an app's privacy promises, and proves them.
#[derive(Debug, Parser)]
#[command(name = "sordino", version, about)]
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
    /// Plays a day of a real app through the whole path and shows the seven promises.
    Demo(demo::DemoArgs),
    /// Plays Segment and Sentry on this machine until standard input closes.
    Servers {
        /// Writes every request that arrives into this folder.
        #[arg(long)]
        keep: Option<PathBuf>,
    },
    /// Proves that an exported ledger is one unbroken chain.
    Verify {
        /// The export.
        file: PathBuf,
    },
    /// Reads lines, writes them without personal data.
    Scrub {
        /// Takes every line as text, JSON or not.
        #[arg(long)]
        plain: bool,
        /// Writes what was found instead of the text.
        #[arg(long)]
        spans: bool,
    },
    #[command(hide = true)]
    DemoPlayer(demo::ChildArgs),
    #[command(hide = true)]
    SendCrash(demo::SendArgs),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Generate(args) => {
            // It has said by itself what was wrong and where.
            return ended(generate::run(&args).is_ok());
        }
        Command::Check(args) => return check::run(&args),
        Command::Demo(args) => match demo::run(&args) {
            Ok(held) => return ended(held),
            Err(error) => Err(error),
        },
        Command::Servers { keep } => servers::run(keep).map_err(|error| error.to_string()),
        Command::Verify { file } => verify::run(&file),
        Command::Scrub { plain, spans } => {
            scrub::run(plain, spans).map_err(|error| error.to_string())
        }
        Command::DemoPlayer(args) => demo::play(&args),
        Command::SendCrash(args) => demo::send_crashes(&args),
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
