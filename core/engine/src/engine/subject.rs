//! Who is signed in, and the scrubber that knows their values.

use std::sync::Arc;

use sordino_scrub::Scrubber;

use super::options::Options;
use crate::facts::{Account, Facts};

/// Facts and person, with a number that changes when they do.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) version: u64,
    pub(super) facts: Facts,
    pub(super) account: Account,
    pub(super) scrubber: Arc<Scrubber>,
}

impl Subject {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            version: 1,
            facts: options.facts.clone(),
            account: Account::default(),
            scrubber: Arc::new(Scrubber::new()),
        }
    }
}
