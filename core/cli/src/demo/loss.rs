//! Promise 4: what was answered with "accepted" is at a server or in the queue, exactly once.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::played::Played;
use super::player::Answer;

/// Holds every id that came down the pipe against what the servers took and what still waits.
pub(crate) fn loss(played: &Played, at_servers: &[String], in_queue: &[String]) -> Evidence {
    let mut row = Evidence::of(4);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for id in at_servers.iter().chain(in_queue) {
        *seen.entry(id.replace('-', "")).or_default() += 1;
    }
    let accepted: Vec<&Answer> = played
        .answers
        .iter()
        .filter(|answer| answer.outcome == "accepted")
        .collect();
    let ids: Vec<&String> = accepted
        .iter()
        .flat_map(|answer| answer.ids.iter().map(|(_, id)| id))
        .collect();
    let times = |id: &&&String| seen.get(&id.replace('-', "")).copied().unwrap_or(0);
    let lost = ids.iter().filter(|id| times(id) == 0).count();
    let twice = ids.iter().filter(|id| times(id) > 1).count();
    row.check(lost == 0, || format!("{lost} accepted records are nowhere"));
    row.check(twice == 0, || {
        format!("{twice} accepted records are there more than once")
    });
    row.check(!accepted.is_empty(), || {
        "not one record was accepted".to_owned()
    });
    row.check(played.kills == 2, || {
        format!("the player was killed {} times, not twice", played.kills)
    });
    row.figure(format!(
        "{} processes, {} killed with SIGKILL (between two records, inside a record call)",
        played.processes, played.kills
    ));
    row.figure(format!(
        "{} records accepted, {} ids: {} at the servers, {} in the queue, {lost} lost, {twice} twice",
        accepted.len(),
        ids.len(),
        at_servers.len(),
        in_queue.len()
    ));
    row
}
