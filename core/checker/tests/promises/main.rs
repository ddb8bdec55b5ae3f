//! What the checker promises, of its rules and of any tree.

mod any_policy;
mod any_text;
mod binaries;
mod fix_android;
mod generated;
mod kinds;
mod notices;
mod practice;
mod rules;
mod tree;
