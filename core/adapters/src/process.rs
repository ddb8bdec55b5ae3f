//! Which process this is, for a look on every record.

use sordino_engine::ports::Process;

/// A mark of the process that made it.
pub(crate) struct ThisProcess {
    #[cfg(target_os = "linux")]
    forks: Option<forkguard::atfork::Guard>,
    id: u32,
}

impl ThisProcess {
    pub(crate) fn mark() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            forks: forkguard::atfork::Guard::try_new().ok(),
            id: std::process::id(),
        }
    }
}

impl Process for ThisProcess {
    #[cfg(target_os = "linux")]
    fn is_this(&self) -> bool {
        match &self.forks {
            // A copy, since a guard tells of a fork only once.
            Some(forks) => !forks.clone().detected_fork(),
            None => self.id == std::process::id(),
        }
    }

    /// Here the C library answers from memory.
    #[cfg(not(target_os = "linux"))]
    fn is_this(&self) -> bool {
        self.id == std::process::id()
    }
}
