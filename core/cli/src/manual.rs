//! `sordino completions` and `sordino manual`: what shells and `man` know of the command, made from its own arguments.

use std::path::Path;
use std::{fs, io};

use clap::Command;

/// Writes a shell's completions to standard output.
pub(crate) fn completions(mut command: Command, shell: clap_complete::Shell) {
    clap_complete::generate(shell, &mut command, "sordino", &mut io::stdout());
}

/// Writes a manual page for the command and for each of its commands.
///
/// # Errors
///
/// Says which folder cannot be written to, and why.
pub(crate) fn write(command: Command, folder: &Path) -> Result<(), String> {
    let pages = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    pages.map_err(|error| {
        let place = folder.display();
        format!("{place}: cannot be written to ({error}). Name another folder.")
    })
}
