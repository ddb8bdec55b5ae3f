//! What arrived, in the order of the heads, and how the servers answer; they share it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::kept;
use super::mode::Mode;
use super::readable;
use super::received::Received;

/// Everything that arrived, and the mode in force.
pub(crate) struct Log {
    pub(crate) mode: watch::Sender<Mode>,
    requests: Mutex<Vec<Received>>,
    taken: Mutex<BTreeSet<(&'static str, String)>>,
    keep: Option<PathBuf>,
    watch: bool,
}

impl Log {
    pub(crate) fn new(keep: Option<PathBuf>, watch: bool) -> Self {
        Self {
            mode: watch::Sender::new(Mode::Ok),
            requests: Mutex::new(Vec::new()),
            taken: Mutex::new(BTreeSet::new()),
            keep,
            watch,
        }
    }

    pub(crate) fn requests(&self) -> MutexGuard<'_, Vec<Received>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Enters a request whose head has arrived.
    pub(crate) fn begin(&self, request: Received) -> Open<'_> {
        let mut requests = self.requests();
        requests.push(request);
        Open {
            log: self,
            number: requests.len() - 1,
        }
    }

    /// Which of these ids the recipient had taken before; from here on it has taken them all.
    fn take(&self, recipient: &'static str, ids: &[String]) -> Vec<String> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        ids.iter()
            .filter(|id| !taken.insert((recipient, (*id).clone())))
            .cloned()
            .collect()
    }
}

/// A request under way. However it ends, also when the client goes, what arrived of it is kept.
pub(crate) struct Open<'a> {
    log: &'a Log,
    number: usize,
}

impl Open<'_> {
    /// Changes what is known of the request.
    pub(crate) fn note(&self, change: impl FnOnce(&mut Received)) {
        change(&mut self.log.requests()[self.number]);
    }

    /// Writes what is known of the request so far.
    pub(crate) fn keep(&self) {
        let Some(folder) = &self.log.keep else {
            return;
        };
        let request = self.log.requests()[self.number].clone();
        if let Err(error) = kept::write(folder, self.number, &request) {
            eprintln!("sordino: a request could not be kept: {error}");
        }
    }

    /// Notes the answer, and prints the request for who watches; an id that was answered with 200 before is one taken again.
    pub(crate) fn answered(&self, status: u16, why: &str) {
        self.note(|request| {
            request.status = status;
            if status == 200 {
                request.again = self.log.take(request.recipient, &request.ids);
                request.duplicate = request.again.len() == request.ids.len();
            }
        });
        if self.log.watch {
            let lines = readable::lines(&self.log.requests()[self.number], why);
            // Who watched may have gone; the servers go on.
            let _ = writeln!(io::stdout().lock(), "{}", lines.join("\n"));
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.keep();
    }
}
