//! What the organisation that manages a device set for this app: Android's app restrictions, Apple's managed configuration.
//!
//! One key for each purpose that the policy lets an organisation switch off. Its word is that of the limiter `organisation`:
//! `false` is off and locked, `true` leaves the purpose to the person, and no key says nothing, so that what the app told of
//! an account's organisation stands. In doubt it is off. Nothing here opens a purpose.
//! [The page](../../../../docs/organisation.md) is for whoever sets the keys.

use sordino_policy::{Limits, Policy, Purpose};

use super::preferences::Preferences;
use super::told;
use crate::answer::PartlyDone;
use crate::ledger::Limiter;
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Android's own key: the organisation's word is still on its way.
const PENDING: &str = "restrictions_pending";

/// Returns the keys that an organisation may set under `policy`, and that of a word on its way.
pub(crate) fn keys(policy: &Policy) -> Vec<String> {
    let purposes = policy.limits.organisation_may_switch_off.iter();
    let own = purposes.map(|purpose| Limits::organisation_key(purpose));
    own.chain([PENDING.to_owned()]).collect()
}

/// Decides what the settings lower. Where they say nothing, nothing changes.
pub(crate) fn tell_organisation(
    rooms: &Rooms,
    settings: &[(&str, &str)],
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let settings = Preferences(settings);
    let may = &rooms.world.policy().limits.organisation_may_switch_off;
    let is_on_its_way = settings.get(PENDING).is_some_and(|word| word != "false");
    let says = |purpose: &Purpose| {
        let word = settings.get(&Limits::organisation_key(&purpose.id))?;
        let is_meant = !is_on_its_way && may.contains(&purpose.id);
        // Apple's lists may have a number for a truth value.
        is_meant.then_some(matches!(word, "true" | "1"))
    };
    told::tell(rooms, Limiter::Organisation, says)
}
