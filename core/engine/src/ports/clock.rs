//! What time is it.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// A day.
pub(crate) const DAY: Millis = 86_400_000;

/// The wall clock. It may jump years in either direction; the engine stays sane then.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Millis;

    /// Milliseconds since the system was started, sleep included; `None` if the system does not tell. It never jumps, and begins
    /// anew with each start. Nothing is destroyed by a jump of the wall clock that this one does not confirm.
    fn since_boot(&self) -> Option<Millis> {
        None
    }
}
