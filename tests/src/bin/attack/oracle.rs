//! The one oracle: nothing accepted is lost, nothing leaves after an acknowledged off, no no is forgotten,
//! every receipt is true. Bounds are judged where the disk is looked at.

use std::collections::BTreeSet;

use crate::books::{Books, Said, Word};
use crate::server::Arrival;

/// How long another process may answer from memory, and a little for the machine: in nanoseconds.
const LOOK: u64 = 1_500_000_000;

/// What the last, undisturbed process says of a purpose.
pub(crate) struct Standing {
    pub(crate) purpose: &'static str,
    /// `open=true Given`.
    pub(crate) told: String,
}

/// What explains a loss in this kind of round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Excuses {
    /// Files were damaged, bounds were small or clocks jumped by years: records and a yes may be gone.
    pub(crate) loss: bool,
    /// The vault was damaged: a no may be forgotten, but nothing may be open.
    pub(crate) unknown: bool,
}

/// Judges a round; one line for each promise that was broken.
pub(crate) fn judge(
    books: &Books,
    arrivals: &[Arrival],
    standings: &[Standing],
    excuses: Excuses,
) -> Vec<String> {
    let mut broken = Vec::new();
    broken.extend(accepted_after_off(books, excuses));
    broken.extend(left_after_off(books, arrivals));
    broken.extend(untrue_receipts(books, arrivals));
    for standing in standings {
        broken.extend(forgotten(books, standing, excuses));
    }
    if !excuses.loss {
        broken.extend(lost(books, arrivals));
    }
    broken
}

fn short(said: &Said) -> String {
    let answer = said
        .answer
        .as_ref()
        .map_or("never answered", |(_, answer)| answer);
    format!(
        "`{}` of process {} ({:.160})",
        said.command, said.process, answer
    )
}

fn accepted_after_off(books: &Books, excuses: Excuses) -> Vec<String> {
    let offers = books.offers().into_values();
    let broken = offers.filter_map(|(purpose, said)| {
        let (time, answer) = said.answer.as_ref()?;
        let closing = books.closing(purpose, said.asked, *time)?;
        // Another process may hold what it would refuse, until its next look, within a second in which it runs: it is
        // destroyed then.
        let elsewhere = closing.process != said.process;
        let late = elsewhere && closing.until() + LOOK > *time;
        let goes_on = books.went_on(said.process, *time);
        let may_hold = late || elsewhere && goes_on.is_some_and(|on| on + LOOK > *time);
        let held = answer.contains("Held") && !excuses.unknown && !may_hold;
        // One that had the vault open which was taken away looks once a second too; what it took goes with that vault.
        let taken = answer.contains("Accepted") && !(excuses.unknown && late);
        let let_in = taken || held;
        let_in.then(|| {
            format!(
                "after an off was acknowledged, {} was let in; the off: {}",
                short(said),
                short(closing)
            )
        })
    });
    broken.collect()
}

fn left_after_off(books: &Books, arrivals: &[Arrival]) -> Vec<String> {
    let offers = books.offers();
    let mut broken = Vec::new();
    for arrival in arrivals {
        for number in &arrival.numbers {
            let Some((purpose, said)) = offers.get(number) else {
                broken.push(format!(
                    "{} got record {number}, which nobody offered",
                    arrival.recipient
                ));
                continue;
            };
            if let Some(closing) = books.closing(purpose, arrival.before, arrival.arrived) {
                broken.push(format!(
                    "record {number} left for {} in an upload begun after {}",
                    arrival.recipient,
                    short(closing)
                ));
                break;
            }
            let died = books.said.iter().find(|other| {
                let closed = other.closed(purpose);
                closed.is_some_and(|time| time < arrival.before) && said.until() < other.asked
            });
            if let Some(closing) = died {
                broken.push(format!(
                    "record {number} of before an off left for {} after it: {}",
                    arrival.recipient,
                    short(closing)
                ));
                break;
            }
        }
    }
    broken
}

fn untrue_receipts(books: &Books, arrivals: &[Arrival]) -> Vec<String> {
    let offers = books.offers();
    let mut broken = Vec::new();
    for said in &books.said {
        let Word::Off(purpose) = said.word else {
            continue;
        };
        let Some((time, answer)) = &said.answer else {
            continue;
        };
        if !answer.starts_with("receipts ") {
            continue;
        }
        let Some(own) = receipt(answer, purpose) else {
            if said.command.starts_with("off") {
                broken.push(format!(
                    "{} has no receipt for what it was asked",
                    short(said)
                ));
            }
            continue;
        };
        if names_uploads(&own) {
            continue;
        }
        let under_way = arrivals.iter().find(|arrival| {
            let mut numbers = arrival.numbers.iter();
            let of_it =
                numbers.any(|number| offers.get(number).is_some_and(|(of, _)| *of == purpose));
            // Of two closings at a time, as of an off beside an erasure, the one that closed names it.
            let is_named = || {
                let mut others = books.said.iter();
                others.any(|other| {
                    let own = (other.answer.as_ref()).and_then(|(_, text)| receipt(text, purpose));
                    let is_then = other.asked < *time && other.until() > said.asked;
                    is_then && own.is_some_and(|own| names_uploads(&own))
                })
            };
            of_it && arrival.after < said.asked && arrival.arrived > *time && !is_named()
        });
        if let Some(arrival) = under_way {
            broken.push(format!(
                "an upload to {} was under way, and the receipt lists none: {}",
                arrival.recipient,
                short(said)
            ));
        }
    }
    broken
}

/// The receipt of a purpose among those of an answer.
fn receipt(answer: &str, purpose: &str) -> Option<serde_json::Value> {
    let json = answer.strip_prefix("receipts ")?;
    let receipts: Vec<serde_json::Value> = serde_json::from_str(json).ok()?;
    receipts.into_iter().find(|one| one["purpose"] == purpose)
}

fn names_uploads(receipt: &serde_json::Value) -> bool {
    let uploads = receipt["uploads"].as_array();
    uploads.is_some_and(|uploads| !uploads.is_empty())
}

fn forgotten(books: &Books, standing: &Standing, excuses: Excuses) -> Option<String> {
    let purpose = standing.purpose;
    let open = standing.told.starts_with("open=true");
    if let Some(closing) = books.closing(purpose, u64::MAX, u64::MAX) {
        let off = matches!(closing.word, Word::Off(_));
        let a_no = ["Refused", "Withdrawn", "Objected"];
        let known = !off || a_no.iter().any(|state| standing.told.ends_with(state));
        return match (open, known || excuses.unknown) {
            (true, _) => Some(format!("{purpose} is open after {}", short(closing))),
            (false, false) => Some(format!(
                "{purpose} stands at `{}` after {}",
                standing.told,
                short(closing)
            )),
            _ => None,
        };
    }
    let yes = books.said.iter().rfind(|said| {
        let opened = said
            .answer
            .as_ref()
            .is_some_and(|(_, answer)| answer == "open=true");
        said.word == Word::On(purpose) && opened
    })?;
    let explained = excuses.loss
        || books
            .said
            .iter()
            .any(|other| other.may_destroy(purpose) && other.until() > yes.asked);
    (!open && !explained).then(|| {
        format!(
            "{purpose} stands at `{}` after {}",
            standing.told,
            short(yes)
        )
    })
}

fn lost(books: &Books, arrivals: &[Arrival]) -> Vec<String> {
    let got: BTreeSet<(&str, u64)> = arrivals
        .iter()
        .flat_map(|arrival| {
            arrival
                .numbers
                .iter()
                .map(|number| (arrival.recipient.as_str(), *number))
        })
        .collect();
    let mut broken = Vec::new();
    for (number, (purpose, said)) in books.offers() {
        let Some((_, answer)) = &said.answer else {
            continue;
        };
        let destroyed = books
            .said
            .iter()
            .any(|other| other.may_destroy(purpose) && other.until() > said.asked);
        if !answer.contains("Accepted") || destroyed {
            continue;
        }
        for recipient in recipients(purpose) {
            if !got.contains(&(recipient, number)) {
                broken.push(format!(
                    "record {number} was accepted and never reached {recipient}: {}",
                    short(said)
                ));
            }
        }
    }
    // One cause loses many; the first few name it.
    let more = broken.len().saturating_sub(3);
    broken.truncate(3);
    if more > 0 {
        broken.push(format!("and {more} more accepted records are gone"));
    }
    broken
}

fn recipients(purpose: &str) -> &'static [&'static str] {
    match purpose {
        "usage" => &["segment", "mirror"],
        "crashes" => &["sentry"],
        _ => &["segment"],
    }
}

#[cfg(test)]
mod tests {
    use super::{Excuses, Standing, judge};
    use crate::books::{Books, Word};
    use crate::server::Arrival;

    const STRICT: Excuses = Excuses {
        loss: false,
        unknown: false,
    };
    const RECEIPT: &str = r#"receipts [{"purpose":"stability","uploads":[]}]"#;

    /// On at 10, record 1 at 20, off at 30: each answered five later.
    fn books() -> Books {
        let mut books = Books::default();
        let mut say = |word, command: &str, asked, answer: &str| {
            let place = books.ask(0, word, command, asked);
            books.answer(place, asked + 5, answer);
        };
        say(Word::On("stability"), "on stability", 10, "open=true");
        let offer = Word::Offer {
            number: 1,
            purpose: "stability",
        };
        say(offer, "record", 20, "Accepted");
        say(Word::Off("stability"), "off stability", 30, RECEIPT);
        books
    }

    fn arrival(before: u64, arrived: u64) -> Arrival {
        Arrival {
            recipient: "segment".into(),
            before,
            after: before + 1,
            arrived,
            numbers: vec![1],
        }
    }

    fn found(books: &Books, arrivals: &[Arrival], told: &str) -> Vec<String> {
        let standing = Standing {
            purpose: "stability",
            told: told.to_owned(),
        };
        judge(books, arrivals, &[standing], STRICT)
    }

    #[test]
    fn what_keeps_every_promise_is_let_pass() {
        let calm = found(&books(), &[arrival(26, 29)], "open=false Withdrawn");
        assert_eq!(calm, [""; 0]);
    }

    #[test]
    fn every_broken_promise_is_found() {
        let off = "open=false Withdrawn";
        let left = found(&books(), &[arrival(40, 41)], off);
        assert!(left[0].contains("begun after"), "{left:?}");
        let unlisted = found(&books(), &[arrival(26, 41)], off);
        assert!(
            unlisted[0].contains("the receipt lists none"),
            "{unlisted:?}"
        );
        let open = found(&books(), &[], "open=true Given");
        assert!(open[0].contains("is open after"), "{open:?}");
        let forgotten = found(&books(), &[], "open=false Unknown");
        assert!(forgotten[0].contains("stands at"), "{forgotten:?}");

        let mut again = books();
        let place = again.ask(1, Word::On("stability"), "on stability", 50);
        again.answer(place, 55, "open=true");
        let revived = found(&again, &[arrival(60, 61)], "open=true Given");
        assert!(revived[0].contains("of before an off"), "{revived:?}");

        let mut late = books();
        let offer = Word::Offer {
            number: 2,
            purpose: "stability",
        };
        let place = late.ask(0, offer, "record", 50);
        late.answer(place, 55, "Accepted");
        let accepted = found(&late, &[], off);
        assert!(accepted[0].contains("was let in"), "{accepted:?}");

        let mut kept = books();
        kept.said.pop();
        let lost = found(&kept, &[], "open=true Given");
        assert!(lost[0].contains("never reached segment"), "{lost:?}");
        let closed = found(&kept, &[arrival(26, 29)], "open=false Unknown");
        assert!(closed[0].contains("stands at"), "{closed:?}");
        kept.said[0].answer = None;
        let mine = found(&kept, &[arrival(26, 29)], "open=false Unknown");
        assert_eq!(mine, [""; 0], "a yes that was never answered may be gone");
    }

    #[test]
    fn only_who_was_stopped_may_hold_late() {
        let held = |process, went_on: Option<u64>| {
            let mut books = books();
            let offer = Word::Offer {
                number: 2,
                purpose: "stability",
            };
            let time = 3 * super::LOOK;
            let place = books.ask(process, offer, "record", time);
            books.answer(place, time, "HeldInMemory");
            if let Some(on) = went_on {
                books.goes_on(process, on);
            }
            found(&books, &[], "open=false Withdrawn").len()
        };
        let (just, long_ago) = (3 * super::LOOK - 1, super::LOOK);
        assert_eq!(held(1, None), 1, "it has looked since");
        assert_eq!(held(1, Some(just)), 0, "it has not looked yet");
        assert_eq!(held(1, Some(long_ago)), 1, "it has looked since it went on");
        assert_eq!(held(0, Some(just)), 1, "the off was its own");
    }

    #[test]
    fn one_of_two_closings_names_an_upload() {
        let named = r#"receipts [{"purpose":"stability","uploads":[{"records":1}]}]"#;
        for (erased, answer, found_then) in [(28, named, 0), (28, RECEIPT, 1), (20, named, 1)] {
            let mut books = books();
            let place = books.ask(0, Word::Erase, "erase", erased);
            books.answer(place, erased + 5, answer);
            let found = found(&books, &[arrival(26, 41)], "open=false Withdrawn");
            assert_eq!(found.len(), found_then, "at {erased}: {answer}: {found:?}");
        }
    }

    #[test]
    fn an_off_of_an_unasked_purpose_is_found() {
        let mut books = books();
        books.said[2].answer = Some((35, "receipts []".into()));
        let found = found(&books, &[arrival(26, 29)], "open=false Withdrawn");
        assert!(found[0].contains("no receipt"), "{found:?}");
    }
}
