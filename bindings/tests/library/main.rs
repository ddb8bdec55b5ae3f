//! The library as Kotlin and Swift call it, called from Rust.

mod door_properties;
mod door_vectors;
mod platform;
mod settings;
mod surface;
mod write;
