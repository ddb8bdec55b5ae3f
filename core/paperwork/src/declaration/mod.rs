//! What leaves a phone under a policy, in the words of the stores.
//!
//! Where a policy leaves something open, the stricter answer is declared: data counts as linked to the person, as
//! shared and as required unless the policy shows that it is not, and what the kind of a purpose or a field of the
//! library's own shows is declared even if `[stores]` has no word for it.

mod leaves;
mod linked;
mod shown;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use sordino_policy::{Compiled, Finding, Purpose, Recipient};

use crate::tables::{apple, play};
use leaves::{Platform, is_switched, library_fields, recipients};
use linked::{is_linked, tells_whose};
use shown::shown;
use words::Words;

/// What the stores are told about an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What the iOS app collects, in the order of Apple's table.
    pub app: Vec<AppleData>,
    /// What this library sends for it, in the same order.
    pub library: Vec<AppleData>,
    /// What the Android app collects, in the order of Play's form.
    pub play: Vec<PlayData>,
    /// Categories that leave the phone and that `[stores]` gives no word for: declared as other data.
    pub unnamed: Vec<String>,
}

/// One kind of data in Apple's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppleData {
    /// Which.
    pub data: apple::DataType,
    /// What for, in the order of Apple's table.
    pub purposes: Vec<apple::Purpose>,
    /// Whether somebody who gets it can tell whose it is.
    pub linked: bool,
}

/// One kind of data in Play's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayData {
    /// Which.
    pub data: play::DataType,
    /// What it is collected for: ids in the order of Play's form.
    pub purposes: Vec<&'static str>,
    /// What it is shared for with somebody who decides by themselves; empty if it is not shared.
    pub shared_for: Vec<&'static str>,
    /// Whether the person can turn every purpose off that it is collected for.
    pub optional: bool,
}

/// Says in the stores' words what leaves a phone under `compiled`.
///
/// `file_name` stands in the findings.
///
/// # Errors
///
/// Words of `[stores]` that no store knows, each with its place and what may stand there.
pub fn declare(compiled: &Compiled, file_name: &str) -> Result<Declaration, Vec<Finding>> {
    let words = words::look_up(&compiled.stores, file_name)?;
    let policy = &compiled.policy;
    let mut unnamed = BTreeSet::new();
    let mut rows = Rows::default();
    let everybody: Vec<&Recipient> = policy.recipients.iter().collect();
    for purpose in &policy.purposes {
        for platform in [Platform::Ios, Platform::Android] {
            if let Some(leaving) = Leaving::new(compiled, purpose, platform, &words) {
                for category in &purpose.data {
                    let data = words.data(category).unwrap_or_else(|| {
                        unnamed.insert(category.clone());
                        words::OTHER
                    });
                    rows.add(&leaving, data, &words);
                }
                for data in shown(policy, purpose, &leaving.served, &words) {
                    rows.add(&leaving, data, &words);
                }
            }
        }
        let linked = tells_whose(policy, purpose, &words);
        let fields = library_fields(policy, purpose);
        let sent = fields
            .iter()
            .map(|field| words.data(&field.category).unwrap_or(words::OTHER));
        let seen = match fields.is_empty() {
            true => Vec::new(),
            false => shown(policy, purpose, &everybody, &words),
        };
        for data in sent.chain(seen) {
            add_apple(&mut rows.library, purpose, data, &words, linked);
        }
    }
    Ok(Declaration {
        app: rows.app.into_values().collect(),
        library: rows.library.into_values().collect(),
        play: rows.play.into_values().collect(),
        unnamed: unnamed.into_iter().collect(),
    })
}

/// A purpose for which data leaves the phone, and how.
struct Leaving<'c> {
    purpose: &'c Purpose,
    served: Vec<&'c Recipient>,
    platform: Platform,
    linked: bool,
    shared: bool,
    optional: bool,
}

impl<'c> Leaving<'c> {
    fn new(
        compiled: &'c Compiled,
        purpose: &'c Purpose,
        platform: Platform,
        words: &Words,
    ) -> Option<Self> {
        let served = recipients(compiled, purpose, platform);
        leaves::leaves(purpose, &served).then(|| Self {
            purpose,
            platform,
            linked: is_linked(&compiled.policy, purpose, &served, words),
            shared: leaves::is_shared(&served),
            optional: is_switched(purpose, &served),
            served,
        })
    }
}

/// Rows by their place in the store's table.
#[derive(Default)]
struct Rows {
    app: BTreeMap<usize, AppleData>,
    library: BTreeMap<usize, AppleData>,
    play: BTreeMap<usize, PlayData>,
}

impl Rows {
    fn add(&mut self, leaving: &Leaving<'_>, data: words::Data, words: &Words) {
        match leaving.platform {
            Platform::Ios => {
                add_apple(&mut self.app, leaving.purpose, data, words, leaving.linked);
            }
            Platform::Android => self.add_play(leaving, data, words),
        }
    }

    fn add_play(&mut self, leaving: &Leaving<'_>, data: words::Data, words: &Words) {
        let Some(at) = data.play else { return };
        let row = self.play.entry(at).or_insert_with(|| PlayData {
            data: play::DATA_TYPES[at],
            purposes: Vec::new(),
            shared_for: Vec::new(),
            optional: true,
        });
        let uses = words.play_uses(leaving.purpose);
        join(&mut row.purposes, &uses, &play_order());
        if leaving.shared {
            join(&mut row.shared_for, &uses, &play_order());
        }
        row.optional &= leaving.optional;
    }
}

fn add_apple(
    rows: &mut BTreeMap<usize, AppleData>,
    purpose: &Purpose,
    data: words::Data,
    words: &Words,
    linked: bool,
) {
    let Some(at) = data.apple else { return };
    let row = rows.entry(at).or_insert_with(|| AppleData {
        data: apple::DATA_TYPES[at],
        purposes: Vec::new(),
        linked: false,
    });
    join(
        &mut row.purposes,
        &words.apple_uses(purpose),
        &apple::PURPOSES,
    );
    row.linked |= linked;
}

fn play_order() -> Vec<&'static str> {
    play::PURPOSES.iter().map(|(id, _)| *id).collect()
}

/// Adds `more` to `all`, each once, in the order of the store's table.
fn join<T: PartialEq + Copy>(all: &mut Vec<T>, more: &[T], order: &[T]) {
    let joined = order
        .iter()
        .filter(|word| all.contains(word) || more.contains(word))
        .copied()
        .collect();
    *all = joined;
}
