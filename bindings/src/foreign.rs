//! Calls into the app's own code, which may throw or never return.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What the app's code threw, as far as it is told: that it did. Its text stays there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum ForeignError {
    /// It could not do what was asked.
    Failed,
}

impl std::fmt::Display for ForeignError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the app's own code failed in a call that Sordino made to it")
    }
}

impl std::error::Error for ForeignError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for ForeignError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// Calls the app's code on a thread of its own; none if it did not return within `limit`.
///
/// A call that hangs keeps its own thread and nothing else.
pub(crate) fn within<T: Send + 'static>(
    limit: Duration,
    call: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (answer, answered) = mpsc::sync_channel(1);
    let spawned = thread::Builder::new()
        .name("sordino-foreign".to_owned())
        // Whoever waits may have gone by then; nobody is there to be told.
        .spawn(move || drop(answer.send(call())));
    spawned.ok()?;
    answered.recv_timeout(limit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_never_returns_holds_nobody_up() {
        let (_never, forever) = mpsc::channel::<()>();
        assert_eq!(
            within(Duration::from_millis(10), move || forever.recv().is_ok()),
            None
        );
    }

    #[test]
    fn a_call_that_panics_gives_no_answer() {
        let thrown = within(Duration::from_secs(60), || -> u8 { panic!("thrown") });
        assert_eq!(thrown, None);
    }

    #[test]
    fn a_call_that_returns_is_answered() {
        assert_eq!(within(Duration::from_secs(60), || 7), Some(7));
    }
}
