//! The permission flows, contacts and push, as pure state machines.
//!
//! # Design
//!
//! - **A machine is one function.** State, facts and an input go in; the next state and one step come out. It reads no
//!   clock, no file and no text, so that a test can play every state with every input.
//! - **The state is all that must be kept.** Whoever keeps it before the step is carried out can be killed in between:
//!   `interrupted` leads out of every state without asking twice.
//! - **The system's own answer is a fact, never an input.** After a dialog the platform reports `returned` and what the
//!   system says now, so that a change in the system's settings and an answer in a dialog are the same thing.
//! - **Nothing begins by itself but a refresh.** Only `start`, which stands for the person's own tap, leads to a primer or a
//!   dialog. `look`, when the app comes to the front, refreshes a card by its own id, or offers an update once.
//! - **The path without a permission comes first.** Where the policy does not ask for direct access, and wherever the
//!   system refuses it, the person saves the card in the system's own screen.
//! - **In doubt there is a card, and there was a token.** A write without an answer leaves a card that may exist, and a
//!   token that may have been issued is deleted.
//!
//! [`contacts`] and [`push`] are the flows, [`token`] is the gate between an app and its push service, [`rationale`]
//! says what a refusal on Android means, and [`primer`] which buttons a primer may have. Every table of theirs is printed
//! to `docs/flows.md`.

#[macro_use]
mod named;

pub mod contacts;
pub mod primer;
pub mod push;
pub mod rationale;
pub mod token;
