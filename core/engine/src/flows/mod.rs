//! The permission flows: what holds now and the policy's texts around the pure machines.
//!
//! # Design
//!
//! - **No rule of a flow stands here.** [`sordino_flows`] says the next step; this room tells the machines what holds, has
//!   their states kept by `progress`, and puts a step into the policy's words.
//! - **Kept before carried out.** A state is durable before its step is answered. What cannot be kept is answered with an
//!   error, and nothing was shown.
//! - **One flow over all processes.** Each engine has a mark. A state that another one left is `interrupted` first: who asked
//!   last goes on, and what an earlier one wrote still counts.

mod contacts;
mod push;
mod shape;
mod token;

pub use shape::{
    CardContent, ContactsNext, FlowAccess, FlowScreen, PushCategoryState, PushNext, SystemLimit,
    TokenNext,
};
pub use sordino_flows::contacts::{Input as ContactsInput, Step as ContactsStep};
pub use sordino_flows::push::{Input as PushInput, Step as PushStep};
pub use sordino_flows::token::{Answer as TokenAnswer, Input as TokenInput, Step as TokenStep};

pub(crate) use contacts::contacts;
pub(crate) use push::push;
pub(crate) use token::push_token;

use sordino_flows::rationale::{History, Rationale};
use sordino_policy::{Permission, PermissionId, Platform};

use crate::answer::ChoiceError;
use crate::rooms::Rooms;

/// Returns the policy's permission of this kind.
fn permission(rooms: &Rooms, id: PermissionId) -> Result<&Permission, ChoiceError> {
    let mut permissions = rooms.world.policy().permissions.iter();
    permissions
        .find(|permission| permission.id == id)
        .ok_or(ChoiceError::UnknownPurpose)
}

fn is_apple(rooms: &Rooms) -> bool {
    rooms.world.options.platform == Some(Platform::Ios)
}

/// What Android says of a permission, with what the app asked and saw before.
enum OnAndroid {
    /// The permission is granted.
    Granted,
    /// The system's dialog would come. `again` says that the permission was denied or taken back before.
    CanAsk { again: bool },
    /// The system's dialog would not come.
    Denied,
}

/// Notes what Android says, and returns how the permission stands.
fn on_android(history: &mut History, granted: bool, rationale: bool, first: bool) -> OnAndroid {
    *history = history.seen(granted, rationale, first);
    match history.stands(granted, rationale) {
        Rationale::Granted => OnAndroid::Granted,
        stands if stands.can_ask() => OnAndroid::CanAsk {
            again: history.was_answered(),
        },
        _ => OnAndroid::Denied,
    }
}
