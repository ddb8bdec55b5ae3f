//! The `sordino` command, started as a person would start it.

mod check;
mod demo;
mod diff;
mod servers;
mod stand_in;
mod verify;
