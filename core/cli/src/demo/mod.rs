//! A day of a real app, played through the whole path, and the seven promises shown on the way.

mod barrier;
mod child;
mod crash_sender;
mod day;
mod device;
mod evidence;
mod fresh;
mod guest;
mod kept;
mod ledger;
mod loss;
mod needles;
mod offered;
mod played;
mod player;
mod run;
mod sabotage;
mod same;
mod screen;
mod search;
mod states;
mod table;

pub(crate) use child::{ChildArgs, play};
pub(crate) use crash_sender::{SendArgs, send_crashes};
pub(crate) use run::{DemoArgs, run};
