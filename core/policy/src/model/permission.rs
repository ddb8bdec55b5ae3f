//! What the app asks the operating system for.

use serde::{Deserialize, Serialize};

use super::text::Texts;

/// Something the app asks the operating system for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// Which one.
    pub id: PermissionId,
    /// Id of the purpose it serves.
    pub purpose: String,
    /// Feature that needs it, per locale.
    pub feature: Texts,
    /// Purpose string, per locale.
    pub purpose_string: Texts,
    /// Numbers of the one card the app keeps (contacts only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card_numbers: Vec<String>,
    /// What the card is called (contacts only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_name: Option<String>,
    /// The organisation on the card (contacts only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_organisation: Option<String>,
    /// Number of the card's content; a higher one replaces a card that is there (contacts only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_version: Option<u32>,
    /// Whether the app writes the card directly, which asks the system for access (contacts only). Else the person saves it in
    /// the system's own screen, and no permission is asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub card_direct: bool,
    /// Categories that are chosen apart (push only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<PushCategory>,
}

impl Permission {
    /// Returns `true` if a category of a purpose that is `of_interest` may break through silence.
    pub fn is_critical(&self, of_interest: impl Fn(&str) -> bool) -> bool {
        let mut critical = self.categories.iter().filter(|category| category.critical);
        critical.any(|category| of_interest(category.purpose.as_ref().unwrap_or(&self.purpose)))
    }
}

/// Push notifications that a person can choose apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushCategory {
    /// Stable id, `[a-z][a-z0-9_]*`, at most 40 bytes.
    pub id: String,
    /// What it is called, per locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What is sent, per locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
    /// Id of the purpose of its own; the permission's, if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// How much it may disturb.
    #[serde(default, skip_serializing_if = "Importance::is_normal")]
    pub importance: Importance,
    /// Whether it promotes something: it has a purpose of its own then, which only a yes opens.
    #[serde(default, skip_serializing_if = "is_false")]
    pub marketing: bool,
    /// Whether it may break through silence.
    #[serde(default, skip_serializing_if = "is_false")]
    pub critical: bool,
}

fn is_false(answer: &bool) -> bool {
    !answer
}

/// How much a push notification may disturb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// Without a sound.
    Low,
    /// With a sound.
    #[default]
    Normal,
    /// With a sound, and over what is on the screen.
    High,
}

impl Importance {
    fn is_normal(&self) -> bool {
        *self == Self::Normal
    }
}

/// Permissions Sordino walks people through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "compile", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PermissionId {
    /// The address book.
    Contacts,
    /// Push notifications.
    Push,
}
