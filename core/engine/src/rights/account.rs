//! The end of an account, and of what is held.

use super::deletion;
use crate::answer::PartlyDone;
use crate::barrier;
use crate::receipt::Receipt;
use crate::rooms::Rooms;

/// Forgets who was signed in, then erases what is held.
///
/// In this order: nothing that is recorded meanwhile is about that person.
pub(crate) fn account_deleted(rooms: &Rooms) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    rooms.people.signed_in.forget();
    erase(rooms)
}

/// Erases what is held. A request for deletion that is owed goes on: it names what recipients still hold.
pub(crate) fn erase(rooms: &Rooms) -> Result<Vec<Receipt>, PartlyDone<Receipt>> {
    let erased = barrier::erase(rooms);
    deletion::follow(rooms);
    erased
}
