//! The path: record, gate, minimise, queue, upload.
//!
//! One module a stage, in that order. Each owns an output type that only it can make, so that a
//! stage cannot be skipped and still compile. The ledger and the vault decide together whether a
//! purpose is open; the wiring in `facade` is the only place that sees every stage.

pub mod record;

pub mod gate;

pub mod minimise;

pub mod queue;

pub mod upload;

mod sinks;

pub mod crash;
pub mod encoding;
pub mod flows;
pub mod formats;
pub mod ledger;
pub mod ports;
pub mod receipt;
mod receipt_text;
pub mod settings;

mod answer;
mod backlog;
mod barrier;
mod catalog;
mod civil;
mod condition;
mod confirmed;
mod consent;
mod crumbs;
mod decisions;
mod digest;
mod facade;
mod facts;
mod for_vendor;
mod guard;
mod hold;
mod identity;
mod journal;
mod json;
mod lock;
mod misplaced;
mod offer;
mod options;
mod outcome;
mod progress;
mod readiness;
mod rights;
mod rooms;
mod scope;
mod seal;
mod status;
mod sync;
mod value;
mod vault;
mod vendors;
mod world;

pub use answer::{ChoiceError, PartlyDone, Shown, TurnOnResult};
pub use condition::{Condition, Counters, NotReady, StartupRepair};
pub use decisions::{AppliedRule, Decided, Decision, FieldDecision, RecordKind};
pub use facade::Engine;
pub use facts::{Account, Facts, MAX_FACT};
pub use guard::is_inside;
pub use identity::Issued;
pub use options::{OpenError, Options, Override};
pub use outcome::{Accepted, Outcome};
pub use progress::{Deletion, DeletionStage};
pub use queue::Queued;
pub use record::{Crash, Event, Refusal};
pub use rights::{Addressee, Ticket as RightsTicket, TicketKind, signal_keys};
pub use scope::Scope;
pub use status::{PurposeNames, PurposeStatus};
pub use value::Value;
pub use world::Ports;
