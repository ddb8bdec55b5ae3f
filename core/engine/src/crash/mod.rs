//! Crash texts of six sources become one shape.

mod trace;

pub use trace::*;
