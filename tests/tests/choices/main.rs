//! What a person's choice, and whoever else has a say, opens, closes and erases.

mod asked_nos;
mod clock_jumps;
mod completion;
mod consent_record;
mod erased_nos;
mod erasure;
mod erasure_edges;
mod former_folder;
mod gate;
mod held_people;
mod holds;
mod kept_nos;
mod limits;
mod long_ledger;
mod many_purposes;
mod owed;
mod permission;
mod running_out;
mod screens;
mod slow_keys;
mod stalled_holder;
mod unfinished;
mod unwiped_slots;
mod vendors;
mod vouching;
mod withdrawal;
