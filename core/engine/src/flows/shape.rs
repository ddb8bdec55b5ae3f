//! What a flow asks and answers, as data: the same for every platform.

use serde::Serialize;
use sordino_flows::{contacts, push, token};
use sordino_policy::Importance;

/// What the system says of a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowAccess {
    /// It would show its dialog.
    NotDetermined,
    /// The person said no; it will not ask again.
    Denied,
    /// The device's owner or a managing organisation forbids it.
    Restricted,
    /// iOS 18 and later: the app's own contacts, and those that the person picked.
    Limited,
    /// iOS delivers notifications quietly, and nobody was asked.
    Provisional,
    /// An App Clip may notify for some hours.
    Ephemeral,
    /// It is granted, or nobody has to be asked.
    Authorized,
    /// Android, for a permission that its dialog grants.
    Android {
        /// What `checkSelfPermission` says.
        granted: bool,
        /// What `shouldShowRequestPermissionRationale` says.
        rationale: bool,
    },
}

/// A screen of a flow, or a sentence where it has no buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowScreen {
    /// The heading: the feature, or the question.
    pub title: String,
    /// What it is for and what happens.
    pub text: String,
    /// The button that goes on; empty where nothing is asked.
    pub agree: String,
    /// The button that does not, of the same weight; empty where no such button may stand.
    pub decline: String,
}

/// The one card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardContent {
    /// What it is called.
    pub name: String,
    /// The organisation on it; may be empty.
    pub organisation: String,
    /// Its numbers, E.164.
    pub numbers: Vec<String>,
    /// Id of the card that was written before; empty where it is not known.
    pub id: String,
    /// Numbers that were written last.
    pub written: Vec<String>,
    /// Those of them that are no longer on the card.
    pub old_numbers: Vec<String>,
}

/// What the contacts flow does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactsNext {
    /// The step.
    pub step: contacts::Step,
    /// What to show with it.
    pub screen: Option<FlowScreen>,
    /// The card, for steps that write it.
    pub card: CardContent,
    /// Ids of the purposes that `TakeBack` turns off.
    pub turns_off: Vec<String>,
}

/// A category of notifications: a channel on Android, an interruption level on iOS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushCategoryState {
    /// Stable id, which is the channel's too.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is sent.
    pub text: String,
    /// Id of its purpose.
    pub purpose: String,
    /// How much it may disturb.
    pub importance: Importance,
    /// Whether it promotes something.
    pub marketing: bool,
    /// Whether it breaks through silence, which needs an entitlement on iOS.
    pub critical: bool,
    /// Whether its purpose is open.
    pub open: bool,
}

/// What the system allows or forbids anew, to be passed on by `limit`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemLimit {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether the system allows it now.
    pub allows: bool,
}

/// What the push flow does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushNext {
    /// The step.
    pub step: push::Step,
    /// What to show with it.
    pub screen: Option<FlowScreen>,
    /// Every category of the policy.
    pub categories: Vec<PushCategoryState>,
    /// Limits of the system that changed.
    pub limits: Vec<SystemLimit>,
    /// Ids of the purposes that `TakeBack` turns off.
    pub turns_off: Vec<String>,
}

/// What the gate of a push service does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenNext {
    /// The step.
    pub step: token::Step,
    /// What its switch answers meanwhile.
    pub answer: token::Answer,
}
