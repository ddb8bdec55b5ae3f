//! What screens show, from one model for every platform.
//!
//! # Design
//!
//! - **A screen decides nothing.** What is on, what can be changed, why not, and every word stand in the
//!   answer; a platform draws it and passes taps on to the barrier. It never remembers what a tap left.
//! - **One look.** Everything in an answer is read from the same published standings and the gate, waits for
//!   nothing, and asks neither the key store nor the disk. The list of past choices alone reads the ledger.
//! - **Closed, with words.** Without keys, without files or after a failure inside, every switch is off, and
//!   the row says why.
//! - **The same texts everywhere.** A purpose's title and text are those of the policy's locale that
//!   [`Policy::locale_for`](sordino_policy::Policy::locale_for) gives; the ledger hashes the same ones. All
//!   other words stand in [`sordino_policy::chrome`].
//! - A purpose is a switch if the person consents to it, or can object to telemetry that this library
//!   carries; else it is a state, and an objection goes to the controller.

mod history;
mod prompts;
mod purposes;
mod reasons;
mod receipts;
mod screen;
mod shape;
mod view;
mod when;

pub use shape::{
    Confirmation, HistoryPage, HistoryRow, Prompt, PromptKind, PromptPurpose, RecipientLine,
    RowKind, SettingsRow, SettingsScreen, SettingsSection, SettingsTexts,
};

pub(crate) use history::IMPORTED;
pub(crate) use view::View;

use sordino_policy::chrome::Chrome;

use crate::ledger::Entry;
use crate::receipt::{CompletedReceipt, Receipt};

/// Returns the settings.
pub(crate) fn settings(view: &View<'_>) -> SettingsScreen {
    screen::screen(view)
}

/// Returns the texts of what happens between a tap and its receipt.
pub(crate) fn texts(view: &View<'_>) -> SettingsTexts {
    screen::texts(&view.chrome)
}

/// Returns the same texts where there is no policy to say anything else.
pub fn texts_without_policy(locale: &str) -> SettingsTexts {
    screen::texts(&Chrome::without_policy(locale))
}

/// Returns what must be asked now.
pub(crate) fn prompts(view: &View<'_>) -> Vec<Prompt> {
    prompts::prompts(view)
}

/// Returns a part of the list of past choices.
pub(crate) fn history(
    view: &View<'_>,
    entries: &[Entry],
    offset: usize,
    limit: usize,
) -> HistoryPage {
    history::page(view, entries, offset, limit)
}

/// Returns what a turn-off did at once.
pub(crate) fn receipt(view: &View<'_>, receipt: &Receipt) -> Vec<String> {
    receipts::receipt(view, receipt)
}

/// Returns what a turn-off did in the end.
pub(crate) fn completed(view: &View<'_>, completed: &CompletedReceipt) -> Vec<String> {
    receipts::completed(view, completed)
}
