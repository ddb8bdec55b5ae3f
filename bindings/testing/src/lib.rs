//! The library as tests on a host link it.
//!
//! It is `sordino-bindings`, with what only tests may have beside it: a fixed clock, fixed
//! randomness, the vectors and a panic on demand. A component of its own, so that what is generated
//! for a phone knows nothing of it.

mod day;

uniffi::setup_scaffolding!();

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex};

// Links it in: its functions are called by name only.
use sordino as _;
use sordino::testing;
use sordino_engine::ports::Held;
use sordino_testkit::vectors;

/// Why a test's wish was not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Error)]
pub enum TestingError {
    /// The text is no JSON.
    NotJson,
    /// The policy or the day cannot be read.
    NoDay,
    /// The bytes are not gzipped.
    NotGzip,
    /// The lock could not be had.
    NoLock,
}

impl std::fmt::Display for TestingError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::NotJson => "this is no JSON: hand over the member `in` of a vector's case",
            Self::NoDay => "this is no day of this policy: hand over a policy.json and lines as day.schema.json has them",
            Self::NoLock => "the lock of this folder is held by somebody else: give it back first",
            Self::NotGzip => "these bytes are not gzipped: hand over the body of a request",
        })
    }
}

impl std::error::Error for TestingError {}

/// Engines that are opened from now on have a clock that stands at `now` (milliseconds since 1970),
/// and randomness that is the same in every run and begins at `seed`.
///
/// # Errors
///
/// None.
#[uniffi::export]
pub fn fix_clock_and_randomness(now: i64, seed: u64) -> Result<(), TestingError> {
    testing::fix(now, seed);
    Ok(())
}

/// Sets the clock of every engine that was opened since it was fixed.
///
/// # Errors
///
/// None.
#[uniffi::export]
pub fn set_now(now: i64) -> Result<(), TestingError> {
    testing::set_now(now);
    Ok(())
}

/// Engines that are opened from now on have the system's clock and randomness again.
///
/// # Errors
///
/// None.
#[uniffi::export]
pub fn release_clock_and_randomness() -> Result<(), TestingError> {
    testing::release();
    Ok(())
}

/// The next look at the clock on this thread panics, inside the engine that looks.
///
/// # Errors
///
/// None.
#[uniffi::export]
pub fn panic_inside_next_call() -> Result<(), TestingError> {
    testing::panic_inside();
    Ok(())
}

/// Panics at the boundary, outside any engine.
///
/// # Errors
///
/// None: it panics.
#[uniffi::export]
pub fn panic_here() -> Result<(), TestingError> {
    panic!("a test asked for this panic");
}

/// Makes each sync of every engine take so many milliseconds longer; 0 ends that.
///
/// # Errors
///
/// None.
#[uniffi::export]
pub fn slow_syncs(millis: u64) -> Result<(), TestingError> {
    testing::slow_syncs(millis);
    Ok(())
}

/// The lock over all processes, held as another process would hold it.
#[derive(uniffi::Object)]
pub struct HeldLock(Mutex<Option<Box<dyn Held>>>);

#[uniffi::export]
impl HeldLock {
    /// Takes the lock of the engine's folder.
    ///
    /// # Errors
    ///
    /// `NoLock` if it could not be had.
    #[uniffi::constructor]
    pub fn of(folder: String) -> Result<Arc<Self>, TestingError> {
        let held = testing::hold_lock(Path::new(&folder)).map_err(|_| TestingError::NoLock)?;
        Ok(Arc::new(Self(Mutex::new(Some(held)))))
    }

    /// Gives it back.
    ///
    /// # Errors
    ///
    /// None.
    pub fn release(&self) -> Result<(), TestingError> {
        let held = self.0.lock().map(|mut held| held.take());
        drop(held);
        Ok(())
    }
}

/// What the core answers to one case of `tests/vectors`, for subjects that no public call reaches.
///
/// `input` is the case's `in` laid over the file's `given`, member by member.
///
/// # Errors
///
/// `NotJson`.
#[uniffi::export]
pub fn vector_run(subject: String, input: String) -> Result<String, TestingError> {
    let input = serde_json::from_str(&input).map_err(|_| TestingError::NotJson)?;
    Ok(vectors::answer(&subject, &input).to_string())
}

/// The bytes that were gzipped; Swift's own library on Linux cannot unpack them.
///
/// # Errors
///
/// `NotGzip`.
#[uniffi::export]
pub fn gunzip(bytes: Vec<u8>) -> Result<Vec<u8>, TestingError> {
    let mut unpacked = Vec::new();
    let read = flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked);
    read.map(|_| unpacked).map_err(|_| TestingError::NotGzip)
}

/// One request of a day.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlayedRequest {
    /// Id of the recipient.
    pub recipient: String,
    /// Where it would go.
    pub url: String,
    /// Its headers, `name: value`.
    pub headers: Vec<String>,
    /// Its body, gzipped.
    pub body: Vec<u8>,
}

/// What a day of an app (lines as `examples/on-call/day.schema.json` has them) sends when Rust plays it, by the rules
/// that stand in `day.rs`.
///
/// # Errors
///
/// `NoDay`.
#[uniffi::export]
pub fn play_day_in_rust(
    policy_json: Vec<u8>,
    lines: String,
) -> Result<Vec<PlayedRequest>, TestingError> {
    let sent = day::play(&policy_json, &lines).ok_or(TestingError::NoDay)?;
    let told = sent.into_iter().map(|request| PlayedRequest {
        recipient: request.recipient,
        url: request.url,
        headers: request
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect(),
        body: request.body,
    });
    Ok(told.collect())
}
