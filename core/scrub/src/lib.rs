//! Finds personal data in free text and replaces it with typed tokens.
//!
//! ```
//! let scrubber = sordino_scrub::Scrubber::new();
//! assert_eq!(
//!     scrubber.scrub("login of anna@example.org failed from=93.184.216.34"),
//!     "login of [email] failed from=[ip]"
//! );
//! ```
//!
//! One pass over the words of the text: a table decides what each word could be, hand-checked matchers with checksums
//! and a small window of context decide what it is. Memory is bounded by the findings, time is linear on every input,
//! and nothing here panics.

mod builder;
mod by_letters;
mod checksum;
mod class;
mod context;
mod finding;
mod given;
mod key_name;
mod keys;
mod kind;
mod kinds;
mod known;
mod letters;
mod lexicon;
mod own;
mod page;
mod scan;
mod scrubber;
mod settings;
mod shape;
mod spelling;
#[cfg(test)]
mod tests;
mod value;
mod words;

pub use builder::ScrubberBuilder;
pub use finding::Finding;
pub use kind::Kind;
pub use own::PatternError;
pub use scrubber::Scrubber;

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
