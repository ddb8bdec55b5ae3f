//! The gate of a push service.

use sordino_flows::token::{Answer, Input, State, Step, next};

use super::shape::TokenNext;
use crate::answer::ChoiceError;
use crate::digest;
use crate::rooms::Rooms;

/// Returns the next step of `service`'s gate after `input`, with its state durable. A service that the policy does not name any
/// more serves nothing: a token of it goes.
pub(crate) fn push_token(
    rooms: &Rooms,
    service: &str,
    input: Input,
) -> Result<TokenNext, ChoiceError> {
    let world = &rooms.world;
    let mut recipients = world.policy().recipients.iter();
    let recipient = recipients.find(|recipient| recipient.id == service);
    let tag = digest::tag(&[service.as_bytes()]);
    let changed = rooms.progress.change(world, |kept, _| {
        let before = kept.token(&tag);
        if recipient.is_none() && before == State::default() {
            return Err(ChoiceError::UnknownPurpose);
        }
        // Asked with the lock held: what was closed before is closed here. No token goes to a country that nothing allows any
        // more, as no record does.
        let mut purposes = recipient.iter().flat_map(|one| &one.purposes);
        let may_have = world.catalog.may_transfer(service, world.now());
        let open = may_have && purposes.any(|purpose| rooms.is_open(purpose));
        let (state, step) = next(before, open, input);
        kept.set_token(tag, state);
        Ok(TokenNext {
            step,
            answer: state.answer(open),
        })
    });
    match changed {
        // Nobody knows what was issued before: one that comes now is none that anybody wants. Its service deletes it, and no
        // server was handed it.
        Err(ChoiceError::NotReady) if input == Input::Issued => Ok(TokenNext {
            step: Step::Delete,
            answer: Answer::StillOn,
        }),
        Err(ChoiceError::NotReady) => Ok(TokenNext {
            step: Step::Nothing,
            answer: Answer::CannotTell,
        }),
        changed => changed,
    }
}
