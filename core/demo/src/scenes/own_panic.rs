//! A panic of this program's own Rust code, caught by the sentry crate, led through the gate.

use std::panic::{catch_unwind, set_hook, take_hook};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;
use sordino_adapters::rust_app::{GatedTransportFactory, sentry};
use sordino_adapters::{Http, Step, deliver};
use sordino_policy::PurposeKind;

use super::arrived::Arrived;
use super::device::Device;
use super::evidence::Evidence;
use super::needles::OF_THE_PANIC;
use super::tally::Rules;
use crate::servers::Servers;

/// What was seen of two panics: one while crash reports are off, one while they are on.
pub(crate) struct OwnPanic {
    /// Reports that the sentry crate's client handed over, each time.
    handed_over: [u64; 2],
    /// Records that the engine accepted, each time.
    accepted: [u64; 2],
    connections_while_off: usize,
    /// Frames that arrived, whether they name the function that panicked, and whether they have to.
    frames: usize,
    names_it: bool,
    must_name_it: bool,
    raw: bool,
}

/// Panics twice; nothing if the policy has no crash reports.
pub(crate) fn own_panic(device: &Device, servers: &Servers) -> Result<Option<OwnPanic>, String> {
    let Some(purpose) = device.purposes(PurposeKind::Crash).into_iter().next() else {
        return Ok(None);
    };
    let engine = Arc::new(device.open()?);
    let gate = GatedTransportFactory::new(Arc::clone(&engine));
    let hook = take_hook();
    // The terminal need not hear of panics that are meant.
    set_hook(Box::new(|_| {}));
    let client = sentry::init(gate.client_options());
    let connections = servers.connections();
    let panic = || {
        // It panics, that is all it is for.
        let _ = catch_unwind(no_owner_for_the_alert);
        (gate.handed_over().reports, engine.counters().accepted)
    };
    let off = panic();
    let connections_while_off = servers.connections() - connections;
    let turned_on = device.turn_on(&engine, &purpose);
    let on = panic();
    drop(client);
    drop(take_hook());
    set_hook(hook);
    turned_on?;

    let ids = engine.queued_ids();
    let begun = servers.requests_begun();
    let http = Http::new(Duration::from_secs(30));
    while let Step::Sent(_) = deliver(&engine, &http) {}
    let received = servers.received().split_off(begun);
    let arrived = Arrived::new(&device.policy, &received);
    let found = ids
        .iter()
        .find_map(|(to, id)| Some((to, arrived.get(to, id)?)));
    let event = found.map_or(&Json::Null, |(_, event)| event);
    let functions: Vec<&Json> = frames(event);
    let named = |function: &&Json| {
        let name = function["function"].as_str();
        name.is_some_and(|name| name.contains("no_owner_for_the_alert"))
    };
    Ok(Some(OwnPanic {
        handed_over: [off.0, on.0 - off.0],
        accepted: [off.1, on.1 - off.1],
        connections_while_off,
        frames: functions.len(),
        names_it: functions.iter().any(named),
        must_name_it: found.is_some_and(|(recipient, _)| {
            let policy = &device.policy;
            Rules { policy, recipient }.keep("stack_function")
        }),
        raw: event.to_string().contains(OF_THE_PANIC),
    }))
}

#[inline(never)]
fn no_owner_for_the_alert() {
    panic!("no owner for the alert of {OF_THE_PANIC} at this hour");
}

fn frames(event: &Json) -> Vec<&Json> {
    let exceptions = event["exception"]["values"]
        .as_array()
        .into_iter()
        .flatten();
    let frames = exceptions.filter_map(|one| one["stacktrace"]["frames"].as_array());
    frames.flatten().collect()
}

impl OwnPanic {
    /// What it shows of the first promise: there is no way around the gate.
    pub(crate) fn add_to(&self, row: &mut Evidence) {
        let ([off, on], connections) = (self.accepted, self.connections_while_off);
        row.check(self.handed_over == [1, 1], || {
            format!(
                "the sentry crate handed over {:?} reports",
                self.handed_over
            )
        });
        row.check(off == 0 && connections == 0, || {
            format!("a panic while off: {off} records taken, {connections} connections")
        });
        row.check(on == 1 && (self.names_it || !self.must_name_it), || {
            format!(
                "a panic while on: {on} records taken, {} frames arrived without the function",
                self.frames
            )
        });
        row.check(!self.raw, || {
            "a panic's message arrived as it was".to_owned()
        });
        row.figure(format!(
            "a panic of this program, caught by the sentry crate: off {off} taken, {connections} connections; on {on} taken, {} frames at the server",
            self.frames
        ));
    }
}
