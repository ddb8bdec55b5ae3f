//! The `sordino` command.

mod check;
mod command;
mod diff;
mod generate;
mod manual;
mod scrub;
#[cfg(feature = "verify")]
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use command::{Cli, Command};

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
