//! Promise 4: what was answered with "accepted" is at a server or in the queue, exactly once.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::Evidence;
use super::played::Played;
use super::player::Answer;

/// Everything that was seen of the day's records.
pub(crate) struct Seen<'a> {
    pub(crate) played: &'a Played,
    /// Ids that the servers took, each once.
    pub(crate) taken: &'a [String],
    /// Ids that wait when the day is over.
    pub(crate) waiting: &'a [String],
    /// Ids of events and crashes at the servers; without those of sign-ins, which nobody answers for.
    pub(crate) records: &'a [String],
    pub(crate) failures: &'a [Failure],
    /// How many recipients are played.
    pub(crate) recipients: usize,
}

/// One way in which the network failed during the day.
pub(crate) struct Failure {
    /// The day's word for it.
    pub(crate) network: String,
    /// Records accepted meanwhile.
    pub(crate) recorded: usize,
    /// Uploads that met it.
    pub(crate) met: usize,
}

impl Failure {
    pub(crate) fn told(&self) -> String {
        format!("{} by {}", self.met, self.network)
    }
}

/// Where accepted records stand.
struct Whereabouts {
    at_servers: usize,
    in_queue: usize,
    /// Not there any more, because a purpose was turned off meanwhile.
    erased: usize,
    lost: usize,
    twice: usize,
}

/// Holds every id that came down the pipe against what the servers took and what waits.
pub(crate) fn loss(seen: &Seen<'_>) -> Evidence {
    let mut row = Evidence::of(4);
    let played = seen.played;
    for kill in &played.kills {
        let so_far = &played.answers[..kill.answers];
        let found = whereabouts(so_far, &played.erased, &kill.taken, &kill.waiting);
        let when = format!("killed {} at line {}", kill.place, kill.line + 1);
        judge(&mut row, &when, &found);
    }
    for not_killed in &played.not_killed {
        let (place, accepted) = (not_killed.place, not_killed.accepted);
        row.check(accepted == 0, || {
            format!("the player was not killed {place}, though {accepted} records were accepted")
        });
        row.figure(format!(
            "not killed {place}: the day has no record left for it"
        ));
    }
    let found = whereabouts(&played.answers, &played.erased, seen.taken, seen.waiting);
    judge(&mut row, "at the end of the day", &found);

    let taken: BTreeSet<String> = seen.taken.iter().map(|id| plain(id)).collect();
    let erased = played.erased.iter().map(|id| plain(id));
    let back = erased.filter(|id| taken.contains(id)).count();
    row.check(back == 0, || {
        format!("{back} records arrived that a turn-off had erased")
    });
    let accepted = played.answers.iter().filter(|answer| answer.is_accepted());
    row.check(accepted.count() > 0, || {
        "not one record was accepted".to_owned()
    });
    let answered: BTreeSet<String> = ids(&played.answers).collect();
    let strangers = seen.records.iter().map(|id| plain(id));
    let strangers = strangers.filter(|id| !answered.contains(id)).count();
    // A record that was held for a yes is accepted by it, and nobody is told its ids.
    let held = played.answers.iter().filter(|answer| answer.is_held());
    let held = held.count() * seen.recipients;
    row.check(strangers <= held, || {
        format!("{strangers} records arrived that nobody was told are accepted")
    });
    for failure in seen.failures {
        row.check(failure.met > 0 || failure.recorded == 0, || {
            let (network, recorded) = (&failure.network, failure.recorded);
            format!("{recorded} records while the network was \"{network}\", and no upload met it")
        });
    }
    if !seen.failures.is_empty() {
        let failures: Vec<String> = seen.failures.iter().map(Failure::told).collect();
        row.figure(format!(
            "uploads that failed and were tried again: {}",
            failures.join(", ")
        ));
    }
    row.figure(format!(
        "records at a server that nobody was told are accepted: {strangers}"
    ));
    row
}

fn judge(row: &mut Evidence, when: &str, found: &Whereabouts) {
    let Whereabouts {
        at_servers,
        in_queue,
        erased,
        lost,
        twice,
    } = found;
    row.check(*lost == 0, || {
        format!("{when}: {lost} accepted records are nowhere")
    });
    row.check(*twice == 0, || {
        format!("{when}: {twice} accepted records are there more than once")
    });
    let erased = match erased {
        0 => String::new(),
        erased => format!("{erased} erased by an off, "),
    };
    row.figure(format!(
        "{when}: {at_servers} at the servers, {in_queue} in the queue, {erased}{lost} lost, {twice} twice"
    ));
}

fn whereabouts(
    answers: &[Answer],
    erased: &[String],
    taken: &[String],
    waiting: &[String],
) -> Whereabouts {
    let count = |ids: &[String]| {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for id in ids {
            *times.entry(plain(id)).or_default() += 1;
        }
        times
    };
    let (erased, taken, waiting) = (count(erased), count(taken), count(waiting));
    let mut found = Whereabouts {
        at_servers: 0,
        in_queue: 0,
        erased: 0,
        lost: 0,
        twice: 0,
    };
    for id in ids(answers) {
        let of = |times: &BTreeMap<String, usize>| times.get(&id).copied().unwrap_or(0);
        match (of(&taken), of(&waiting)) {
            (0, 0) if of(&erased) > 0 => found.erased += 1,
            (0, 0) => found.lost += 1,
            (1, 0) => found.at_servers += 1,
            (0, 1) => found.in_queue += 1,
            _ => found.twice += 1,
        }
    }
    found
}

fn ids(answers: &[Answer]) -> impl Iterator<Item = String> {
    let accepted = answers.iter().filter(|answer| answer.is_accepted());
    accepted.flat_map(|answer| answer.ids.iter().map(|(_, id)| plain(id)))
}

/// Ids are compared without hyphens: each protocol writes them in its own way.
fn plain(id: &str) -> String {
    id.replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::{Answer, whereabouts};

    fn answer(id: &str) -> Answer {
        Answer {
            line: 0,
            outcome: "accepted".to_owned(),
            ids: vec![("segment".to_owned(), id.to_owned())],
            micros: 0,
        }
    }

    #[test]
    fn a_record_is_in_one_place_or_counted() {
        let answers = ["a-1", "b", "c", "d", "e", "f"].map(answer);
        let texts = |ids: &[&str]| {
            ids.iter()
                .map(|id| (*id).to_owned())
                .collect::<Vec<String>>()
        };
        let (erased, taken) = (texts(&["f", "c"]), texts(&["a1", "c", "d", "d"]));
        let found = whereabouts(&answers, &erased, &taken, &texts(&["b", "c"]));
        assert_eq!((found.at_servers, found.in_queue, found.erased), (1, 1, 1));
        assert_eq!((found.lost, found.twice), (1, 2));
    }
}
