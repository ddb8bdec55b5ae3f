//! Who is signed in, and the scrubber that knows their values.

use std::sync::Arc;

use serde_json::{Value as Json, json};
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
    /// What the app named besides the ids.
    values: Arc<[String]>,
    /// Ids that the runs before knew.
    former: Arc<[String]>,
}

impl Subject {
    /// A scrubber that knows every id of the subject, and the values that the app named.
    fn new_scrubber(&self) -> Scrubber {
        // The ids first: the scrubber keeps a bounded number of values.
        let known = self.ids().chain(self.former.iter());
        let known = known.chain(self.values.iter()).cloned();
        Scrubber::builder().known_values(known).build()
    }

    /// Every id of the subject.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &String> {
        let ids = [
            &self.account.user_id,
            &self.account.customer_id,
            &self.facts.device_id,
        ];
        ids.into_iter().flatten()
    }
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
        let mut subject = Subject {
            version: 1,
            facts,
            account: Account::default(),
            scrubber: Arc::default(),
            values: Arc::default(),
            former: Arc::default(),
        };
        subject.scrubber = Arc::new(subject.new_scrubber());
        Self {
            version: AtomicU64::new(subject.version),
            subject: Mutex::new(subject),
        }
    }

    /// Tells the person who is signed in what is known of them in memory and for the next start.
    ///
    /// Ids of others who used this installation before are theirs: they are counted, and never told.
    pub(crate) fn told(&self) -> Json {
        let subject = self.subject();
        let is_own = |id: &&String| subject.ids().any(|own| own == *id);
        let others = subject.former.iter().filter(|id| !is_own(id));
        json!({
            "user_id": subject.account.user_id,
            "customer_id": subject.account.customer_id,
            "device_id": subject.facts.device_id,
            "values": *subject.values,
            "ids_of_others": others.count(),
        })
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

    /// Notes who signed in. The ids of `account` and `values` are searched for in free text until sign-out.
    pub(crate) fn sign_in(&self, account: Account, values: &[String]) {
        self.change(|subject| {
            subject.account = account;
            subject.values = Arc::from(values);
        });
    }

    pub(crate) fn sign_out(&self) {
        self.sign_in(Account::default(), &[]);
    }

    /// Returns `true` if somebody is signed in whose ids are not those of `account`.
    pub(crate) fn is_followed_by(&self, account: &Account) -> bool {
        let now = &self.subject.lock().account;
        *now != Account::default() && now != account
    }

    /// Forgets who was signed in, and everybody whom the runs before knew.
    pub(crate) fn forget(&self) {
        self.change(|subject| {
            subject.account = Account::default();
            subject.values = Arc::default();
            subject.former = Arc::default();
        });
    }

    /// Takes in what the runs before knew: a report of one of them is read in this one.
    pub(crate) fn recall(&self, former: &[String]) {
        let is_new = |subject: &Subject| former.iter().any(|id| !subject.former.contains(id));
        if is_new(&self.subject()) {
            self.change(|subject| {
                let known = subject.former.iter().chain(former);
                let mut known: Vec<String> = known.cloned().collect();
                known.sort_unstable();
                known.dedup();
                subject.former = known.into();
            });
        }
    }

    /// Replaces what is known about app and device. Returns how many facts were too long and are left out.
    pub(crate) fn set_facts(&self, mut facts: Facts) -> u64 {
        let left_out = facts.bound();
        self.change(|subject| subject.facts = facts);
        left_out
    }

    fn change(&self, change: impl FnOnce(&mut Subject)) {
        let mut subject = self.subject.lock();
        change(&mut subject);
        subject.scrubber = Arc::new(subject.new_scrubber());
        subject.version += 1;
        self.version.store(subject.version, Ordering::Release);
    }
}
