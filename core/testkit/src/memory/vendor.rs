//! A vendor's SDK in memory.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sordino_engine::ports::{VendorAbout, VendorReadBack, VendorReport, VendorSwitch, VendorThrew};

/// A call of a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// `create`.
    Create,
    /// `apply`.
    Apply,
    /// `off_without_instance`.
    OffWithoutInstance,
    /// `read_back`.
    ReadBack,
}

type Hook = dyn Fn(Call) -> Result<(), VendorThrew> + Send + Sync;

/// An SDK that collects while a purpose is open, keeps every word that it was told, and says what a test wants while it is off.
pub struct Sdk {
    recipient: String,
    words: Mutex<Vec<Vec<String>>>,
    calls: Mutex<Vec<Call>>,
    /// What it says while nothing is open, and while something is.
    says: Mutex<VendorReadBack>,
    is_on: Mutex<bool>,
    hook: Box<Hook>,
}

impl Sdk {
    /// An SDK that says this of itself while it is off.
    pub fn that_says(recipient: &str, says: VendorReadBack) -> Self {
        Self::that_does(recipient, says, |_| Ok(()))
    }

    /// The same, which does something at each call, such as to throw, to panic or to wait.
    pub fn that_does(
        recipient: &str,
        says: VendorReadBack,
        hook: impl Fn(Call) -> Result<(), VendorThrew> + Send + Sync + 'static,
    ) -> Self {
        Self {
            recipient: recipient.to_owned(),
            words: Mutex::default(),
            calls: Mutex::default(),
            says: Mutex::new(says),
            is_on: Mutex::new(false),
            hook: Box::new(hook),
        }
    }

    /// Begins to collect, as an SDK does that the app creates past its switch or that a server turned on.
    pub fn turn_itself_on(&self) {
        *locked(&self.is_on) = true;
    }

    /// Returns every word that it was told.
    pub fn words(&self) -> Vec<Vec<String>> {
        locked(&self.words).clone()
    }

    /// Returns every call of its switch.
    pub fn calls(&self) -> Vec<Call> {
        locked(&self.calls).clone()
    }

    /// Waits until this is its last word, 20 seconds at most: a vendor is told on a thread of its own.
    pub fn hears(&self, open: &[&str]) -> bool {
        let end = Instant::now() + Duration::from_secs(20);
        while self.words().last().is_none_or(|last| last != open) {
            if Instant::now() > end {
                return false;
            }
            std::thread::yield_now();
        }
        true
    }

    fn called(&self, call: Call) -> Result<(), VendorThrew> {
        locked(&self.calls).push(call);
        (self.hook)(call)
    }

    fn told(&self, open: &[String]) -> VendorReport {
        *locked(&self.is_on) = !open.is_empty();
        locked(&self.words).push(open.to_vec());
        VendorReport {
            in_flight: Some(0),
            purged: Some(0),
        }
    }
}

impl VendorSwitch for Sdk {
    fn about(&self) -> VendorAbout {
        VendorAbout {
            recipient: self.recipient.clone(),
            name: "an SDK in memory".to_owned(),
            version: "1.0".to_owned(),
        }
    }

    fn create(&self) -> Result<(), VendorThrew> {
        self.called(Call::Create)
    }

    fn apply(&self, open_purposes: &[String]) -> Result<VendorReport, VendorThrew> {
        self.called(Call::Apply)?;
        Ok(self.told(open_purposes))
    }

    fn off_without_instance(&self) -> Result<VendorReport, VendorThrew> {
        self.called(Call::OffWithoutInstance)?;
        Ok(self.told(&[]))
    }

    fn read_back(&self) -> Result<VendorReadBack, VendorThrew> {
        self.called(Call::ReadBack)?;
        match *locked(&self.is_on) {
            true => Ok(VendorReadBack::ON),
            false => Ok(*locked(&self.says)),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
