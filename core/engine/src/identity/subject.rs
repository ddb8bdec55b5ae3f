//! Who is signed in, and the scrubber that knows their values.

use std::sync::Arc;

use sordino_scrub::Scrubber;

use crate::facts::{Account, Facts};
use crate::sync::{AtomicU64, Mutex, Ordering};

/// Facts and person, with a number that changes when they do.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) version: u64,
    pub(crate) facts: Facts,
    pub(crate) account: Account,
    pub(crate) scrubber: Arc<Scrubber>,
}

/// Whom records are about from now on.
pub(crate) struct SignedIn {
    subject: Mutex<Subject>,
    /// Changes whenever the subject does, so that a record need not lock it.
    version: AtomicU64,
}

impl SignedIn {
    /// Nobody, on a device with these facts.
    pub(crate) fn nobody(facts: Facts) -> Self {
        let subject = Subject {
            version: 1,
            facts,
            account: Account::default(),
            scrubber: Arc::new(Scrubber::new()),
        };
        Self {
            version: AtomicU64::new(subject.version),
            subject: Mutex::new(subject),
        }
    }

    pub(crate) fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    pub(crate) fn subject(&self) -> Subject {
        self.subject.lock().clone()
    }

    pub(crate) fn scrubber(&self) -> Arc<Scrubber> {
        Arc::clone(&self.subject.lock().scrubber)
    }

    /// Somebody signed in. `known` are values that are searched for in free text until sign-out.
    pub(crate) fn sign_in(&self, account: Account, known: &[String]) {
        let scrubber = match known {
            [] => Scrubber::new(),
            known => Scrubber::builder().known_values(known.to_vec()).build(),
        };
        self.change(|subject| {
            subject.account = account;
            subject.scrubber = Arc::new(scrubber);
        });
    }

    pub(crate) fn sign_out(&self) {
        self.sign_in(Account::default(), &[]);
    }

    pub(crate) fn set_facts(&self, facts: Facts) {
        self.change(|subject| subject.facts = facts);
    }

    fn change(&self, change: impl FnOnce(&mut Subject)) {
        let mut subject = self.subject.lock();
        change(&mut subject);
        subject.version += 1;
        self.version.store(subject.version, Ordering::Release);
    }
}
