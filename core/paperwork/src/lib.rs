//! The paper that stores and authorities ask for, written from the one policy of an app.
//!
//! [`mod@declaration`] says in the stores' words what leaves a phone; [`mod@write`] makes the files of it, and [`mod@place`] puts
//! them into a folder without taking anything away that somebody else put there.

pub mod declaration;
pub mod place;
pub mod tables;
pub mod write;
