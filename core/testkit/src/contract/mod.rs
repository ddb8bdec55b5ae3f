//! What every implementation of a port must keep. Each adapter's tests run these.

mod files;
mod key_store;

pub use files::files;
pub use key_store::key_store;
