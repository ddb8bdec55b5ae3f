//! From a policy to the files that an app and its stores need.
//!
//! Every writer is a function of the policy alone: the same policy gives the same bytes.

mod android;
mod header;
mod ios;
mod pages;
mod play_form;

use std::collections::BTreeMap;

use sordino_policy::{Compiled, Finding, PurposeKind};

use crate::declaration::{Declaration, declare};
use crate::tables::obvious;

/// Everything that is generated from one policy.
///
/// ```
/// use sordino_paperwork::write::paper;
/// use sordino_policy::compile_all;
///
/// # let toml = include_str!("../../../../examples/on-call/privacy.toml");
/// let compiled = compile_all("privacy.toml", toml, jiff::civil::date(2026, 3, 11)).expect("it breaks no rule");
/// let paper = paper(&compiled, "privacy.toml").expect("the stores know its words");
/// assert!(paper.files.contains_key("ios/app/PrivacyInfo.xcprivacy"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Path below the folder, with `/`, to content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What its reader has to know: answers that the policy does not give, one sentence each.
    pub notes: Vec<String>,
}

/// Writes all paper of `compiled`.
///
/// `file_name` stands in the findings.
///
/// # Errors
///
/// Words of `[stores]` that no store knows.
pub fn paper(compiled: &Compiled, file_name: &str) -> Result<Paper, Vec<Finding>> {
    paper_with(compiled, file_name, &BTreeMap::new())
}

/// Writes all paper of `compiled`, with what its author adds to the notice: Markdown by its locale.
///
/// # Errors
///
/// As [`paper`].
pub fn paper_with(
    compiled: &Compiled,
    file_name: &str,
    notice_parts: &BTreeMap<String, String>,
) -> Result<Paper, Vec<Finding>> {
    let declaration = declare(compiled, file_name)?;
    let mut files = BTreeMap::new();
    let policy = compiled.policy.to_json();
    for app in [
        "android/src/main/assets/sordino/policy.json",
        "ios/app/sordino/policy.json",
    ] {
        files.insert(app.to_owned(), policy.clone());
    }
    files.insert("policy.json".to_owned(), policy);
    ios::write(compiled, &declaration, &mut files);
    android::write(compiled, &mut files);
    let form = play_form::write(compiled, &declaration);
    files.insert("store/play-data-safety.csv".to_owned(), form);
    pages::write(compiled, notice_parts, &mut files);
    Ok(Paper {
        files,
        notes: [
            notes(compiled, &declaration),
            without_part(compiled, notice_parts),
        ]
        .concat(),
    })
}

/// Says which notices lack what the author adds to another one.
fn without_part(compiled: &Compiled, parts: &BTreeMap<String, String>) -> Vec<String> {
    let locales = compiled.policy.locales.iter();
    let without: Vec<&str> = locales
        .filter(|locale| !parts.is_empty() && !parts.contains_key(*locale))
        .map(String::as_str)
        .collect();
    let note = format!(
        "The notice has no part of its author's in {}, and has one in another locale. Write it as `notice-part.LANG.md`.",
        without.join(", ")
    );
    if without.is_empty() {
        Vec::new()
    } else {
        vec![note]
    }
}

/// Says which categories have no word, and proposes the obvious ones in lines to paste.
fn unnamed(categories: &[String]) -> Option<String> {
    if categories.is_empty() {
        return None;
    }
    let entries: Vec<String> = categories
        .iter()
        .filter_map(|category| {
            let (apple, play) = obvious::words_of(category)?;
            Some(format!(
                "{{ category = \"{category}\", apple = \"{apple}\", play = \"{play}\" }}"
            ))
        })
        .collect();
    let all = categories.join(", ");
    let note = format!(
        "Declared to the stores as other data, because `[stores]` has no word for it: {all}. Add each to `data`"
    );
    Some(if entries.is_empty() {
        format!("{note}.")
    } else {
        format!(
            "{note}; if these fit, write: data = [{}].",
            entries.join(", ")
        )
    })
}

fn notes(compiled: &Compiled, declaration: &Declaration) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(unnamed(&declaration.unnamed));
    let has_account = compiled
        .policy
        .purposes
        .iter()
        .any(|purpose| purpose.kind == PurposeKind::Account);
    if !declaration.play.is_empty() && compiled.stores.account_creation.is_empty() {
        notes.push(
            "Left open in Play's form: how an account is made. Add `account_creation` to `[stores]`; `[\"PSL_ACM_NONE\"]` if no \
             account can be made."
                .to_owned(),
        );
    }
    if !declaration.play.is_empty() && compiled.stores.data_deletion_url.is_none() {
        notes.push(
            "Left open in Play's form: whether deletion can be asked for. Add `data_deletion_url` to `[stores]`."
                .to_owned(),
        );
    }
    if has_account && compiled.stores.account_deletion_url.is_none() {
        notes.push(
            "Left open in Play's form: where an account is deleted. Add `account_deletion_url` to `[stores]`."
                .to_owned(),
        );
    }
    let framed = pages::locales_without_a_frame(&compiled.policy);
    if !framed.is_empty() {
        notes.push(format!(
            "Written with an English frame around the policy's own texts: {}.",
            framed.join(", ")
        ));
    }
    for locale in &compiled.policy.locales {
        let texts = compiled.policy.chrome(locale).fallen_back();
        if !texts.is_empty() {
            let keys: Vec<_> = texts.iter().map(|word| word.key()).collect();
            notes.push(format!(
                "Shown in English on the screens of `{locale}`, because `[screens]` does not word it: {}.",
                keys.join(", ")
            ));
        }
        let texts = pages::untranslated(compiled, locale);
        if !texts.is_empty() {
            notes.push(format!(
                "Not translated in the notice of `{locale}`, because `[translations.{locale}]` does not have it: {}.",
                texts.join("; ")
            ));
        }
    }
    notes
}
