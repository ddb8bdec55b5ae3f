//! What the app did before a crash, in its own words: in memory only, while a purpose of crash reports is open.
//!
//! Each stands under the generation of every purpose that was open when it was told. An off forgets it for its purpose, and
//! a report takes along those of its purpose's own generation alone. What one person did stands in no report about another: whoever
//! signs out, or is followed by somebody else, takes them along. They leave with it as the field `breadcrumbs`.

use std::collections::VecDeque;

use crate::catalog::PurposeIx;
use crate::sync::Mutex;

/// Most that are kept; the oldest goes first.
const MOST: usize = 30;
/// Longest text, in bytes; the rest is cut off.
const LONGEST: usize = 200;

/// What is kept.
#[derive(Default)]
pub(crate) struct Crumbs(Mutex<VecDeque<Crumb>>);

struct Crumb {
    text: String,
    /// The purposes that were open, each with its slot's generation.
    under: Vec<(PurposeIx, u64)>,
}

impl Crumbs {
    /// Keeps a text for the purposes that are open.
    pub(crate) fn keep(&self, text: &str, under: Vec<(PurposeIx, u64)>) {
        let text = text[..text.floor_char_boundary(LONGEST)].to_owned();
        let mut crumbs = self.0.lock();
        if crumbs.len() == MOST {
            crumbs.pop_front();
        }
        crumbs.push_back(Crumb { text, under });
    }

    /// Returns what was told under this generation of a purpose, oldest first.
    pub(crate) fn of(&self, at: PurposeIx, generation: u64) -> Vec<String> {
        let crumbs = self.0.lock();
        let own = crumbs
            .iter()
            .filter(|crumb| crumb.under.contains(&(at, generation)));
        own.map(|crumb| crumb.text.clone()).collect()
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.0.lock().clear();
    }

    /// Forgets everything of a purpose.
    pub(crate) fn destroy(&self, at: PurposeIx) {
        self.0.lock().retain_mut(|crumb| {
            crumb.under.retain(|(open, _)| *open != at);
            !crumb.under.is_empty()
        });
    }
}
