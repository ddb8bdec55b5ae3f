//! Stand-ins for Segment, Sentry, an OpenTelemetry collector and a controller's endpoint for requests on this machine, for the demo and the tests of all languages.
//!
//! They check what arrives as far as the vendors document it; they are not the vendors' software.

mod accept;
mod command;
mod kept;
mod log;
mod mode;
mod otlp;
mod readable;
mod received;
mod refused;
mod rights;
mod routes;
mod running;
mod segment;
mod sentry;
mod unpack;

pub use command::ServersArgs;
pub(crate) use command::run;
pub(crate) use mode::Mode;
pub(crate) use received::Received;
pub(crate) use running::Servers;
