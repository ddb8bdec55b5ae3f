//! How the player dies: by SIGKILL, between two records or in the middle of a write.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sordino_engine::ports::File;

use super::disk::Tap;

/// Ends the process in the middle of the next record's write, once armed.
#[derive(Clone, Default)]
pub(crate) struct Deadly {
    armed: Arc<AtomicBool>,
}

impl Deadly {
    pub(crate) fn arm(&self, armed: bool) {
        self.armed.store(armed, Ordering::SeqCst);
    }
}

impl Tap for Deadly {
    fn write(&self, path: &str, bytes: &[u8], offset: u64, file: &dyn File) -> io::Result<usize> {
        if path.ends_with(".seg") && self.armed.load(Ordering::SeqCst) {
            // Dead either way; the half that was written is what the next process finds.
            let _ = file.write_at(&bytes[..bytes.len() / 2], offset);
            kill_myself();
        }
        file.write_at(bytes, offset)
    }
}

/// SIGKILL: no handler, no destructor, no flush.
pub(crate) fn kill_myself() -> ! {
    let me = std::process::id().to_string();
    // A shell has `kill` built in; not every system has it as a file.
    let _ = std::process::Command::new("sh")
        .args(["-c", "kill -9 \"$1\"", "sh", &me])
        .status();
    loop {
        std::thread::park();
    }
}
