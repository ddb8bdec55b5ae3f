//! The day, played by processes that are killed in the middle of it.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::day::{Line, What};
use super::device::Device;
use super::player::Answer;
use super::sabotage::Sabotage;
use super::screen::Screen;

const SIGKILL: i32 = 9;

/// What the parent saw of the day.
pub(crate) struct Played {
    /// Answers in the order in which they came down the pipe.
    pub(crate) answers: Vec<Answer>,
    /// How often the player was killed.
    pub(crate) kills: usize,
    pub(crate) processes: usize,
}

/// Where the player's files with its input lie; never where the engine's do.
pub(crate) struct Input<'a> {
    pub(crate) policy: &'a Path,
    pub(crate) day: &'a Path,
}

/// Plays the whole day.
pub(crate) fn play_day(
    device: &Device,
    day: &[Line],
    input: &Input<'_>,
    sabotage: Sabotage,
    screen: Screen,
) -> Result<Played, String> {
    let knows = |name: &str| device.policy.events.iter().any(|event| event.name == name);
    let event_at = |from: usize| {
        let mut lines = day.iter().enumerate().skip(from);
        lines.find_map(|(at, line)| match &line.what {
            What::Event { event, .. } if knows(event) => Some(at),
            _ => None,
        })
    };
    let between = event_at(day.len() / 3);
    let inside =
        event_at(day.len() * 2 / 3).filter(|inside| between.is_none_or(|one| one < *inside));
    let mut played = Played {
        answers: Vec::new(),
        kills: 0,
        processes: 0,
    };
    let mut from = 0;
    let lives = [
        ("--kill-after", between),
        ("--kill-inside", inside),
        ("", None),
    ];
    for (flag, at) in lives {
        let mut command = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
        command
            .arg("demo-player")
            .args([
                "--from",
                &from.to_string(),
                "--sabotage",
                &sabotage.0.to_string(),
            ])
            .args([
                "--segment",
                &device.addresses.segment,
                "--sentry",
                &device.addresses.sentry,
            ])
            .arg("--folder")
            .arg(&device.folder)
            .arg("--policy")
            .arg(input.policy)
            .arg("--day")
            .arg(input.day);
        if let Some(at) = at {
            command.args([flag, &at.to_string()]);
        } else if !flag.is_empty() {
            continue;
        }
        played.processes += 1;
        let finished = watch(&mut command, &mut played, day.len(), screen)?;
        match (finished, at) {
            (true, None) => return Ok(played),
            (true, Some(_)) => return Err("the player did not die where it should".to_owned()),
            (false, Some(at)) => {
                played.kills += 1;
                from = at + 1;
            }
            (false, None) => return Err("the player was killed by somebody else".to_owned()),
        }
    }
    Ok(played)
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
    for line in BufReader::new(output).lines() {
        // A line cut by the kill is no answer.
        let Ok(Ok(answer)) = line.map(|line| serde_json::from_str::<Answer>(&line)) else {
            continue;
        };
        screen.progress(&format!(
            "line {} of {lines}: {}",
            answer.line + 1,
            answer.outcome
        ));
        played.answers.push(answer);
    }
    screen.done();
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
