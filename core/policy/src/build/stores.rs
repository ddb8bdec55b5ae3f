//! From the table `[stores]` as written to what the paperwork reads.

use std::collections::BTreeMap;

use crate::finding::place;
use crate::model::Texts;
use crate::raw::{self, list};
use crate::read::At;
use crate::stores::{KeptPermission, Placed, StoreData, StoreUse, Stores};

/// What `file`, whose text is `toml`, says to the stores; nothing where it says nothing.
pub(crate) fn build(file: &raw::Policy, toml: &str) -> Stores {
    let Some(table) = file.stores.as_ref().map(|table| &table.value) else {
        return Stores::default();
    };
    let placed = |word: &At<String>| {
        let (line, column) = place(toml, word.span.start);
        Placed {
            word: word.value.clone(),
            line,
            column,
        }
    };
    let all = |words: &Option<At<raw::Names>>| list(words).iter().map(placed).collect();
    Stores {
        data: list(&table.data)
            .iter()
            .filter_map(|data| {
                Some(StoreData {
                    category: text(&data.category)?,
                    apple: placed(data.apple.as_ref()?),
                    play: placed(data.play.as_ref()?),
                    reason: text(&data.reason),
                })
            })
            .collect(),
        uses: list(&table.uses)
            .iter()
            .filter_map(|entry| {
                Some(StoreUse {
                    purpose: text(&entry.purpose)?,
                    apple: all(&entry.apple),
                    play: all(&entry.play),
                })
            })
            .collect(),
        ios_only: texts(&table.ios_only),
        android_only: texts(&table.android_only),
        keep_permissions: list(&table.keep_permissions)
            .iter()
            .filter_map(|kept| {
                Some(KeptPermission {
                    name: placed(kept.name.as_ref()?),
                    reason: text(&kept.reason)?,
                })
            })
            .collect(),
        ios_background_upload: table
            .ios_background_upload
            .as_ref()
            .is_some_and(|asked| asked.value),
        account_creation: all(&table.account_creation),
        account_deletion_url: text(&table.account_deletion_url),
        data_deletion_url: text(&table.data_deletion_url),
    }
}

/// What `file` says in other locales of texts that it has in one language.
pub(crate) fn translations(file: &raw::Policy) -> BTreeMap<String, Texts> {
    let locales = file.translations.iter().flat_map(|table| &table.value);
    locales
        .map(|(locale, texts)| {
            let texts = texts.value.iter();
            let texts = texts.map(|(text, other)| (text.clone(), other.value.trim().to_owned()));
            (locale.clone(), texts.collect())
        })
        .collect()
}

fn text(at: &Option<At<String>>) -> Option<String> {
    at.as_ref().map(|at| at.value.clone())
}

fn texts(names: &Option<At<raw::Names>>) -> Vec<String> {
    list(names).iter().map(|name| name.value.clone()).collect()
}
