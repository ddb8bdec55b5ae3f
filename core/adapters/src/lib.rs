//! Files, clock, randomness: implementations of the engine's ports.

mod clock;
mod folder;
mod key_file;
mod random;

pub use clock::SystemClock;
pub use folder::Folder;
pub use key_file::KeyFile;
pub use random::SystemRandom;
