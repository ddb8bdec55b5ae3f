//! The platform's key store, as the engine's port.

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};
use sordino_engine::ports;
use zeroize::Zeroizing;

use crate::foreign::within;

/// A key store that takes longer has failed. Real phones take up to 1.9 s for one call to their service, a store makes five
/// calls, a destruction two, and proving that a key is missing nine beside pauses of 1.2 s.
const LIMIT: Duration = Duration::from_secs(30);
/// A destruction may also be the last thing that makes an off durable, and somebody waits for that.
const DELETE_LIMIT: Duration = Duration::from_secs(5);

/// Why the key store gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum KeyStoreError {
    /// It opens after the first unlock. Never the answer for a key that is not there.
    Locked,
    /// It failed.
    Failed,
}

impl std::fmt::Display for KeyStoreError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Locked => "the key store opens after the first unlock: call retry then",
            Self::Failed => "the key store failed: call retry to ask it again",
        })
    }
}

impl std::error::Error for KeyStoreError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for KeyStoreError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// Where the vault key lives: Keychain, Android Keystore. What it holds must reach no backup.
///
/// Called on a thread of Sordino's own. A call that throws counts as failed, and so does one that takes longer than
/// 30 seconds: everything stays closed and `condition` says so. Until that call returns no other is made, and whoever asks
/// is told at once that the key store failed. Where nothing but the destruction of the keys can make an off durable, the
/// destructions of both have five seconds. It must not call Sordino.
#[uniffi::export(foreign)]
pub trait KeyStore: Send + Sync {
    /// The bytes stored under `name`, or nothing if there are surely none.
    ///
    /// # Errors
    ///
    /// `Locked` before the first unlock, `Failed` otherwise.
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, KeyStoreError>;

    /// Stores `bytes` under `name`, durably, in place of what was there.
    ///
    /// # Errors
    ///
    /// As for `load`; nothing is half stored.
    fn store(&self, name: String, bytes: Vec<u8>) -> Result<(), KeyStoreError>;

    /// Destroys what is stored under `name`; nothing there is no error.
    ///
    /// # Errors
    ///
    /// As for `load`.
    fn delete(&self, name: String) -> Result<(), KeyStoreError>;
}

/// The platform's key store behind the engine's port.
pub(crate) struct Bounded {
    store: Arc<dyn KeyStore>,
    /// Taken while a call is under way: what hangs and ends late must not end after a later one.
    turn: Arc<Turn>,
    limit: Duration,
    delete_limit: Duration,
}

impl Bounded {
    pub(crate) fn new(store: Arc<dyn KeyStore>) -> Self {
        Self {
            store,
            turn: Arc::default(),
            limit: LIMIT,
            delete_limit: DELETE_LIMIT,
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        call: impl FnOnce(&dyn KeyStore) -> Result<T, KeyStoreError> + Send + 'static,
    ) -> Result<T, ports::KeyStoreError> {
        let Some(turn) = self.turn_within(limit) else {
            return Err(ports::KeyStoreError::Failed);
        };
        self.ask_in_turn(turn, limit, call)
    }

    /// Waits for the call under way: at most `limit`, and no longer than a call may take from its own beginning. So a call
    /// that hangs costs its time once, and whoever asks afterwards is answered at once until it returns.
    fn turn_within(&self, limit: Duration) -> Option<Taken> {
        let turn = &self.turn;
        let mut taken = turn.taken.lock();
        let left = taken.map_or(limit, |began| self.limit.saturating_sub(began.elapsed()));
        let waited = turn
            .free
            .wait_while_for(&mut taken, |taken| taken.is_some(), limit.min(left));
        if waited.timed_out() {
            return None;
        }
        *taken = Some(Instant::now());
        Some(Taken(Arc::clone(turn)))
    }

    fn ask_in_turn<T: Send + 'static>(
        &self,
        turn: Taken,
        limit: Duration,
        call: impl FnOnce(&dyn KeyStore) -> Result<T, KeyStoreError> + Send + 'static,
    ) -> Result<T, ports::KeyStoreError> {
        let store = Arc::clone(&self.store);
        let answer = within(limit, move || {
            let answer = call(&*store);
            drop(turn);
            answer
        });
        answer
            .unwrap_or(Err(KeyStoreError::Failed))
            .map_err(|error| match error {
                KeyStoreError::Locked => ports::KeyStoreError::Locked,
                KeyStoreError::Failed => ports::KeyStoreError::Failed,
            })
    }
}

/// One call at a time.
#[derive(Default)]
struct Turn {
    /// Since when a call is under way.
    taken: Mutex<Option<Instant>>,
    free: Condvar,
}

/// Lets the next call in when this one is over, also when it panicked.
struct Taken(Arc<Turn>);

impl Drop for Taken {
    fn drop(&mut self) {
        *self.0.taken.lock() = None;
        self.0.free.notify_one();
    }
}

impl ports::KeyStore for Bounded {
    fn load(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, ports::KeyStoreError> {
        let name = name.to_owned();
        let loaded = self.ask(self.limit, move |store| store.load(name))?;
        Ok(loaded.map(Zeroizing::new))
    }

    fn store(&self, name: &str, bytes: &[u8]) -> Result<(), ports::KeyStoreError> {
        let (name, bytes) = (name.to_owned(), bytes.to_vec());
        self.ask(self.limit, move |store| store.store(name, bytes))
    }

    fn delete(&self, name: &str) -> Result<(), ports::KeyStoreError> {
        let name = name.to_owned();
        self.ask(self.limit, move |store| store.delete(name))
    }

    fn delete_soon(&self, names: &[&str]) -> Result<(), ports::KeyStoreError> {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let until = Instant::now() + self.delete_limit;
        let Some(turn) = self.turn_within(self.delete_limit) else {
            return Err(ports::KeyStoreError::Failed);
        };
        self.ask_in_turn(
            turn,
            until.saturating_duration_since(Instant::now()),
            move |store| {
                let deleted = names.into_iter().map(|name| store.delete(name));
                deleted.fold(Ok(()), Result::and)
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use std::thread;

    use sordino_engine::ports::KeyStore as _;

    use super::*;

    /// Answers nothing until it is let go, and then as an empty one would.
    struct Hanging(Mutex<Receiver<()>>);

    impl KeyStore for Hanging {
        fn load(&self, _: String) -> Result<Option<Vec<u8>>, KeyStoreError> {
            // The sender is dropped to let it go.
            let _ = self.0.lock().recv();
            Ok(None)
        }

        fn store(&self, _: String, _: Vec<u8>) -> Result<(), KeyStoreError> {
            panic!("an app's code may throw anything")
        }

        fn delete(&self, _: String) -> Result<(), KeyStoreError> {
            Err(KeyStoreError::Locked)
        }
    }

    /// Destroys nothing until it is let go.
    struct Slow(Mutex<Receiver<()>>);

    impl KeyStore for Slow {
        fn load(&self, _: String) -> Result<Option<Vec<u8>>, KeyStoreError> {
            Ok(None)
        }

        fn store(&self, _: String, _: Vec<u8>) -> Result<(), KeyStoreError> {
            Ok(())
        }

        fn delete(&self, _: String) -> Result<(), KeyStoreError> {
            // The sender is dropped to let it go.
            let _ = self.0.lock().recv();
            Ok(())
        }
    }

    fn hanging(limit: Duration) -> (Bounded, std::sync::mpsc::Sender<()>) {
        let (let_go, wait) = channel();
        let store = Arc::new(Hanging(Mutex::new(wait)));
        let bounded = Bounded {
            limit,
            delete_limit: limit,
            ..Bounded::new(store)
        };
        (bounded, let_go)
    }

    #[test]
    fn behind_a_hanging_call_no_other_is_made() {
        let (store, _let_go) = hanging(Duration::from_millis(1));
        assert_eq!(store.load("a"), Err(ports::KeyStoreError::Failed));
        assert_eq!(store.delete("a"), Err(ports::KeyStoreError::Failed));
    }

    #[test]
    fn a_hang_keeps_nobody_a_second_time() {
        let (store, let_go) = hanging(LIMIT);
        // As if the one who asked had given up by now.
        let began = Instant::now()
            .checked_sub(LIMIT)
            .unwrap_or_else(Instant::now);
        *store.turn.taken.lock() = Some(began);
        let hung = Taken(Arc::clone(&store.turn));
        let asked = Instant::now();
        assert_eq!(store.load("a"), Err(ports::KeyStoreError::Failed));
        assert_eq!(store.delete_soon(&["a"]), Err(ports::KeyStoreError::Failed));
        assert!(asked.elapsed() < DELETE_LIMIT, "nobody waits behind it");
        drop((hung, let_go));
        assert_eq!(store.load("a"), Ok(None), "it returned, and is asked again");
    }

    #[test]
    fn calls_are_made_one_after_the_other() {
        let (store, let_go) = hanging(Duration::from_secs(60));
        thread::scope(|scope| {
            let first = scope.spawn(|| store.load("a"));
            while store.turn.taken.lock().is_none() {
                thread::yield_now();
            }
            let second = scope.spawn(|| store.delete("a"));
            drop(let_go);
            assert_eq!(first.join().ok(), Some(Ok(None)));
            let answer = second.join().ok();
            assert_eq!(answer, Some(Err(ports::KeyStoreError::Locked)));
        });
    }

    #[test]
    fn a_slow_destruction_fails_only_who_waits() {
        let (let_go, wait) = channel();
        let slow = Slow(Mutex::new(wait));
        let store = Bounded {
            delete_limit: Duration::ZERO,
            ..Bounded::new(Arc::new(slow))
        };
        thread::scope(|scope| {
            let deletion = scope.spawn(|| store.delete("a"));
            while store.turn.taken.lock().is_none() {
                thread::yield_now();
            }
            drop(let_go);
            assert_eq!(deletion.join().ok(), Some(Ok(())), "a new vault waits");
        });
        let (_let_go, wait) = channel();
        let slow = Slow(Mutex::new(wait));
        let store = Bounded {
            delete_limit: Duration::from_millis(1),
            ..Bounded::new(Arc::new(slow))
        };
        let soon = store.delete_soon(&["a", "b"]);
        assert_eq!(soon, Err(ports::KeyStoreError::Failed), "an off does not");
    }

    #[test]
    fn a_throwing_key_store_is_asked_again() {
        let (store, _let_go) = hanging(LIMIT);
        assert_eq!(store.store("a", b"key"), Err(ports::KeyStoreError::Failed));
        assert_eq!(store.delete("a"), Err(ports::KeyStoreError::Locked));
    }

    #[test]
    fn a_missing_key_is_no_failure() {
        let (store, let_go) = hanging(LIMIT);
        drop(let_go);
        assert_eq!(store.load("a"), Ok(None));
    }
}
