//! How the player dies: by SIGKILL, between two records or in the middle of a write.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sordino_engine::ports::File;
use sordino_testkit::front::Front;

/// Ends the process in the middle of a record's write, from a line of the day on.
#[derive(Clone, Default)]
pub(crate) struct Deadly {
    from: Option<usize>,
    armed: Arc<AtomicBool>,
}

impl Deadly {
    pub(crate) fn from_line(from: Option<usize>) -> Self {
        Self {
            from,
            ..Self::default()
        }
    }

    /// Makes a record call of a line; the process may not come back from it.
    pub(crate) fn around<T>(&self, line: usize, call: impl FnOnce() -> T) -> T {
        let armed = self.from.is_some_and(|from| line >= from);
        self.armed.store(armed, Ordering::SeqCst);
        let came_back = call();
        self.armed.store(false, Ordering::SeqCst);
        came_back
    }
}

impl Front for Deadly {
    fn write_at(
        &self,
        file: &dyn File,
        path: &str,
        bytes: &[u8],
        offset: u64,
    ) -> io::Result<usize> {
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
