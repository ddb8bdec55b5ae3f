//! What a screen shows, as data: the same for every platform.

use serde::Serialize;

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsScreen {
    /// Locale of the texts; pass it on as the locale shown with each choice.
    pub locale: String,
    /// The screen's heading.
    pub title: String,
    /// What stands below it, in this order.
    pub sections: Vec<SettingsSection>,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsSection {
    /// `choices`, `always`, `your_data` or `more`.
    pub id: String,
    /// Its heading; the first section has none.
    pub title: Option<String>,
    /// Its rows, in this order.
    pub rows: Vec<SettingsRow>,
}

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// It is switched.
    Toggle,
    /// It tells.
    Status,
    /// It leads to `target`.
    Link,
    /// It does what its id says: `action.history`, `action.export`, `action.erase`.
    Action,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsRow {
    /// Stable: `purpose.` and the purpose's id, `always.` and its id, `link.policy`, `action.export`.
    pub id: String,
    /// What the row does.
    pub kind: RowKind,
    /// Id of the purpose, for toggles and states.
    pub purpose: Option<String>,
    /// What the row is called. It never says whether it is on.
    pub label: String,
    /// What happens, in plain words. Whoever draws a purpose shows all of it.
    pub explanation: String,
    /// What a tap does, for assistive technology.
    pub hint: String,
    /// Whether the purpose is open now. A switch shows this and nothing that a tap left.
    pub on: bool,
    /// Whether a tap can change it.
    pub changeable: bool,
    /// Whether an off could not be saved: this process keeps it closed, a restart may not. Offer `turn_off` again.
    pub unsaved: bool,
    /// The state in words: `On since 3 March`, `Off`.
    pub state: String,
    /// Why it is closed or locked: a sentence for each reason.
    pub reasons: Vec<String>,
    /// What must be confirmed before it is turned off, where that loses alerts.
    pub confirm: Option<Confirmation>,
    /// What turning it off will do.
    pub turning_off: String,
    /// How the choice can be taken back.
    pub withdrawal: String,
    /// Who gets data.
    pub recipients: Vec<RecipientLine>,
    /// When the person last chose, milliseconds since 1970.
    pub changed_at: Option<i64>,
    /// Where a tap leads: a URL, `system.notifications` or `system.app`.
    pub target: Option<String>,
    /// Whether the purpose rests on a legitimate interest alone: the person does not consent to it, but can object.
    pub objects: bool,
}

/// What is asked before something is turned off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// The question.
    pub title: String,
    /// What is lost.
    pub text: String,
    /// The button that changes nothing.
    pub keep: String,
    /// The button that turns it off.
    pub turn_off: String,
}

/// Somebody who gets data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecipientLine {
    /// Legal name, or what kind of recipient it is, in the locale.
    pub name: String,
    /// Name of the country.
    pub country: String,
    /// The recipient's own privacy policy.
    pub policy_link: Option<String>,
    /// How long it keeps what it got: `Kept 90 days`.
    pub retention: String,
}

/// Texts of what happens between a tap and its receipt, and of the screens beside the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsTexts {
    /// Heading of the settings.
    pub title: String,
    /// What leads back.
    pub back: String,
    /// What leads from a purpose to its recipients.
    pub details: String,
    /// Heading of what the service cannot do without.
    pub always: String,
    /// What leads to a recipient's own privacy policy.
    pub their_policy: String,
    /// Where the choices cannot be read.
    pub unavailable: String,
    /// While a turn-on runs.
    pub turning_on: String,
    /// While a turn-off runs.
    pub turning_off: String,
    /// A turn-off that could not be saved.
    pub off_until_restart: String,
    /// A choice that could not be saved and changed nothing.
    pub not_saved: String,
    /// The button that tries again.
    pub try_again: String,
    /// Heading of the list of past choices.
    pub past_choices: String,
    /// The list, while nothing is in it.
    pub empty_history: String,
    /// The button that hands the choices out.
    pub export: String,
    /// Where the file could not be handed to another app.
    pub cannot_share: String,
    /// The button that erases.
    pub erase: String,
    /// The question before it.
    pub erase_title: String,
    /// What erasing does.
    pub erase_text: String,
    /// The question's button that changes nothing.
    pub erase_keep: String,
    /// The question's button that erases.
    pub erase_do: String,
    /// What is said after it.
    pub erased: String,
}

/// What must be asked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prompt {
    /// Whether it is the first question or another one.
    pub kind: PromptKind,
    /// The question.
    pub title: String,
    /// How things stand until it is answered.
    pub text: String,
    /// What changed since the person chose, to be shown above the rest.
    pub news: Vec<String>,
    /// What is asked for.
    pub purposes: Vec<PromptPurpose>,
    /// The button that refuses all of them.
    pub allow_none: String,
    /// The button that allows all of them. It looks like the other one.
    pub allow_all: String,
    /// The button that puts the question off and leads to the settings; empty where there is one purpose.
    pub choose: String,
    /// What is said if the answer could not be saved; the question stays then.
    pub not_saved: String,
}

/// Which question it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptKind {
    /// Asked for the first time, or after it was put off or refused long ago.
    FirstRun,
    /// Asked again: the policy changed, or a yes ran out.
    Renewal,
}

/// One purpose of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromptPurpose {
    /// Id of the purpose.
    pub purpose: String,
    /// What it is called.
    pub label: String,
    /// What is sent, for what.
    pub text: String,
    /// To whom.
    pub to_whom: String,
}

/// A part of the list of past choices, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryPage {
    /// The list's heading.
    pub title: String,
    /// Its rows.
    pub rows: Vec<HistoryRow>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One past choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// `Crash reports: off`.
    pub title: String,
    /// `28 Nov 2026, 14:32 · Settings`.
    pub detail: String,
}
