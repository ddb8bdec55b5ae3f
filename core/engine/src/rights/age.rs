//! The person's age, as the app or a store tells it: a band, of which only "old enough or not" is kept.

use crate::answer::PartlyDone;
use crate::barrier;
use crate::ledger::Limiter;
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Decides by the policy's `minimum_age`. An age that nobody knows changes nothing: where the policy requires one, every
/// optional purpose stays closed until it is told.
pub(crate) fn tell_age(
    rooms: &Rooms,
    at_least: Option<u8>,
    at_most: Option<u8>,
) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let minimum = rooms.world.policy().limits.minimum_age;
    match is_old_enough(minimum, at_least, at_most) {
        Some(allows) => barrier::limit(rooms, Limiter::Age, None, allows),
        None => Ok(Vec::new()),
    }
}

/// Returns `None` if nothing is known. In doubt a person is too young: a band that reaches below the minimum, or that holds
/// no age at all, opens nothing.
fn is_old_enough(minimum: u8, at_least: Option<u8>, at_most: Option<u8>) -> Option<bool> {
    match (at_least, at_most) {
        (None, None) => None,
        (None, Some(_)) => Some(false),
        (Some(low), high) => Some(low >= minimum && high.is_none_or(|high| high >= low)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_old_enough;

    #[test]
    fn only_a_band_above_the_minimum_opens() {
        for (at_least, at_most, is) in [
            (None, None, None),
            (Some(16), None, Some(true)),
            (Some(15), None, Some(false)),
            (Some(16), Some(17), Some(true)),
            (Some(16), Some(16), Some(true)),
            (Some(13), Some(17), Some(false)),
            (Some(0), Some(12), Some(false)),
            (None, Some(15), Some(false)),
            // An upper bound alone says nothing of the minimum.
            (None, Some(120), Some(false)),
            // No age lies in it.
            (Some(18), Some(12), Some(false)),
        ] {
            let said = is_old_enough(16, at_least, at_most);
            assert_eq!(said, is, "{at_least:?} to {at_most:?}");
        }
    }
}
