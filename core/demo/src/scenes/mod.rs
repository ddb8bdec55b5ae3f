//! A day of a real app, played through the whole path, and the seven promises shown on the way.
//!
//! A scene plays something and notes what it saw; what judges it gets figures only. A hidden switch
//! makes the wiring of one scene misbehave: it is asked while playing, never while judging.

mod arrived;
mod barrier;
mod child;
mod clock;
mod copied;
mod courier;
mod crash_sender;
mod day;
mod device;
mod evidence;
mod fresh;
mod guest;
mod journal;
mod kept;
mod kept_crash;
mod kill;
mod late;
mod least;
mod ledger;
mod loss;
mod made_day;
mod needles;
mod network;
mod offered;
mod own_panic;
mod played;
mod player;
mod receipts;
mod run;
mod sabotage;
mod same;
mod screen;
mod search;
mod stage;
mod states;
mod table;
mod tally;
mod told;
mod vendor;
mod withdrawal;
mod words;
mod workers;

pub use child::ChildArgs;
pub(crate) use child::play;
pub use crash_sender::SendArgs;
pub(crate) use crash_sender::send_crashes;
pub use run::DemoArgs;
pub(crate) use run::run;
