//! A day of a real app, played through the whole path, and stand-ins for the vendors' servers.
//!
//! The `sordino` command offers it as `sordino demo` and `sordino servers`; nothing that an app
//! links depends on it. The README beside this crate says what the scenes show.

mod command;
mod scenes;
mod servers;

pub use command::Command;
pub use scenes::{ChildArgs, DemoArgs, SendArgs};
pub use servers::ServersArgs;
