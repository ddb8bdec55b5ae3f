//! What the scrubber finds in a text, and what it leaves.

mod adversarial;
mod commands;
mod kinds;
mod people;
mod properties;
mod secrets;
mod table;
mod wording;
