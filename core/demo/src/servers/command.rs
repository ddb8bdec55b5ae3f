//! `sordino servers`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::running::Servers;

/// How `sordino servers` runs.
#[derive(Debug, Args)]
pub struct ServersArgs {
    /// Writes every request that arrives into this folder.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Prints what arrives, readable, as it arrives.
    #[arg(long)]
    watch: bool,
    /// Listens at this port for Segment, and at the next ones for Sentry, OTLP and requests for deletion; without it, at four that are free.
    #[arg(long)]
    port: Option<u16>,
}

/// Runs the servers until standard input closes.
pub(crate) fn run(args: &ServersArgs) -> io::Result<()> {
    let servers = Servers::start_at(args.port, args.keep.clone(), args.watch)?;
    let addresses = json!({
        "segment": servers.segment_url(),
        "sentry": servers.sentry_url(),
        "otlp": servers.otlp_url(),
        "rights": servers.rights_url(),
    });
    // The lock goes with this line: what arrives is printed by another thread.
    io::stdout().write_all(format!("{addresses}\n").as_bytes())?;
    io::stdout().flush()?;
    io::copy(&mut io::stdin().lock(), &mut io::sink())?;
    drop(servers);
    Ok(())
}
