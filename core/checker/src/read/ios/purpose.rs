//! One answer to "what is the string of this key in this locale".

use std::collections::BTreeMap;

use plist::Value;

use super::localized::{Text, normal};
use super::target::{Product, Target};

/// A purpose key of a target, with its strings.
#[derive(Debug, Clone)]
pub(crate) struct Purpose {
    /// `NSCameraUsageDescription`, or a key of a dictionary of purposes.
    pub(crate) key: String,
    /// What a person reads where no localization says otherwise, variables filled in.
    pub(crate) base: Option<Text>,
    /// By tag as written; variables filled in.
    pub(crate) locales: BTreeMap<String, Text>,
}

/// Keys whose value is a dictionary of purposes by a name of the app's own.
const DICTIONARIES: [&str; 1] = ["NSLocationTemporaryUsageDescriptionDictionary"];

/// Whether a key states a purpose.
pub(crate) fn is_purpose(key: &str) -> bool {
    key.ends_with("UsageDescription")
        && (key.starts_with("NS") || key.starts_with("NFC") || key.starts_with("OS"))
}

/// The purpose keys of a target: in its Info.plist, in build settings, or in its development
/// language's strings only.
pub(crate) fn purposes(target: &Target) -> Vec<Purpose> {
    let mut base: BTreeMap<String, Text> = BTreeMap::new();
    if let Some(info) = &target.info {
        let mut put = |key: &str, value: &str, line: usize| {
            let text = Text {
                value: value.to_owned(),
                file: info.path.clone(),
                line,
                state: None,
            };
            base.insert(key.to_owned(), text);
        };
        for (key, value) in info.dictionary().into_iter().flatten() {
            match value {
                Value::String(text) if is_purpose(key) => put(key, text, info.line_of(key)),
                Value::Dictionary(inner) if DICTIONARIES.contains(&key.as_str()) => {
                    let from = info.line_of(key);
                    for (name, value) in inner {
                        if let Some(text) = value.as_string() {
                            put(name, text, info.line_after(name, from));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    for (key, setting) in target.settings.beginning("INFOPLIST_KEY_") {
        if is_purpose(key) {
            base.entry(key.to_owned()).or_insert_with(|| Text {
                value: setting.value.clone(),
                file: setting.file.clone(),
                line: setting.line,
                state: None,
            });
        }
    }
    let written: Vec<String> = base.keys().cloned().collect();
    // An extension often carries the app's strings; only an app has keys by strings alone.
    for (tag, locale) in &target.strings.locales {
        if normal(tag) != target.development && normal(tag) != "base" {
            continue;
        }
        for (key, text) in &locale.texts {
            let stands_in = base.get(key).is_some_and(|text| {
                text.value.trim().is_empty() || text.value.trim().starts_with('[')
            });
            let alone = !base.contains_key(key)
                && is_purpose(key)
                && target.product == Product::App
                && !stands_for_another(target, &written, key);
            if stands_in || alone {
                base.insert(key.clone(), text.clone());
            }
        }
    }
    base.into_iter()
        .map(|(key, text)| Purpose {
            locales: in_locales(target, &key),
            base: Some(filled(target, &text)),
            key,
        })
        .collect()
}

/// Whether a key that only localizations have was meant to be one that Info.plist has and no localization
/// translates: `NSPhotoLibrary…` for `NSPhotoLibraryAdd…`. The system never asks with it.
fn stands_for_another(target: &Target, written: &[String], key: &str) -> bool {
    written.iter().any(|other| {
        other != key && family(other) == family(key) && in_locales(target, other).is_empty()
    })
}

/// The resource that a key guards, in the wider sense: reading and adding photos are one here.
pub(crate) fn family(key: &str) -> &str {
    let mut stem = key.strip_suffix("UsageDescription").unwrap_or(key);
    let ways = [
        "AlwaysAndWhenInUse",
        "WhenInUse",
        "Always",
        "Peripheral",
        "FullAccess",
        "WriteOnlyAccess",
        "Add",
        "Share",
        "Update",
    ];
    for way in ways {
        stem = stem.strip_suffix(way).unwrap_or(stem);
    }
    stem
}

/// The strings of a key that only localizations have.
pub(crate) fn in_locales(target: &Target, key: &str) -> BTreeMap<String, Text> {
    let with = |(tag, locale): (&String, &super::localized::Locale)| {
        let text = locale.texts.get(key)?;
        Some((tag.clone(), filled(target, text)))
    };
    target.strings.locales.iter().filter_map(with).collect()
}

fn filled(target: &Target, text: &Text) -> Text {
    Text {
        value: target.settings.filled(&text.value),
        ..text.clone()
    }
}
