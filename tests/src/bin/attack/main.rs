//! Attacks the engine with real processes over one folder, for as long as one likes: `cargo xtask attack`.
//!
//! Processes record, upload, choose, complete and sign in; they are stopped, continued and killed at any
//! instruction; clocks jump, the disk fills, files are linked, replaced and cut. One oracle judges each
//! round. What is random comes from the seed that a violation names; how processes interleave does not, so
//! a seed repeats the doings of a round and not each of its moments: run it some times.
//!
//! `attack --seed S --rounds 1 --loud` plays one round again and tells its steps.

mod app;
mod books;
mod chance;
mod counts;
mod damage;
mod ending;
mod options;
mod oracle;
mod place;
mod ports;
mod process;
mod round;
mod sending;
mod server;
mod sort;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use std::{fs, io};

use chance::Chance;
use counts::Counts;
use options::{LEFT_OUT, Options};
use place::Place;
use round::Round;
use server::Server;

/// Doings of one round.
const STEPS: u64 = 400;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [app, place, port, sort] = words.as_slice()
        && app == "app"
    {
        let place = Place::at(Path::new(place));
        let ran = app::run(&place, port.parse().unwrap_or(0), sort);
        return told(ran.map(|()| true));
    }
    match Options::read(&words) {
        Ok(options) => told(attack(&options)),
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::from(2)
        }
    }
}

fn told(ran: io::Result<bool>) -> ExitCode {
    match ran {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the attack could not be made: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Plays rounds until the time is over; `true` if no promise was broken.
fn attack(options: &Options) -> io::Result<bool> {
    println!(
        "attacks: {}; first seed {}",
        options.attacks.join(", "),
        options.seed
    );
    for (name, why) in LEFT_OUT {
        if !options.makes(name) {
            println!("left out: {name} ({why})");
        }
    }
    let (server, port) = Server::start()?;
    let (mut counts, mut broken) = (Counts::default(), 0);
    let begun = Instant::now();
    let mut seed = options.seed;
    while begun.elapsed() < options.length && counts.rounds < options.rounds {
        let mut round = Round::new(options, (server.clone(), port), seed, &mut counts)?;
        round.play(STEPS)?;
        let (sort, folder) = (round.sort, round.place.root().to_owned());
        let (files, found) = (round.files(), round.end()?);
        for line in &found {
            println!(
                "VIOLATION seed {seed} ({sort:?}, {files} files in {}): {line}",
                folder.display()
            );
        }
        match found.is_empty() {
            true => fs::remove_dir_all(&folder)?,
            false => broken += found.len(),
        }
        seed = Chance::from(seed).next();
    }
    let _ = fs::remove_dir(&options.folder);
    println!("{counts}; {broken} violations");
    Ok(broken == 0)
}
