//! What the tree holds of apps at all, and what of it was not understood.

mod made;
mod rules;

use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::kind::Kind;
use crate::read::yaml::Yaml;
use rules::{TR001, TR002, TR004, TR005};

/// The rules of this family.
pub(crate) use rules::RULES;

/// Holds the tree against them.
pub(crate) fn run(context: &Context<'_>, findings: &mut Findings) {
    unreadable(context, findings);
    let packed = built(context, findings);
    let made = made::check(context, findings);
    unused_modules(context, findings);
    // A packed app, or a file that no reader takes, is told as that; whether there is an app is then left open by it.
    if context.apps().is_empty() && !made && !packed && context.ios().unread.is_empty() {
        findings.cannot_tell(
            &TR001,
            Place::new(".", 1),
            "No app was recognised in this folder.",
            "The folder that holds the app's project (a Gradle module, an Xcode project or an Info.plist) settles it.",
        );
    }
}

/// Files of settings that rules rely on and that their format's reader refuses.
fn unreadable(context: &Context<'_>, findings: &mut Findings) {
    for file in context.tree.files() {
        let reads: fn(&str) -> Option<usize> = match (file.kind, file.name()) {
            (Kind::VersionCatalog, _) => |text| toml_line(text),
            (Kind::StringsCatalog | Kind::GoogleServices, _)
            | (_, "package.json" | "app.json" | "app_privacy_details.json") => json_line,
            (_, "pubspec.yaml" | "project.yml" | "project.yaml") => |text| Yaml::read(text).err(),
            _ => continue,
        };
        let Some(text) = context.tree.text(&file.path) else {
            told(
                &file.path,
                1,
                "It is too long or cannot be opened",
                findings,
            );
            continue;
        };
        if let Some(line) = reads(&text) {
            told(&file.path, line, "It is not well-formed", findings);
        }
    }
}

fn told(path: &str, line: usize, what: &str, findings: &mut Findings) {
    let message = format!("{what}, so nothing of it was checked.");
    findings
        .add(&TR005, Place::new(path, line), message, "Mend the file.")
        .because(path);
}

fn toml_line(text: &str) -> Option<usize> {
    let error = text.parse::<toml::Table>().err()?;
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    Some(before.matches('\n').count() + 1)
}

fn json_line(text: &str) -> Option<usize> {
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}'));
    error.err().map(|error| error.line().max(1))
}

/// Apps as they are shipped, packed. Returns `true` if there is one.
fn built(context: &Context<'_>, findings: &mut Findings) -> bool {
    let mut any = false;
    for file in context.tree.files() {
        let binary_manifest = file.kind == Kind::AndroidManifest
            && context
                .tree
                .head(&file.path)
                .is_some_and(|head| head.starts_with(&[3, 0, 8, 0]));
        if file.kind == Kind::BuiltApp || binary_manifest {
            any = true;
            findings
                .cannot_tell(
                    &TR002,
                    Place::new(&file.path, 1),
                    "This is a built app; it was not unpacked and not checked.",
                    "The sources, or an .app folder with its Info.plist, settle it.",
                )
                .because("built");
        }
    }
    any
}

/// Library modules that no script is seen to use, where a script does something that only running it
/// would settle.
fn unused_modules(context: &Context<'_>, findings: &mut Findings) {
    let project = context.android();
    let apps = project.apps();
    let whole: Vec<_> = apps.iter().filter(|app| !app.is_library).collect();
    let Some(first) = whole.first() else {
        return;
    };
    let used = |folder: &str| {
        whole.iter().any(|app| {
            app.module.folder == folder
                || app
                    .libraries
                    .iter()
                    .any(|library| library.module.folder == folder)
        })
    };
    let unused: Vec<&str> = project
        .modules
        .iter()
        .filter(|module| !module.is_app() && !module.is_sample())
        .filter(|module| module.manifests().any(|manifest| manifest.says_anything()))
        .map(|module| module.folder.as_str())
        .filter(|folder| !used(folder))
        .collect();
    if unused.is_empty() || !whole.iter().any(|app| project.is_unsettled(app)) {
        return;
    }
    let shown = unused
        .iter()
        .take(5)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let more = match unused.len().saturating_sub(5) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let script = first
        .module
        .gradle
        .as_ref()
        .map(|gradle| gradle.path.clone());
    let place = script.map_or_else(
        || Place::new(&first.module.folder, 1),
        |path| Place::new(path, 1),
    );
    findings.cannot_tell(
        &TR004,
        place,
        format!(
            "No script is seen to use these modules, and a script adds something that only running it would show: {shown}{more}."
        ),
        "The output of `gradle :app:dependencies`, or a lockfile, settles it.",
    );
}
