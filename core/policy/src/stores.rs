//! What stores and readers ask about an app and its phones need not know: it is never in `policy.json`.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::model::{Policy, Texts};

/// The policy with what only its paperwork needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// What the phone carries.
    pub policy: Policy,
    /// What the stores ask.
    pub stores: Stores,
    /// Locale to what a text is in it that the policy has in one language: categories, names and reasons.
    pub translations: BTreeMap<String, Texts>,
    /// What its author should know and what refuses nothing, such as a day that is not there yet.
    pub notes: Vec<Finding>,
}

/// The table `[stores]` of `privacy.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stores {
    /// What a data category is called by the stores.
    pub data: Vec<StoreData>,
    /// What a purpose is called by the stores, where its kind does not say it.
    pub uses: Vec<StoreUse>,
    /// Ids of the recipients that the iOS app alone has.
    pub ios_only: Vec<String>,
    /// Ids of the recipients that the Android app alone has.
    pub android_only: Vec<String>,
    /// Android permissions that stay in the merged manifest.
    pub keep_permissions: Vec<KeptPermission>,
    /// Whether the iOS app asks for time in the background to upload.
    pub ios_background_upload: bool,
    /// The ways in which an account can be made, in Play's words.
    pub account_creation: Vec<Placed>,
    /// Where an account can be deleted without the app.
    pub account_deletion_url: Option<String>,
    /// Where the deletion of data can be asked for without the app.
    pub data_deletion_url: Option<String>,
}

/// A word of the file and its place there, for whoever knows which words there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The word.
    pub word: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// What a data category is called by the stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreData {
    /// The category, as purposes list it.
    pub category: String,
    /// Apple's data type without its prefix (`CrashData`), or `none`.
    pub apple: Placed,
    /// Play's data type (`PSL_CRASH_LOGS`), or `none`.
    pub play: Placed,
    /// Why a store does not count it; there where one of the two is `none`.
    pub reason: Option<String>,
}

/// What a purpose is called by the stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreUse {
    /// Id of the purpose.
    pub purpose: String,
    /// Apple's purposes without their prefix (`AppFunctionality`).
    pub apple: Vec<Placed>,
    /// Play's purposes (`PSL_ANALYTICS`).
    pub play: Vec<Placed>,
}

/// An Android permission that a library may bring along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPermission {
    /// Its full name.
    pub name: Placed,
    /// What the app needs it for.
    pub reason: String,
}
