//! AM018: the texts that explain a permission, in every language of the app.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::AM018;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::android::{Module, SourceSet, locale, of_resource, texts};

/// Whether a text's name makes it the explanation of a permission.
fn explains(name: &str) -> bool {
    let ends = [
        "_description",
        "_explanation",
        "_reason",
        "_message",
        "_summary",
        "_text",
    ];
    name.contains("rationale")
        || (name.contains("permission") && ends.iter().any(|end| name.ends_with(end)))
}

struct Found {
    file: String,
    line: usize,
    translatable: bool,
    locales: BTreeSet<String>,
}

/// Holds the texts of one module against each other.
pub(super) fn check(context: &Context<'_>, module: &Module, findings: &mut Findings) {
    let Some(set) = module.sets.get("main") else {
        return;
    };
    let mut shipped: BTreeMap<String, usize> = BTreeMap::new();
    let mut explained: BTreeMap<String, Found> = BTreeMap::new();
    for path in &set.resources {
        let folder = of_resource(path).map_or("", |(_, _, folder)| folder);
        let Some(locale) = locale(folder) else {
            continue;
        };
        for text in texts(&context.tree.text(path).unwrap_or_default()) {
            *shipped.entry(locale.clone()).or_default() += 1;
            if text.value.is_empty() || !explains(&text.name) {
                continue;
            }
            let found = explained.entry(text.name).or_insert_with(|| Found {
                file: path.clone(),
                line: text.line,
                translatable: true,
                locales: BTreeSet::new(),
            });
            if locale.is_empty() {
                (found.file, found.line) = (path.clone(), text.line);
                found.translatable = text.translatable;
            }
            found.locales.insert(locale.clone());
        }
    }
    missing(&shipped, explained, findings);
    generated(context, set, findings);
}

/// The texts that `sordino generate` wrote: there is a file of them for each language of the policy.
fn generated(context: &Context<'_>, set: &SourceSet, findings: &mut Findings) {
    let Some(policy) = context.policy else {
        return;
    };
    let written = set
        .resources
        .iter()
        .filter(|path| path.ends_with("/sordino_strings.xml"));
    let written: Vec<&String> = written.collect();
    let Some(first) = written.first() else {
        return;
    };
    let folders = written.iter().filter_map(|path| of_resource(path));
    let there: BTreeSet<String> = folders
        .filter_map(|(_, _, folder)| locale(folder))
        .collect();
    let others = policy
        .locales
        .iter()
        .skip(1)
        .filter(|tag| !there.contains(*tag));
    let lacks: Vec<&str> = others.map(String::as_str).collect();
    if !lacks.is_empty() {
        let message = format!("The policy's texts are not there in {}.", lacks.join(", "));
        findings.add(
            &AM018,
            Place::new(*first, 1),
            message,
            "Run `sordino generate` and take over all of res.",
        );
    }
}

/// A language counts as one of the app where it has most of the default one's texts: a translation
/// that has just begun is not shipped as a language.
fn missing(
    shipped: &BTreeMap<String, usize>,
    explained: BTreeMap<String, Found>,
    findings: &mut Findings,
) {
    let all = shipped.get("").copied().unwrap_or_default();
    let whole = |count: usize| count * 10 >= all * 9;
    for (name, found) in explained {
        if !found.locales.contains("") || !found.translatable {
            continue;
        }
        let lacks = |wanted: bool| -> Vec<&str> {
            let lacks = shipped.iter().filter(|(locale, count)| {
                let language = locale.split('-').next().unwrap_or_default();
                whole(**count) == wanted
                    && !found.locales.contains(*locale)
                    && !found.locales.contains(language)
            });
            lacks.map(|(locale, _)| locale.as_str()).collect()
        };
        let place = Place::new(&found.file, found.line);
        let (sure, begun) = (lacks(true), lacks(false));
        if !sure.is_empty() {
            let message = format!("`{name}` is not translated into {}.", sure.join(", "));
            findings.add(&AM018, place, message, "Translate it.");
        } else if !begun.is_empty() {
            let message = format!(
                "`{name}` is not translated into {}, and neither is much else; the tree does not say whether the app ships them.",
                begun.join(", ")
            );
            findings.cannot_tell(
                &AM018,
                place,
                message,
                "The list of languages that the app ships settles it.",
            );
        }
    }
}
