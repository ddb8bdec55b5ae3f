//! The path: record, gate, minimise, queue, upload.

pub mod crash;
mod value;

pub use value::Value;
