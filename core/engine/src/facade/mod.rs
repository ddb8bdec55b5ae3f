//! The facade: each call goes to the room that owns what it asks, and no panic comes back.
//!
//! One file a theme. No rule stands here, and no `impl Engine` anywhere else.

mod choices;
mod flows;
mod open;
mod records;
mod rights;
mod screens;
mod state;
mod uploads;
mod vendors;

use sordino_policy::Policy;

use crate::guard::Guard;
use crate::rooms::Rooms;

/// The engine. Share it; every call takes `&self` and may come from any thread.
pub struct Engine {
    rooms: Rooms,
    guard: Guard,
}

impl Engine {
    /// Runs `body`; after a panic in it, the engine is closed until it is opened again. In a forked process nothing runs:
    /// another thread may have held any lock at that moment, and no lock of memory would ever be released.
    fn guarded<T>(&self, broken: impl FnOnce() -> T, body: impl FnOnce(&Rooms) -> T) -> T {
        if self.rooms.world.is_forked() {
            return broken();
        }
        let result = self.guard.run(
            || body(&self.rooms),
            || {
                self.rooms.gate.close_all();
                self.rooms.world.counting.panicked();
            },
        );
        result.unwrap_or_else(broken)
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.rooms.world.policy()
    }
}
