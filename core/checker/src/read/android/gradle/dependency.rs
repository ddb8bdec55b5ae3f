//! What a module uses, of which source set, and what it leaves out.

use super::catalog::Catalog;
use super::names::after;
use super::script::strings;

/// Something a module uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// `group:artifact`.
    pub(crate) module: String,
    pub(crate) line: usize,
    /// The source set for which it is used; empty for all.
    pub(crate) set: String,
}

/// A module of the same build that a module uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UsedModule {
    /// Its folder: `core/network`.
    pub(crate) folder: String,
    /// The source set for which it is used; empty for all.
    pub(crate) set: String,
}

/// What an `exclude` leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exclusion {
    group: Option<String>,
    artifact: Option<String>,
    /// Whether it holds for all that the module uses, not for what one dependency brings.
    everywhere: bool,
}

impl Exclusion {
    /// Whether it leaves out `module` (`group:artifact`) wherever it comes from.
    pub(crate) fn covers(&self, module: &str) -> bool {
        self.everywhere && self.names(module)
    }

    fn names(&self, module: &str) -> bool {
        let (group, artifact) = module.split_once(':').unwrap_or((module, ""));
        let same = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        same(&self.group, group) && same(&self.artifact, artifact)
    }

    /// Whether it leaves out this artifact, of all or of one dependency.
    pub(crate) fn leaves_out(&self, artifact: &str) -> bool {
        self.artifact.as_deref() == Some(artifact)
    }
}

/// Whether a block speaks of a source set that Android does not have: `iosMain.dependencies {`.
pub(super) fn is_foreign(head: &str) -> bool {
    let mut words = head.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| {
        let set = word.strip_suffix("Main").or(word.strip_suffix("Test"));
        set.is_some_and(|set| {
            !set.is_empty()
                && set.starts_with(|first: char| first.is_ascii_lowercase())
                && (!["android", "common"].contains(&set) || word.ends_with("Test"))
        })
    })
}

/// The configuration of a dependency and what follows: of `implementation(x)`, `"fullApi"(x)` and
/// `add("fullApi", x)` alike.
pub(super) fn configuration(text: &str) -> Option<(&str, &str)> {
    let quoted = |text: &str| text.starts_with(['"', '\'']);
    if quoted(text) {
        let word = strings(text).next()?;
        return Some((word, text.get(word.len() + 2..)?));
    }
    let text = text.strip_prefix("dependencies.").unwrap_or(text);
    if let Some(rest) = text.strip_prefix("add(")
        && quoted(rest)
    {
        let word = strings(rest).next()?;
        return Some((word, rest.get(word.len() + 2..)?));
    }
    let end = text.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
    let word = &text[..end.unwrap_or(text.len())];
    (!word.is_empty()).then(|| (word, &text[word.len()..]))
}

/// The source set whose code gets what a configuration holds: `full` of `fullImplementation`, nothing of
/// `implementation`. None for what ships in no app.
pub(super) fn source_set(configuration: &str) -> Option<String> {
    let lower = configuration.to_lowercase();
    if lower.contains("test") {
        return None;
    }
    let ends = [
        "implementation",
        "api",
        "compile",
        "runtimeonly",
        "compileonly",
    ];
    let end = ends.iter().find(|end| lower.ends_with(*end))?;
    let set = &configuration[..configuration.len() - end.len()];
    let common = ["", "androidMain", "commonMain"];
    Some(if common.contains(&set) {
        String::new()
    } else {
        set.to_owned()
    })
}

pub(super) fn exclusion(text: &str, everywhere: bool) -> Option<Exclusion> {
    let named = |name: &str| {
        let at = text.find(name)? + name.len();
        let rest = text[at..].trim_start();
        let rest = rest.strip_prefix(['=', ':'])?;
        strings(rest).next().map(str::to_owned)
    };
    let mut plain = strings(text).map(str::to_owned);
    let (mut group, mut artifact) = (named("group"), named("module"));
    if group.is_none() && artifact.is_none() {
        (group, artifact) = (plain.next(), plain.next());
    }
    (group.is_some() || artifact.is_some()).then_some(Exclusion {
        group,
        artifact,
        everywhere,
    })
}

pub(super) fn catalogued(text: &str, catalog: &Catalog) -> Vec<String> {
    let mut modules = Vec::new();
    for accessor in catalog.accessors() {
        for name in after(text, accessor) {
            let found = catalog.modules(name.trim_end_matches(".get"));
            modules.extend(found.into_iter().map(str::to_owned));
        }
    }
    modules
}

pub(super) fn kebab(name: &str) -> String {
    let mut out = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !out.ends_with('.') && !out.is_empty() {
            out.push('-');
        }
        out.extend(sign.to_lowercase());
    }
    out
}
