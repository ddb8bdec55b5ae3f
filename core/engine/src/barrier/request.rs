//! The purpose of kind `rights`: a person's request opens it, and the request's end closes it.

use super::change::change;
use super::choose::{last, said};
use super::waits::Waits;
use crate::answer::ChoiceError;
use crate::catalog::PurposeIx;
use crate::ledger::State;
use crate::rooms::Rooms;

/// Opens it for a request, or again for one that is still owed.
pub(crate) fn open_for_request(rooms: &Rooms, at: PurposeIx) -> Result<(), ChoiceError> {
    let purpose = rooms.world.catalog.purpose(at);
    let opened = change(rooms, &Waits::of(&rooms.world), None, &|balance| {
        // A purpose whose opening was cut short was written down as taken back.
        let state = match last(balance, purpose) {
            Some(before) if before.is_refusal() => State::ObjectionWithdrawn,
            _ => State::Informed,
        };
        said(rooms, at, state, "deletion_request")
    });
    opened.failed.map_or(Ok(()), Err)
}

/// Closes it, for nothing is owed any more. The receipt is given out with those of before.
pub(crate) fn close_after_request(rooms: &Rooms, at: PurposeIx) -> Result<(), ChoiceError> {
    let closed = change(rooms, &Waits::of(&rooms.world), Some(at), &|_| {
        said(rooms, at, State::Terminated, "deletion_request_ended")
    });
    rooms.unfinished.lock().extend(closed.receipts);
    closed.failed.map_or(Ok(()), Err)
}
