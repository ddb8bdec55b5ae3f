//! The permission flows: the engine's model, as it is.

use sordino_engine::flows as model;

use crate::engine::Engine;
use crate::error::SordinoError;

pub use model::{
    CardContent, ContactsInput, ContactsNext, ContactsStep, FlowAccess, FlowScreen,
    PushCategoryState, PushInput, PushNext, PushStep, SystemLimit, TokenAnswer, TokenInput,
    TokenNext, TokenStep,
};
pub use sordino_policy::Importance;

/// What happened.
#[uniffi::remote(Enum)]
pub enum ContactsInput {
    /// The person asked for the feature.
    Start,
    /// The app came to the front.
    Look,
    /// The person pressed the button that goes on.
    Agree,
    /// The person pressed the button that does not.
    Decline,
    /// The person came back from the system's dialog or its settings.
    Returned,
    /// The card was saved, and its id is known.
    SavedKnown,
    /// The card was saved, and nobody said under which id.
    SavedUnknown,
    /// The person left the system's screen, which did not say that it saved.
    NotSaved,
    /// The card does not hold what was written last: the person changed it, or it is gone.
    Changed,
    /// The card's id leads to nothing.
    Gone,
    /// The provider is missing, threw, or answered with something else than the app's card.
    Failed,
    /// The process that was at it ended, or another one began.
    Interrupted,
}

/// What the platform does next.
#[uniffi::remote(Enum)]
pub enum ContactsStep {
    /// Nothing.
    Nothing,
    /// The purpose is closed: the person decides it first.
    AskConsent,
    /// Show the primer.
    ShowPrimer,
    /// Show the system's dialog.
    AskSystem,
    /// Android: open the system's screen for a new contact.
    OpenInsert,
    /// Android: open the card in the system's editor.
    OpenEdit,
    /// Android: let the person choose a contact, or a new one.
    OpenInsertOrEdit,
    /// iOS: hand the card out as a vCard.
    ShareCard,
    /// Write a new card directly.
    Write,
    /// Update the card by its id, on condition of the values last written.
    Refresh,
    /// Say, without a dialog, that the card has news, and how to take it over.
    OfferUpdate,
    /// Ask whether the deleted card shall be made again.
    AskAgain,
    /// Ask whether to pick the card in the system's settings.
    AskLimited,
    /// Open the system's settings of the app.
    OpenSettings,
    /// Turn the purpose off: the person declined what its yes was for, and no card is there.
    TakeBack,
    /// Say which function is lost. The app goes on.
    Explain,
    /// Say that the card is saved.
    Done,
}

/// What happened.
#[uniffi::remote(Enum)]
pub enum PushInput {
    /// The person asked for the feature.
    Start,
    /// The app came to the front.
    Look,
    /// The person pressed the button that goes on.
    Agree,
    /// The person pressed the button that does not.
    Decline,
    /// The person came back from the system's dialog or its settings.
    Returned,
    /// The system could not be asked.
    Failed,
    /// The process that was at it ended, or another one began.
    Interrupted,
}

/// What the platform does next.
#[uniffi::remote(Enum)]
pub enum PushStep {
    /// Nothing.
    Nothing,
    /// Every purpose is closed: the person decides first.
    AskConsent,
    /// Show the primer.
    ShowPrimer,
    /// Show the system's dialog.
    AskSystem,
    /// Ask whether to open the system's settings, where notifications or the channels are off.
    AskSettings,
    /// Open the system's notification settings of the app.
    OpenSettings,
    /// Turn the categories off: the person declined what the primer says of them, and nothing arrives yet.
    TakeBack,
    /// Say which function is lost. The app goes on.
    Explain,
    /// Say that notifications arrive.
    Done,
}

/// What happened.
#[uniffi::remote(Enum)]
pub enum TokenInput {
    /// The set of open purposes was told, as at each start and each change.
    Told,
    /// The service issued a token, asked for or not.
    Issued,
    /// The app's own server forgot the token.
    Forgotten,
    /// The service deleted the token.
    Deleted,
    /// The service could not be reached, or the app's own server could not.
    Failed,
    /// The person is about to sign out, and the session still stands.
    SigningOut,
}

/// What the platform does next.
#[uniffi::remote(Enum)]
pub enum TokenStep {
    /// Nothing.
    Nothing,
    /// Ask the service for a token.
    Register,
    /// Hand the token to the app, for its server.
    HandOver,
    /// Ask the app to have its server forget the token.
    Forget,
    /// Have the service delete the token and its installation id.
    Delete,
    /// Stop trying to delete.
    GiveUp,
}

/// What a receipt says about the service.
#[uniffi::remote(Enum)]
pub enum TokenAnswer {
    /// No token is held anywhere that this gate knows of.
    Off,
    /// A purpose is open, or a token still has to be deleted.
    StillOn,
    /// The token could not be deleted, and nobody tries any more.
    CannotTell,
}

/// What the system says of a permission.
#[uniffi::remote(Enum)]
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

/// How much a push notification may disturb.
#[uniffi::remote(Enum)]
pub enum Importance {
    /// Without a sound.
    Low,
    /// With a sound.
    Normal,
    /// With a sound, and over what is on the screen.
    High,
}

/// A screen of a flow, or a sentence where it has no buttons.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct ContactsNext {
    /// The step.
    pub step: ContactsStep,
    /// What to show with it.
    pub screen: Option<FlowScreen>,
    /// The card, for steps that write it.
    pub card: CardContent,
    /// Ids of the purposes that `TakeBack` turns off.
    pub turns_off: Vec<String>,
}

/// A category of notifications: a channel on Android, an interruption level on iOS.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct SystemLimit {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether the system allows it now.
    pub allows: bool,
}

/// What the push flow does next.
#[uniffi::remote(Record)]
pub struct PushNext {
    /// The step.
    pub step: PushStep,
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
#[uniffi::remote(Record)]
pub struct TokenNext {
    /// The step.
    pub step: TokenStep,
    /// What its switch answers meanwhile.
    pub answer: TokenAnswer,
}

#[uniffi::export]
impl Engine {
    /// Returns the next step of the contacts flow after `input`, durable before it is answered. `access` is what the system
    /// says now; `id` is the card's, with `SavedKnown`, else empty.
    ///
    /// Carry the step out and report what came of it. It reads and writes a file: call it off the main thread.
    ///
    /// # Errors
    ///
    /// `UnknownPurpose` if the policy has no contacts permission; `NotReady`, `NoRoom` or `StorageFailed` if the step cannot be
    /// kept: show nothing then.
    pub fn contacts_step(
        &self,
        input: ContactsInput,
        access: FlowAccess,
        id: String,
        locale: String,
    ) -> Result<ContactsNext, SordinoError> {
        Ok(self.engine.contacts_step(input, access, &id, &locale)?)
    }

    /// Returns the next step of the push flow after `input`, durable before it is answered. `access` is what the system says
    /// now; `off` are the ids of categories whose channel is off.
    ///
    /// Pass the limits of the answer on by `limit` with `Os`. It reads and writes a file: call it off the main thread.
    ///
    /// # Errors
    ///
    /// `UnknownPurpose` if the policy has no push permission; else as for `contacts_step`.
    pub fn push_step(
        &self,
        input: PushInput,
        access: FlowAccess,
        off: Vec<String>,
        locale: String,
    ) -> Result<PushNext, SordinoError> {
        Ok(self.engine.push_step(input, access, &off, &locale)?)
    }

    /// Returns the next step of the gate between the app and a push service, which is a recipient of the policy. The state is
    /// durable before it is answered, so that no token is handed on that nobody will delete.
    ///
    /// # Errors
    ///
    /// `UnknownPurpose` if the policy has no such recipient; `NoRoom` or `StorageFailed` if the state cannot be kept: drop the
    /// token then.
    pub fn token_step(
        &self,
        service: String,
        input: TokenInput,
    ) -> Result<TokenNext, SordinoError> {
        Ok(self.engine.token_step(&service, input)?)
    }
}
