//! No panic of ours leaves, and none of ours is reported by ourselves.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Whether the engine failed inside.
#[derive(Default)]
pub(crate) struct Guard {
    broken: AtomicBool,
}

impl Guard {
    pub(crate) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::SeqCst)
    }

    /// Runs `body`, unless something failed before; `None` then, and after a panic in it.
    ///
    /// `on_panic` closes what may have been left half done.
    pub(crate) fn run<T>(&self, body: impl FnOnce() -> T, on_panic: impl FnOnce()) -> Option<T> {
        if self.is_broken() {
            return None;
        }
        let inside = Inside::enter();
        let result = catch_unwind(AssertUnwindSafe(body));
        drop(inside);
        if result.is_err() {
            self.broken.store(true, Ordering::SeqCst);
            on_panic();
        }
        result.ok()
    }
}
