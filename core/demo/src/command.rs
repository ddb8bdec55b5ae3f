//! The commands that the demo adds to `sordino`.

use clap::Subcommand;

use crate::scenes::{self, ChildArgs, DemoArgs, SendArgs};
use crate::servers::{self, ServersArgs};

/// The commands that the demo adds to `sordino`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Plays a day of a real app through the whole path and shows the seven promises.
    Demo(DemoArgs),
    /// Plays Segment and Sentry on this machine until standard input closes.
    Servers(ServersArgs),
    /// The demo's player as a process of its own.
    #[command(hide = true)]
    DemoPlayer(ChildArgs),
    /// Sends crash reports of the day to a Sentry-compatible server.
    #[command(hide = true)]
    SendCrash(SendArgs),
}

impl Command {
    /// Runs the command. Returns `false` if a promise was broken.
    ///
    /// # Errors
    ///
    /// One line for the person who started the command: what could not be done, where, and why.
    pub fn run(&self) -> Result<bool, String> {
        match self {
            Self::Demo(args) => return scenes::run(args),
            Self::Servers(args) => servers::run(args).map_err(|error| error.to_string())?,
            Self::DemoPlayer(args) => scenes::play(args)?,
            Self::SendCrash(args) => scenes::send_crashes(args)?,
        }
        Ok(true)
    }
}
