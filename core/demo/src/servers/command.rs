//! `sordino servers`.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::running::Servers;

/// Runs the servers until standard input closes.
pub(crate) fn run(keep: Option<PathBuf>) -> io::Result<()> {
    let servers = Servers::start(keep)?;
    let addresses = json!({
        "segment": servers.segment_url(),
        "sentry": servers.sentry_url(),
        "otlp": servers.otlp_url(),
    });
    let mut out = io::stdout().lock();
    writeln!(out, "{addresses}")?;
    out.flush()?;
    io::copy(&mut io::stdin().lock(), &mut io::sink())?;
    drop(servers);
    Ok(())
}
