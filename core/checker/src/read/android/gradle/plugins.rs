//! Which plugins a script applies, and what they make of its module.

use super::catalog::Catalog;
use super::names::after;
use super::script::{Block, strings};

/// What a module becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Something that is installed.
    Application,
    /// Something that applications use.
    Library,
    /// The file does not say.
    Unknown,
}

/// The ids of the plugins that a script applies, those of a catalogue by what it says.
pub(super) fn plugins(root: &Block, catalog: &Catalog) -> Vec<String> {
    let mut ids = Vec::new();
    root.each(&mut |block| {
        let listed = block.word() == "plugins";
        for statement in &block.statements {
            let text = statement.text.as_str();
            let applies = text.starts_with("apply") || text.contains(".apply(");
            if !(listed || applies) || text.contains("apply false") || text.contains("apply(false")
            {
                continue;
            }
            ids.extend(strings(text).map(str::to_owned));
            for accessor in catalog.accessors() {
                for name in after(text, &format!("{accessor}plugins.")) {
                    let name = name.trim_end_matches(".pluginId").trim_end_matches(".get");
                    ids.extend(catalog.plugin(name).map(str::to_owned));
                }
            }
        }
    });
    ids
}

pub(super) fn kind(root: &Block, plugins: &[String]) -> Kind {
    let named = |id: &str| plugins.iter().any(|plugin| plugin == id);
    if named("com.android.application") || named("com.android.dynamic-feature") {
        return if named("com.android.application") {
            Kind::Application
        } else {
            Kind::Library
        };
    }
    if named("com.android.library") || named("com.android.kotlin.multiplatform.library") {
        return Kind::Library;
    }
    let mut said = Kind::Unknown;
    root.each(&mut |block| {
        let plugins = block.word() == "plugins";
        for statement in &block.statements {
            let text = statement.text.to_lowercase();
            if text.starts_with("applicationid ") || text.starts_with("applicationid=") {
                said = Kind::Application;
            }
            if !(plugins || text.starts_with("apply")) || text.contains("apply false") {
                continue;
            }
            let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
            let has = |word: &str| words.contains(&word);
            if has("application") || has("app") || text.contains("androidapp") {
                said = Kind::Application;
            } else if said == Kind::Unknown
                && (has("library")
                    || has("lib")
                    || has("feature")
                    || text.contains("androidlibrary"))
            {
                said = Kind::Library;
            }
        }
    });
    said
}
