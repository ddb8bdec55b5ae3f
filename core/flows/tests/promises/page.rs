//! The page `docs/flows.md`, printed from the code.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sordino_flows::{contacts, primer, push, token};

/// The page.
pub(crate) fn page() -> String {
    let mut page = String::from(HEAD);
    contacts_tables(&mut page);
    push_tables(&mut page);
    token_table(&mut page);
    primer_table(&mut page);
    page.push_str(FOOT);
    page
}

const HEAD: &str = "\
# The permission flows

This page is printed from [the code](../core/flows/src/lib.rs) by `cargo run -p sordino-flows --example flows`; a test holds
the two equal. A flow is one function: the state, what holds now and an input give the next state and one step, which the
platform carries out. `start` does in every phase what it does at rest, and `interrupted` leads out of every phase to rest.
";

const FOOT: &str = "
## Android's rationale

[rationale.rs](../core/flows/src/rationale.rs) tells seven states of a permission apart, from what the app asked and saw
before: the system's own flag is the same before the first question, after a dialog without an answer, after a denial for
good and after a reset. Every state but `denied_for_good` and `granted` counts as `not_determined`, for notifications
after a denial or after a grant that is gone as `askable_again`.
";

/// What an input leads to, over all facts: `phase: step`.
type Outcomes = BTreeSet<(String, String)>;

fn cell(outcomes: &Outcomes) -> String {
    let each: Vec<_> = outcomes
        .iter()
        .map(|(phase, step)| match step.as_str() {
            "nothing" => format!("→ {phase}"),
            _ => format!("**{step}** → {phase}"),
        })
        .collect();
    each.join("<br>")
}

fn row(page: &mut String, cells: &[&str]) {
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

fn head(page: &mut String, cells: &[&str]) {
    page.push('\n');
    row(page, cells);
    row(page, &vec!["---"; cells.len()]);
}

fn diagram(page: &mut String, edges: &BTreeSet<(String, String, String)>) {
    page.push_str("\n```mermaid\nstateDiagram-v2\n    [*] --> rest\n");
    let mut ends: Vec<(&str, &str)> = Vec::new();
    for (from, to, _) in edges {
        if !ends.contains(&(from, to)) {
            ends.push((from, to));
        }
    }
    for (from, to) in ends {
        let inputs = edges.iter().filter(|(f, t, _)| f == from && t == to);
        let inputs: Vec<_> = inputs.map(|(_, _, input)| input.as_str()).collect();
        let _ = writeln!(page, "    {from} --> {to}: {}", inputs.join(", "));
    }
    page.push_str("```\n");
}

fn contacts_tables(page: &mut String) {
    use contacts::{Access, Card, Facts, Input, Phase, State, next};
    page.push_str("\n## Contacts\n\nWhat the person's tap leads to, while the purpose is open and the card is not current:\n");
    let mut columns = vec!["Access"];
    columns.extend(Card::ALL.iter().map(|card| card.name()));
    head(page, &columns);
    let facts = |access, apple| Facts {
        open: true,
        access,
        current: false,
        apple,
    };
    for access in Access::ALL {
        let mut cells = vec![format!("`{}`", access.name())];
        for card in Card::ALL {
            let state = State {
                card: *card,
                ..State::NEW
            };
            let steps = [false, true].map(|apple| {
                let facts = facts(*access, apple);
                let (after, first) = next(state, facts, Input::Start);
                let shown =
                    after.phase == Phase::BeforeSystem || after.phase == Phase::BeforeScreen;
                let then = shown.then(|| next(after, facts, Input::Agree).1.name());
                match then {
                    Some(then) => format!("{}, then {then}", first.name()),
                    None => first.name().to_owned(),
                }
            });
            cells.push(match steps {
                [android, apple] if android == apple => android,
                [android, apple] => format!("{android}; Apple: {apple}"),
            });
        }
        row(page, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    page.push_str(
        "\nEvery phase with every input that changes something, while the purpose is open:\n",
    );
    head(
        page,
        &["Phase", "Input", "Step and next phase, by what holds"],
    );
    let mut edges = BTreeSet::new();
    for phase in Phase::ALL {
        for input in Input::ALL {
            let mut outcomes = Outcomes::new();
            for card in Card::ALL {
                for facts in contacts_facts().iter().filter(|facts| facts.open) {
                    for declined in [0, contacts::MOST_DECLINES] {
                        let state = State {
                            phase: *phase,
                            card: *card,
                            declined,
                            offered: false,
                        };
                        let (after, step) = next(state, *facts, *input);
                        outcomes.insert((after.phase.name().to_owned(), step.name().to_owned()));
                    }
                }
            }
            outcome_row(page, phase.name(), input.name(), &outcomes, &mut edges);
        }
    }
    diagram(page, &edges);
    page.push_str("\nWhile the purpose is closed, `start` is answered with **ask_consent** and everything else with nothing; the flow rests.\n");
}

fn outcome_row(
    page: &mut String,
    phase: &str,
    input: &str,
    outcomes: &Outcomes,
    edges: &mut BTreeSet<(String, String, String)>,
) {
    let same = (phase.to_owned(), "nothing".to_owned());
    if outcomes.len() == 1 && outcomes.contains(&same) {
        return;
    }
    // A tap and an interruption lead out of every phase as they do out of rest.
    if phase != "rest" && matches!(input, "start" | "interrupted") {
        return;
    }
    row(page, &[phase, input, &cell(outcomes)]);
    for (to, _) in outcomes.iter().filter(|(to, _)| to != phase) {
        edges.insert((phase.to_owned(), to.clone(), input.to_owned()));
    }
}

fn push_tables(page: &mut String) {
    use push::{Access, Facts, Input, Phase, next};
    page.push_str("\n## Push\n\nWhat the person's tap leads to, with a yes to a category:\n");
    head(
        page,
        &[
            "Access",
            "channels on",
            "every channel off",
            "limit of the system",
        ],
    );
    for access in Access::ALL {
        let [on, off] = [false, true].map(|muted| {
            let facts = Facts {
                consented: true,
                access: *access,
                muted,
            };
            let (after, first) = next(Phase::Rest, facts, Input::Start);
            match next(after, facts, Input::Agree).1 {
                push::Step::Nothing => first.name().to_owned(),
                then => format!("{}, then {}", first.name(), then.name()),
            }
        });
        let allows = match push::system_allows(*access, false) {
            true => "a closed channel's purpose alone",
            false => "every purpose",
        };
        row(page, &[&format!("`{}`", access.name()), &on, &off, allows]);
    }
    page.push_str("\nEvery phase with every input that changes something, with a yes:\n");
    head(
        page,
        &["Phase", "Input", "Step and next phase, by what holds"],
    );
    let mut edges = BTreeSet::new();
    for phase in Phase::ALL {
        for input in Input::ALL {
            let mut outcomes = Outcomes::new();
            for facts in push_facts().iter().filter(|facts| facts.consented) {
                let (after, step) = next(*phase, *facts, *input);
                outcomes.insert((after.name().to_owned(), step.name().to_owned()));
            }
            outcome_row(page, phase.name(), input.name(), &outcomes, &mut edges);
        }
    }
    diagram(page, &edges);
    page.push_str("\nWithout a yes, `start` is answered with **ask_consent** and everything else with nothing; the flow rests.\n");
}

fn token_table(page: &mut String) {
    use token::{Input, State, next};
    page.push_str("\n## The token's gate\n");
    head(
        page,
        &["Token", "Input", "a purpose is open", "none is open"],
    );
    let states = [
        ("none issued", State::default()),
        (
            "issued",
            State {
                issued: true,
                ..State::default()
            },
        ),
        ("issued, at the server", State::IN_DOUBT),
        (
            "issued, given up",
            State {
                issued: true,
                at_server: false,
                tries: token::MOST_TRIES,
            },
        ),
    ];
    for (name, state) in states {
        for input in Input::ALL {
            let [open, closed] = [true, false].map(|open| next(state, open, *input).1.name());
            row(page, &[name, input.name(), open, closed]);
        }
    }
    let _ = writeln!(
        page,
        "\nA deletion that fails is tried again when the gate is told next, at most {} times in a row; the first half of them waits for\nthe app's own server.",
        token::MOST_TRIES
    );
}

fn primer_table(page: &mut String) {
    page.push_str("\n## Buttons of a primer\n");
    head(page, &["What follows", "Android", "Apple"]);
    for (what, asks_system) in [
        ("the system's dialog", true),
        ("a screen in which the person saves", false),
    ] {
        let [android, apple] =
            [false, true].map(|apple| primer::buttons(apple, asks_system).name());
        row(page, &[what, android, apple]);
    }
}

/// Everything that can hold for the contacts flow.
pub(crate) fn contacts_facts() -> Vec<contacts::Facts> {
    let mut all = Vec::new();
    for access in contacts::Access::ALL {
        for bits in 0..8 {
            all.push(contacts::Facts {
                open: bits & 1 == 0,
                access: *access,
                current: bits & 2 != 0,
                apple: bits & 4 != 0,
            });
        }
    }
    all
}

/// Everything that can hold for the push flow.
pub(crate) fn push_facts() -> Vec<push::Facts> {
    let mut all = Vec::new();
    for access in push::Access::ALL {
        for bits in 0..4 {
            all.push(push::Facts {
                consented: bits & 1 == 0,
                access: *access,
                muted: bits & 2 != 0,
            });
        }
    }
    all
}
