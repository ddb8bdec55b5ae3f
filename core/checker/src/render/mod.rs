//! Reports as people and programs read them.

mod json;
mod rules_table;
mod sarif;
mod text;

pub use json::json;
pub use rules_table::rules_table;
pub use sarif::sarif;
pub use text::text;
