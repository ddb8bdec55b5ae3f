//! The day, played by processes that are killed in the middle of it.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

use sordino_engine::ports::Millis;

use super::clock::DayClock;
use super::copied::copy;
use super::day::Line;
use super::device::Device;
use super::player::Answer;
use super::sabotage::Sabotage;
use super::screen::Screen;
use super::told::{Counted, Told};
use crate::servers::Servers;

const SIGKILL: i32 = 9;

/// What the parent saw of the day.
#[derive(Default)]
pub(crate) struct Played {
    /// Answers in the order in which they came down the pipe.
    pub(crate) answers: Vec<Answer>,
    /// The last record that was offered.
    offered: usize,
    /// Ids that the day's own choices and signals erased.
    pub(crate) erased: Vec<String>,
    /// How things stood after each kill.
    pub(crate) kills: Vec<Kill>,
    /// Where a kill was to hit and no record came any more, or one did and nothing happened.
    pub(crate) not_killed: Vec<NotKilled>,
    pub(crate) processes: usize,
    pub(crate) counted: Counted,
}

/// How things stood after one kill.
pub(crate) struct Kill {
    /// Where in the code it hit.
    pub(crate) place: &'static str,
    /// The line at which it hit, from 0.
    pub(crate) line: usize,
    /// How many answers had come by then.
    pub(crate) answers: usize,
    /// Ids that the servers had taken by then.
    pub(crate) taken: Vec<String>,
    /// Ids that the next process finds in the queue.
    pub(crate) waiting: Vec<String>,
}

/// A kill that did not come.
pub(crate) struct NotKilled {
    pub(crate) place: &'static str,
    /// Records that were accepted where it should have hit.
    pub(crate) accepted: usize,
}

/// One life of the player: the flag that ends it, where it hits, and from which line on.
type Life = (&'static str, &'static str, usize);

/// Plays the whole day; `input` names the files that the player reads: policy and day.
pub(crate) fn play_day(
    device: &Device,
    day: &[Line],
    input: (&Path, &Path),
    servers: &Servers,
    sabotage: Sabotage,
    screen: Screen,
) -> Result<Played, String> {
    // Killed after a third of the day, again after two thirds, and then left alone.
    let lives: [Life; 3] = [
        ("--kill-after", "between two records", day.len() / 3),
        ("--kill-inside", "inside a record call", day.len() * 2 / 3),
        ("", "", usize::MAX),
    ];
    let mut played = Played::default();
    let mut from = 0;
    for (flag, place, at) in lives {
        let mut command = player(device, input, from, sabotage)?;
        if !flag.is_empty() {
            command.args([flag, &at.to_string()]);
        }
        played.processes += 1;
        let begun = played.answers.len();
        if watch(&mut command, &mut played, day.len(), screen)? {
            let answers = played.answers[begun..].iter();
            let accepted = answers.filter(|one| one.line >= at && one.is_accepted());
            if !flag.is_empty() {
                let accepted = accepted.count();
                played.not_killed.push(NotKilled { place, accepted });
            }
            break;
        }
        if flag.is_empty() {
            return Err("the player was killed by somebody else".to_owned());
        }
        let line = played.offered;
        let now = day.get(line).map_or(0, Line::time);
        let waiting = waiting(device, played.kills.len(), now)?;
        played.kills.push(Kill {
            place,
            line,
            answers: played.answers.len(),
            taken: servers.taken(),
            waiting,
        });
        from = line + 1;
    }
    Ok(played)
}

fn player(
    device: &Device,
    (policy, input): (&Path, &Path),
    from: usize,
    sabotage: Sabotage,
) -> Result<Command, String> {
    let mut command = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
    command
        .arg("demo-player")
        .args(["--from", &from.to_string()])
        .args(["--sabotage", &sabotage.0.to_string()])
        .args(["--segment", &device.addresses.segment])
        .args(["--sentry", &device.addresses.sentry])
        .args(["--otlp", &device.addresses.otlp])
        .arg("--folder")
        .arg(&device.folder)
        .arg("--policy")
        .arg(policy)
        .arg("--day")
        .arg(input);
    Ok(command)
}

/// What a next process finds in the queue at once, on a copy of everything that the killed one left.
fn waiting(device: &Device, kill: usize, now: Millis) -> Result<Vec<String>, String> {
    let name = format!("{}-after-kill-{}", device.name(), kill + 1);
    let mut left = device.beside(&name);
    left.clock = DayClock::default();
    left.clock.set(now);
    copy(&device.files(), &left.files())?;
    copy(&device.keys(), &left.keys())?;
    let engine = left.open()?;
    let ids = engine.queued_ids().into_iter();
    Ok(ids.map(|(_, id)| id).collect())
}

/// Runs one player to its end; false if it was killed.
fn watch(
    command: &mut Command,
    played: &mut Played,
    lines: usize,
    screen: Screen,
) -> Result<bool, String> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the player could not be started: {error}"))?;
    let output = child.stdout.take().ok_or("the player has no output")?;
    let bar = screen.progress(lines);
    for line in BufReader::new(output).lines() {
        // A line cut by the kill is no answer.
        match line.map(|line| serde_json::from_str::<Told>(&line)) {
            Ok(Ok(Told::Answer(answer))) => {
                bar.set_position(answer.line as u64 + 1);
                bar.set_message(answer.outcome.clone());
                played.answers.push(answer);
            }
            Ok(Ok(Told::Offered(line))) => played.offered = line,
            Ok(Ok(Told::Erased(ids))) => played.erased.extend(ids),
            Ok(Ok(Told::Closed(counted))) => {
                played.counted.panics += counted.panics;
                played.counted.fields_dropped += counted.fields_dropped;
            }
            _ => {}
        }
    }
    bar.finish_and_clear();
    let mut said = String::new();
    if let Some(mut error) = child.stderr.take() {
        let _ = error.read_to_string(&mut said);
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    match (status.success(), status.signal()) {
        (true, _) => Ok(true),
        (false, Some(SIGKILL)) => Ok(false),
        _ => Err(format!("the player failed: {}", said.trim())),
    }
}
