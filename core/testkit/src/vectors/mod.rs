//! Cases that every language must answer alike, for tests and the demo.
//!
//! A file of `tests/vectors` is one subject; [`replay`] gives each of its cases to [`answer`] and
//! says which came out otherwise than the file wants. What the files want was never computed here:
//! it is published, or made by a script that was written from the pages in `docs/formats`.

mod answer;
mod flows;
mod identity;
mod ledger;
mod notation;
mod records;
mod replay;
mod scene;
mod screens;
mod sets;
mod steps;
mod texts;
mod vendors;
mod wire;

pub use answer::{SUBJECTS, answer};
pub use replay::{Mismatch, Replayed, VectorsError, replay};
pub use wire::otlp_body;
