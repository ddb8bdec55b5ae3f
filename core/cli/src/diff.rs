//! `sordino diff`: what changed between two versions of a policy, for people.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sordino_policy::{Change, PurposeChanges};

use crate::check::read_before;

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The version before: `policy.json` of a release, or `privacy.toml`.
    before: PathBuf,
    /// The version after.
    after: PathBuf,
    /// How it is written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Markdown.
    Text,
    /// JSON, for an app that shows it.
    Json,
}

/// Writes the changes; an error where two policies share a version.
pub(crate) fn run(args: &DiffArgs) -> Result<(), String> {
    let (before, after) = (read_before(&args.before)?, read_before(&args.after)?);
    if after.is_another_of_one_version(&before) {
        return Err(format!(
            "both say that they are version {}, and they differ: nobody could tell which of them a person saw. Count the \
             version up.",
            after.version
        ));
    }
    let changes = after.changes_since(&before);
    match args.format {
        Format::Text => print!("{}", shown(&changes)),
        Format::Json => {
            let text = serde_json::to_string_pretty(&changes);
            println!("{}", text.map_err(|error| error.to_string())?);
        }
    }
    Ok(())
}

fn shown(changes: &[PurposeChanges]) -> String {
    if changes.is_empty() {
        return "No purpose changed.\n".to_owned();
    }
    let mut text = String::new();
    for one in changes {
        let news = match (one.was, one.is) {
            (false, _) => " (new)",
            (_, false) => " (no longer there)",
            _ => "",
        };
        text.push_str(&format!("## {}{news}\n\n", one.purpose));
        for (aspect, Change { added, removed }) in &one.changes {
            let lines = removed
                .iter()
                .map(|word| format!("- {aspect}: no longer {word}\n"));
            text.extend(lines);
            text.extend(added.iter().map(|word| format!("- {aspect}: {word}\n")));
        }
        text.push('\n');
    }
    text
}
