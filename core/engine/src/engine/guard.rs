//! No panic of ours leaves, and none of ours is reported by ourselves.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use super::state::Engine;

thread_local! {
    static INSIDE: Cell<u32> = const { Cell::new(0) };
}

/// Whether this thread is inside the engine. A panic hook, a `tracing` layer or a transport that
/// finds it so must write nothing and take no lock.
pub fn is_inside() -> bool {
    INSIDE.with(|depth| depth.get() > 0)
}

struct Inside;

impl Inside {
    fn enter() -> Self {
        INSIDE.with(|depth| depth.set(depth.get() + 1));
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.with(|depth| depth.set(depth.get() - 1));
    }
}

impl Engine {
    /// Runs `body`; after a panic in it, the engine is closed until it is opened again.
    pub(super) fn guarded<T>(&self, broken: impl FnOnce() -> T, body: impl FnOnce() -> T) -> T {
        if self.is_broken() {
            return broken();
        }
        let inside = Inside::enter();
        let result = catch_unwind(AssertUnwindSafe(body));
        drop(inside);
        match result {
            Ok(value) => value,
            Err(_) => {
                self.broken.store(true, Ordering::SeqCst);
                for purpose in &self.purposes {
                    purpose.door.close();
                }
                self.counting.panicked();
                broken()
            }
        }
    }
}
