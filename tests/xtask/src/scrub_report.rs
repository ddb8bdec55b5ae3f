//! `cargo xtask scrub-report`: how good and how fast `sordino-scrub` is, on labelled lines and on clean logs.
//!
//! A labelled line is a JSON object: `{"id","text","spans":[{"s","e","kind"}],"neg":[…],"neutral":[…]}`, offsets in
//! code points, end exclusive. A span counts as found only if every letter and digit of it is gone; `neg` must stay,
//! `neutral` may go.

mod speed;
mod tally;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use self::tally::{Line, Tally, percent};

/// Where the set written for this repository and its clean logs are.
const OWN_SET: &str = "tests/scrub/labelled.jsonl";
const CLEAN_LOGS: &str = "tests/scrub/clean-logs.txt";

/// Prints the report on the repository's own set, and on each further set named in `args`. With `--misses`, also what
/// was missed and what was wrongly taken. Figures of speed need optimisation: a debug build starts itself in release.
pub(crate) fn run(args: &[&str]) -> ExitCode {
    if cfg!(debug_assertions) && !args.contains(&"--debug") {
        return in_release(args);
    }
    match report(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("scrub-report: {error}");
            ExitCode::FAILURE
        }
    }
}

fn in_release(args: &[&str]) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let started = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "xtask",
            "--",
            "scrub-report",
        ])
        .args(args)
        .status();
    match started {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("scrub-report: cargo could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}

fn report(args: &[&str]) -> Result<(), Box<dyn Error>> {
    let misses = args.contains(&"--misses");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sets = vec![root.join(OWN_SET)];
    sets.extend(
        args.iter()
            .filter(|a| !a.starts_with("--"))
            .map(PathBuf::from),
    );
    let scrubber = sordino_scrub::Scrubber::new();
    for set in sets {
        println!(
            "== {}",
            set.file_name().unwrap_or_default().to_string_lossy()
        );
        let lines = read_set(&set)?;
        let mut tally = Tally::default();
        for line in &lines {
            tally.add(line, &scrubber.find(&line.text), misses);
        }
        tally.print();
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        speed::print("dense text", &scrubber, &texts);
    }
    let logs = fs::read_to_string(root.join(CLEAN_LOGS))?;
    let lines: Vec<&str> = logs.lines().collect();
    println!("== clean logs, {} lines", lines.len());
    let mut altered = 0;
    for line in &lines {
        let found = scrubber.find(line);
        if !found.is_empty() {
            altered += 1;
            if misses {
                for f in &found {
                    println!(
                        "  altered {} ({}): {} | {line}",
                        f.kind.name(),
                        f.rule,
                        &line[f.range.clone()]
                    );
                }
            }
        }
    }
    println!(
        "clean real log lines altered: {:.2} %",
        percent(altered, lines.len())
    );
    speed::print("logs", &scrubber, &lines);
    Ok(())
}

fn read_set(path: &Path) -> Result<Vec<Line>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut lines = Vec::new();
    for (number, json) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let line = Line::parse(json)
            .map_err(|e| format!("{}, line {}: {e}", path.display(), number + 1))?;
        lines.push(line);
    }
    Ok(lines)
}
