//! Promise 1: nothing is stored or sent before a yes, nor while a required signal is withheld.

use sordino_engine::{Account, Crash, Engine, Event, Outcome, Value};
use sordino_policy::{BeforeChoice, DeviceAccess, LegalBasis, Purpose, RequiredSignal};

use super::courier::Courier;
use super::day::{Line, What, report};
use super::device::{Device, SHOWN, value};
use super::evidence::Evidence;
use super::kill::Deadly;
use super::player::Player;
use super::sabotage::Sabotage;
use super::search::files;
use crate::servers::Servers;

/// What a fresh install may have on disk.
const ALLOWED: [&str; 5] = ["ledger", "vault", "lock", "keys.lock", "clock"];

/// How often records were offered, and how many were let in.
#[derive(Debug, Clone, Copy, Default)]
struct Offered {
    records: usize,
    let_in: usize,
}

/// What was seen of a fresh install.
#[derive(Debug, Default)]
pub(crate) struct Fresh {
    before_a_choice: Offered,
    /// Signals that the policy requires and nobody supplied.
    withheld: Vec<&'static str>,
    while_withheld: Offered,
    open_while_withheld: Vec<String>,
    /// Purposes that opened as soon as the signals were there.
    opened_then: Vec<String>,
    connections: usize,
    bytes: u64,
    /// Files besides those that may be there.
    files: Vec<String>,
    /// Whether the policy says that records are held, sealed, for a choice.
    holds_sealed: bool,
}

/// Plays a fresh install: nobody chose, then everybody said yes and a signal is missing.
pub(crate) fn fresh(
    device: &Device,
    day: &[Line],
    servers: &Servers,
    sabotage: Sabotage,
) -> Result<Fresh, String> {
    let mut fresh = Fresh::default();
    let (connections, bytes) = (servers.connections(), servers.bytes());
    let engine = device.open()?;
    if sabotage.opens_without_a_choice() {
        device.supply_signals(&engine)?;
        turn_everything_on(device, &engine)?;
    }
    let mut player = Player::new(device, engine, Courier::Honest, Deadly::default());
    fresh.before_a_choice = offer(&player.engine, day);
    player.round();
    let name = |signal: &RequiredSignal| match signal {
        RequiredSignal::Age => "age",
        RequiredSignal::Organisation => "organisation",
        RequiredSignal::Signal => "signal",
    };
    fresh.withheld = device.policy.limits.required.iter().map(name).collect();
    if !fresh.withheld.is_empty() {
        turn_everything_on(device, &player.engine)?;
        fresh.open_while_withheld = open(device, &player.engine);
        fresh.while_withheld = offer(&player.engine, day);
        player.round();
    }
    fresh.files = files(&device.files())
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .filter(|name| !ALLOWED.contains(&name.as_str()))
        .collect();
    fresh.holds_sealed = device
        .policy
        .purposes
        .iter()
        .any(|purpose| matches!(purpose.before_choice, BeforeChoice::HoldSealed { .. }));
    fresh.connections = servers.connections() - connections;
    fresh.bytes = servers.bytes() - bytes;
    if !fresh.withheld.is_empty() {
        device.supply_signals(&player.engine)?;
        fresh.opened_then = open(device, &player.engine);
    }
    Ok(fresh)
}

fn turn_everything_on(device: &Device, engine: &Engine) -> Result<(), String> {
    for purpose in device.policy.purposes.iter().filter(|one| is_optional(one)) {
        engine
            .turn_on(&purpose.id, SHOWN)
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn open(device: &Device, engine: &Engine) -> Vec<String> {
    let is_open = |id: &str| engine.status(id).is_some_and(|status| status.open);
    let purposes = device.policy.purposes.iter();
    purposes
        .filter(|purpose| is_optional(purpose) && is_open(&purpose.id))
        .map(|purpose| purpose.id.clone())
        .collect()
}

/// Whether the service that was asked for can do without it: a signal can close only those.
fn is_optional(purpose: &Purpose) -> bool {
    match purpose.legal_basis {
        LegalBasis::Consent | LegalBasis::LegitimateInterest => true,
        LegalBasis::Contract | LegalBasis::LegalObligation => {
            purpose.device_access == DeviceAccess::Consent
        }
    }
}

/// Offers every record of the day, and says who signs in.
fn offer(engine: &Engine, day: &[Line]) -> Offered {
    let mut offered = Offered::default();
    for line in day {
        let outcomes = match &line.what {
            What::Event {
                event, properties, ..
            } => {
                let values: Vec<(&str, Value<'_>)> = properties
                    .iter()
                    .map(|(key, json)| (key.as_str(), value(json)))
                    .collect();
                vec![engine.record(&Event {
                    name: event,
                    properties: &values,
                })]
            }
            What::Crash {
                source,
                text,
                base64,
                ..
            } => engine.crash(&Crash {
                source: source.of_engine(),
                report: &report(text.as_deref(), base64.as_deref()),
                happened: None,
            }),
            What::SignIn {
                user_id,
                customer_id,
                values,
            } => {
                let account = Account {
                    user_id: Some(user_id.clone()),
                    customer_id: customer_id.clone(),
                };
                engine.sign_in(account, values);
                continue;
            }
            _ => continue,
        };
        offered.records += 1;
        let let_in = outcomes
            .iter()
            .any(|one| matches!(one, Outcome::Accepted(_)));
        offered.let_in += usize::from(let_in);
    }
    offered
}

impl Fresh {
    /// What it shows of the first promise.
    pub(crate) fn evidence(&self) -> Evidence {
        let mut row = Evidence::of(1);
        let Offered { records, let_in } = self.before_a_choice;
        row.check(records > 0, || "the day offers no record".to_owned());
        row.check(let_in == 0, || {
            format!("{let_in} of {records} records were taken before any choice")
        });
        row.figure(format!(
            "fresh install: {records} records offered, {let_in} taken"
        ));
        if !self.withheld.is_empty() {
            let Offered { records, let_in } = self.while_withheld;
            let (withheld, open) = (self.withheld.join(", "), self.open_while_withheld.len());
            row.check(open + let_in == 0, || {
                format!("with {withheld} withheld, {open} purposes opened and {let_in} records were taken")
            });
            row.check(!self.opened_then.is_empty(), || {
                format!("with {withheld} supplied, nothing opened either")
            });
            row.figure(format!(
                "a yes to everything, {withheld} withheld: {open} purposes open, {let_in} of {records} records taken"
            ));
            row.figure(format!(
                "{withheld} supplied: {} purposes open",
                self.opened_then.len()
            ));
        }
        let (connections, bytes, files) = (self.connections, self.bytes, &self.files);
        row.check(connections == 0 && bytes == 0, || {
            format!("{connections} connections and {bytes} bytes without a choice")
        });
        row.check(files.is_empty() || self.holds_sealed, || {
            format!("on disk besides ledger, vault, lock and clock: {files:?}")
        });
        row.figure(format!(
            "until then {connections} connections, {bytes} bytes; files besides ledger, vault, lock and clock: {}",
            files.len()
        ));
        row
    }
}
