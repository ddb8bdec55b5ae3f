//! Promise 1: nothing is stored or sent before a yes, nor while a required signal is withheld.

use sordino_engine::ledger::{ClosedBy, Limiter};
use sordino_engine::{Engine, Event, Outcome};
use sordino_policy::RequiredSignal;

use super::device::{Device, SHOWN};
use super::evidence::Evidence;
use super::player::Player;
use super::sabotage::Sabotage;
use super::search::files;
use crate::servers::Servers;

/// What a fresh install may have on disk.
const ALLOWED: [&str; 3] = ["ledger", "vault", "lock"];

/// Offers an event of each name and a crash; how many were let in.
fn offer_everything(engine: &Engine, device: &Device) -> (usize, usize) {
    let events = device.policy.events.iter();
    let outcomes: Vec<Outcome> = events
        .map(|event| {
            engine.record(&Event {
                name: &event.name,
                properties: &[],
            })
        })
        .collect();
    let let_in = outcomes
        .iter()
        .filter(|outcome| !matches!(outcome, Outcome::Refused(_)))
        .count();
    (outcomes.len(), let_in)
}

/// Plays a fresh install.
pub(crate) fn fresh(
    device: &Device,
    servers: &Servers,
    sabotage: Sabotage,
) -> Result<Evidence, String> {
    let mut row = Evidence::of(1);
    let before = servers.requests_begun();
    let engine = device.open()?;
    if sabotage.opens_without_a_choice() {
        let _ = engine.limit(Limiter::Age, None, true);
        for purpose in &device.policy.purposes {
            let _ = engine.turn_on(&purpose.id, SHOWN);
        }
    }
    let (offered, let_in) = offer_everything(&engine, device);
    let player = Player::new(device, engine, Sabotage::default());
    player.round();
    row.check(let_in == 0, || {
        format!("{let_in} of {offered} records were taken before any choice")
    });
    row.figure(format!(
        "fresh install: {offered} records offered, {let_in} taken"
    ));

    let engine = &player.engine;
    let withheld = device.policy.limits.required.clone();
    if !withheld.is_empty() {
        let mut opened = 0;
        for purpose in &device.policy.purposes {
            let turned = engine
                .turn_on(&purpose.id, SHOWN)
                .map_err(|error| error.to_string())?;
            let optional = turned
                .closed_by
                .is_some_and(|by| matches!(by, ClosedBy::Withheld(_)));
            opened += usize::from(turned.open && optional);
        }
        let (offered, let_in) = offer_everything(engine, device);
        player.round();
        row.check(opened + let_in == 0, || {
            format!("with {withheld:?} withheld, {opened} purposes opened and {let_in} records were taken")
        });
        row.figure(format!(
            "with {} withheld, a yes to everything: {opened} purposes open, {let_in} of {offered} records taken",
            names(&withheld)
        ));
    }
    let sent = servers.requests_begun() - before;
    row.check(sent == 0, || {
        format!("{sent} requests were begun without a choice")
    });
    let more: Vec<String> = files(&device.files())
        .iter()
        .filter_map(|path| {
            path.file_name()
                .map(|name| name.to_string_lossy().into_owned())
        })
        .filter(|name| !ALLOWED.contains(&name.as_str()))
        .collect();
    row.check(more.is_empty(), || {
        format!("on disk besides ledger, vault and lock: {more:?}")
    });
    row.figure(format!(
        "requests begun: {sent}; files besides ledger, vault and lock: {}",
        more.len()
    ));
    Ok(row)
}

fn names(signals: &[RequiredSignal]) -> String {
    let names: Vec<&str> = signals
        .iter()
        .map(|signal| match signal {
            RequiredSignal::Age => "age",
            RequiredSignal::Organisation => "organisation",
            RequiredSignal::Signal => "signal",
        })
        .collect();
    names.join(", ")
}
