//! The engine for Kotlin and Swift.
//!
//! A desk, not a room: every call converts, asks the engine once, and converts back. What is rare
//! crosses by UniFFI. What is frequent, an event or a crash, crosses by one C function.
//!
//! Every call can fail, so that a panic anywhere is an error there and not the end of the app.
//! Records are flat and owned. The platform's services are traits that it implements; whatever one
//! of them throws, and however long it takes, touches nothing but its own answer.

uniffi::setup_scaffolding!();

mod account;
mod choices;
mod condition;
mod decisions;
mod deletion;
pub mod door;
mod engine;
mod error;
mod exports;
mod flows;
mod foreign;
mod keys;
mod minimise;
mod options;
mod outcome;
mod receipt;
mod recent;
mod sets;
mod settings;
mod signals;
mod status;
#[cfg(feature = "testing")]
pub mod testing;
mod ticket;
mod uploads;
mod vendors;

pub use account::Account;
pub use choices::{ChoiceState, ClosedBy, Limiter, Shown, TurnOnResult};
pub use condition::{Condition, Counters, NotReady, Queued, RefusedCount, StartupRepair};
pub use decisions::{AppliedRule, Decided, Decision, FieldDecision, RecordKind};
pub use deletion::{Deletion, DeletionStage};
pub use engine::{Engine, library_version};
pub use error::SordinoError;
pub use flows::{
    CardContent, ContactsInput, ContactsNext, ContactsStep, FlowAccess, FlowScreen, Importance,
    PushCategoryState, PushInput, PushNext, PushStep, SystemLimit, TokenAnswer, TokenInput,
    TokenNext, TokenStep,
};
pub use foreign::ForeignError;
pub use keys::{KeyStore, KeyStoreError};
pub use minimise::Minimised;
pub use options::{Facts, Options, Override, Platform};
pub use outcome::{ACCEPTED, HELD_IN_MEMORY, HELD_SEALED, KEYS_NOT_READY, Refusal};
pub use receipt::{CompletedReceipt, Count, Erasure, InFlight, Receipt, Stopped, receipt_json};
pub use recent::{RecentUpload, Reported};
pub use sets::{ChoiceFailure, Closings, FailedPurpose, Openings};
pub use settings::{
    Confirmation, HistoryPage, HistoryRow, Prompt, PromptKind, PromptPurpose, RecipientLine,
    RowKind, SettingsRow, SettingsScreen, SettingsSection, SettingsTexts, texts_without_engine,
};
pub use signals::{Preference, signal_keys};
pub use status::{PurposeNames, PurposeStatus};
pub use ticket::{Addressee, RightsTicket, TicketKind};
pub use uploads::{Answer, Begun, Cancel, Header, NextUpload, NotBegun, Reply, Request, Ticket};
pub use vendors::{
    Collecting, VendorAbout, VendorAnswer, VendorOutcome, VendorReadBack, VendorReport, VendorStep,
    VendorSwitch,
};
