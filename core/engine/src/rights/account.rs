//! The end of an account.

use crate::answer::PartlyDone;
use crate::barrier;
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Forgets who was signed in, then erases what is held.
///
/// In this order: nothing that is recorded meanwhile is about that person.
pub(crate) fn account_deleted(rooms: &Rooms) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    rooms.people.signed_in.forget();
    barrier::erase(rooms)
}
