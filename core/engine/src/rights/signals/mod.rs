//! Signals by machine: Global Privacy Control, and what a consent tool left in the platform's preferences.
//!
//! A signal only lowers. What it says becomes the word of the limiter `signal` on each purpose by its id: forbidden while the
//! signal says so, lifted when it says otherwise, and unchanged where nothing is said. Only purposes of telemetry that the
//! service can do without are closed: a signal speaks of collecting data, and not of the push message that a person asked
//! for. Whatever is said and cannot be read closes. [The page](../../../../../docs/signals.md) has every key.

mod bits;
mod gpp;
mod tcf;

use sordino_policy::Purpose;

use self::gpp::Gpp;
use self::tcf::Tcf;
use super::preferences::Preferences;
use super::told;
use crate::answer::PartlyDone;
use crate::ledger::{Limiter, is_optional};
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Returns the keys of the platform's preferences that say something: an app hands over these and no other.
pub fn keys() -> Vec<String> {
    let named = [
        tcf::APPLIES,
        tcf::TOOL,
        tcf::STRING,
        tcf::CONSENTS,
        tcf::INTERESTS,
        gpp::STRING,
        gpp::IN_FORCE,
    ];
    let named = named.into_iter().map(str::to_owned);
    named.chain(gpp::READ.map(gpp::key)).collect()
}

/// Decides what the signals lower. Where they say nothing, nothing changes.
pub(crate) fn tell_signals(
    rooms: &Rooms,
    gpc: Option<bool>,
    preferences: &[(&str, &str)],
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    match Signals::of(gpc, &Preferences(preferences)) {
        Some(signals) => told::tell(rooms, Limiter::Signal, |one| Some(!signals.forbid(one))),
        None => Ok(Vec::new()),
    }
}

/// What the signals say together.
struct Signals {
    opted_out: bool,
    tcf: [Option<Tcf>; 2],
}

impl Signals {
    /// Returns `None` if none of them says anything.
    fn of(gpc: Option<bool>, preferences: &Preferences<'_>) -> Option<Self> {
        let (tcf, gpp) = (Tcf::of(preferences), Gpp::of(preferences));
        let says = gpc.is_some() || tcf.is_some() || gpp.is_some();
        says.then(|| Self {
            opted_out: gpc == Some(true) || gpp.is_some_and(|gpp| gpp.opted_out),
            tcf: [tcf, gpp.and_then(|gpp| gpp.tcf)],
        })
    }

    fn forbid(&self, purpose: &Purpose) -> bool {
        let mut tcf = self.tcf.iter().flatten();
        let is_meant = purpose.kind.is_telemetry() && is_optional(purpose);
        is_meant && (self.opted_out || tcf.any(|tcf| tcf.forbids(purpose)))
    }
}

#[cfg(test)]
mod tests;
