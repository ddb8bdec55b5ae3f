//! What the scrubber finds in a text, and what it leaves.

mod adversarial;
mod commands;
mod kinds;
mod properties;
mod secrets;
mod table;
mod wording;
