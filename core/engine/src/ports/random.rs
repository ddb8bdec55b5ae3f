//! Randomness.

/// No randomness could be had; whatever needed it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RandomFailed;

/// The system's cryptographic random source.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    ///
    /// # Errors
    ///
    /// [`RandomFailed`] if the system gave none; `bytes` must not be used then.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed>;
}
