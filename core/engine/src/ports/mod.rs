//! What the engine needs from outside. Ports take and give bytes, never a stage's type.

mod clock;
mod files;
mod key_store;
mod random;
mod vendor;

pub(crate) use clock::DAY;
pub use clock::{Clock, Millis};
pub use files::{File, Files, Held, Mode, Process, read_all, read_exact_at, write_all_at};
pub use key_store::{KeyStore, KeyStoreError};
pub use random::{Random, RandomFailed};
pub use vendor::{
    Collecting, VendorAbout, VendorAnswer, VendorReadBack, VendorReport, VendorSwitch, VendorThrew,
};
