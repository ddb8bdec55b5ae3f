//! The locks of the path, so that a model checker can take their place.

#[cfg(not(feature = "model"))]
pub(crate) use parking_lot::{Condvar, Mutex, MutexGuard};
#[cfg(not(feature = "model"))]
pub(crate) use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

#[cfg(not(feature = "model"))]
pub(crate) use std::thread::sleep as pause;

#[cfg(feature = "model")]
pub(crate) use modelled::{Condvar, Mutex, MutexGuard, pause};
#[cfg(feature = "model")]
pub(crate) use shuttle::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

/// The same few calls on the checker's locks.
#[cfg(feature = "model")]
mod modelled {
    use std::time::Duration;

    pub(crate) use shuttle::sync::MutexGuard;

    #[derive(Debug, Default)]
    pub(crate) struct Mutex<T>(shuttle::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub(crate) fn new(value: T) -> Self {
            Self(shuttle::sync::Mutex::new(value))
        }

        pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
            match self.0.lock() {
                Ok(guard) => guard,
                Err(poisoned) => poisoned.into_inner(),
            }
        }

        /// The checker has no clock: a wait is a few steps in which others may run.
        pub(crate) fn try_lock_for(&self, limit: Duration) -> Option<MutexGuard<'_, T>> {
            const STEPS: usize = 8;
            for _ in 0..if limit.is_zero() { 1 } else { STEPS } {
                match self.0.try_lock() {
                    Ok(guard) => return Some(guard),
                    Err(std::sync::TryLockError::Poisoned(poisoned)) => {
                        return Some(poisoned.into_inner());
                    }
                    Err(std::sync::TryLockError::WouldBlock) => shuttle::thread::yield_now(),
                }
            }
            None
        }
    }

    /// The checker has no clock: a pause is one step in which others may run.
    pub(crate) fn pause(_: Duration) {
        shuttle::thread::yield_now();
    }

    #[derive(Debug, Default)]
    pub(crate) struct Condvar(shuttle::sync::Condvar);

    impl Condvar {
        pub(crate) fn notify_all(&self) {
            self.0.notify_all();
        }

        /// The checker has no clock: a wait is one step in which others may run.
        pub(crate) fn wait_for<T>(&self, _: &mut MutexGuard<'_, T>, _: Duration) {
            shuttle::thread::yield_now();
        }
    }
}
