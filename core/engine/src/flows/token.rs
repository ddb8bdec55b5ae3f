//! The gate of a push service.

use sordino_flows::token::{Answer, Input, State, Step, next};

use super::shape::TokenNext;
use crate::answer::ChoiceError;
use crate::digest;
use crate::rooms::Rooms;

/// Returns the next step of `service`'s gate after `input`, with its state durable.
pub(crate) fn push_token(
    rooms: &Rooms,
    service: &str,
    input: Input,
) -> Result<TokenNext, ChoiceError> {
    let mut recipients = rooms.world.policy().recipients.iter();
    let recipient = recipients
        .find(|recipient| recipient.id == service)
        .ok_or(ChoiceError::UnknownPurpose)?;
    let tag = digest::tag(&[service.as_bytes()]);
    let changed = rooms.progress.change(&rooms.world, |kept, _| {
        // Asked with the lock held: what was closed before is closed here.
        let open = recipient
            .purposes
            .iter()
            .any(|purpose| rooms.is_open(purpose));
        let (state, step) = next(kept.token(&tag), open, input);
        kept.set_token(tag, state);
        Ok(TokenNext {
            step,
            answer: state.answer(open),
        })
    });
    match changed {
        // Nobody knows what was issued before: one that comes now is none that anybody wants.
        Err(ChoiceError::NotReady) if input == Input::Issued => {
            let (_, step) = next(State::IN_DOUBT, false, input);
            Ok(TokenNext {
                step,
                answer: Answer::StillOn,
            })
        }
        Err(ChoiceError::NotReady) => Ok(TokenNext {
            step: Step::Nothing,
            answer: Answer::CannotTell,
        }),
        changed => changed,
    }
}
