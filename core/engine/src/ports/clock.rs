//! What time is it.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// The wall clock. It may jump years in either direction; the engine stays sane then.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Millis;
}
