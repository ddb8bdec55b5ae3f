//! Who is signed in.

use std::sync::Arc;

use sordino_policy::PurposeKind;
use sordino_scrub::Scrubber;

use super::state::Engine;
use super::subject::Subject;
use crate::facts::{Account, Facts};
use crate::record;
use crate::sync::Ordering;

impl Engine {
    /// Tells who signed in. `values` (name, e-mail, telephone …) stay in memory; with
    /// [`Options::scrub_known_values`](crate::Options::scrub_known_values) they are searched for in free text until sign-out.
    ///
    /// Recipients of open event purposes that know the notion get an `identify` with pseudonyms.
    pub fn sign_in(&self, account: Account, values: &[String]) {
        self.guarded(
            || (),
            || {
                let scrubber = match self.options.scrub_known_values {
                    true => Scrubber::builder().known_values(values.to_vec()).build(),
                    false => Scrubber::new(),
                };
                self.change_subject(|subject| {
                    subject.account = account;
                    subject.scrubber = Arc::new(scrubber);
                });
                for (at, purpose) in self.catalog.policy().purposes.iter().enumerate() {
                    if purpose.kind == PurposeKind::Events {
                        // An outcome of its own would tell the app nothing that it can act on.
                        let _ = self.store(record::identify(at), self.catalog.event_recipients(at));
                    }
                }
            },
        );
    }

    /// Forgets who was signed in. What is queued keeps its pseudonyms; new records carry none.
    pub fn sign_out(&self) {
        self.guarded(
            || (),
            || {
                self.change_subject(|subject| {
                    subject.account = Account::default();
                    subject.scrubber = Arc::new(Scrubber::new());
                });
            },
        );
    }

    /// Replaces what is known about app and device, as when the locale changes.
    pub fn set_facts(&self, facts: Facts) {
        self.guarded(
            || (),
            || self.change_subject(|subject| subject.facts = facts),
        );
    }

    fn change_subject(&self, change: impl FnOnce(&mut Subject)) {
        let mut subject = self.subject.lock();
        change(&mut subject);
        subject.version += 1;
        self.subject_version
            .store(subject.version, Ordering::Release);
    }
}
