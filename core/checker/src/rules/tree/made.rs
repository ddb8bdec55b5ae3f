//! TR003: projects whose native files are made while they are built.

use super::rules::TR003;
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::tree::File;

/// A tool, the files that show it, and words one of which such a file holds.
struct Tool {
    name: &'static str,
    files: &'static [&'static str],
    holds: &'static [&'static str],
    /// Folders that show that the native project was made and kept.
    kept: &'static [&'static str],
    settles: &'static str,
}

const NATIVE: &[&str] = &["ios", "android"];

const TOOLS: [Tool; 12] = [
    Tool {
        name: "Expo",
        files: &["app.json"],
        holds: &["\"expo\""],
        kept: NATIVE,
        settles: "The folders that `npx expo prebuild` writes settle it.",
    },
    Tool {
        name: "Expo",
        files: &["app.config.js", "app.config.ts"],
        holds: &["expo", "infoPlist", "bundleIdentifier"],
        kept: NATIVE,
        settles: "The folders that `npx expo prebuild` writes settle it.",
    },
    Tool {
        name: "XcodeGen",
        files: &["project.yml", "project.yaml"],
        holds: &["targets:"],
        kept: &[".xcodeproj"],
        settles: "The project that `xcodegen generate` writes settles it.",
    },
    Tool {
        name: "Tuist",
        files: &["Project.swift"],
        holds: &["ProjectDescription"],
        kept: &[".xcodeproj"],
        settles: "The project that `tuist generate` writes settles it.",
    },
    Tool {
        name: "Swift Playgrounds",
        files: &["Package.swift"],
        holds: &[".iOSApplication("],
        kept: &[],
        settles: "The built app's Info.plist settles it.",
    },
    Tool {
        name: "Flutter",
        files: &["pubspec.yaml"],
        holds: &["sdk: flutter"],
        kept: NATIVE,
        settles: "The folders that `flutter create .` writes settle it.",
    },
    Tool {
        name: "Capacitor",
        files: &[
            "capacitor.config.json",
            "capacitor.config.ts",
            "capacitor.config.js",
        ],
        holds: &["appId"],
        kept: NATIVE,
        settles: "The folders that `npx cap add` writes settle it.",
    },
    Tool {
        name: "Cordova",
        files: &["config.xml"],
        holds: &["<widget"],
        kept: &["platforms"],
        settles: "The folder `platforms` that `cordova prepare` writes settles it.",
    },
    Tool {
        name: "NativeScript",
        files: &["nativescript.config.ts", "nativescript.config.js"],
        holds: &["id"],
        kept: &["platforms"],
        settles: "The folder `platforms` that `ns prepare` writes settles it.",
    },
    Tool {
        name: "Unity",
        files: &["ProjectSettings.asset"],
        holds: &["PlayerSettings"],
        kept: &[],
        settles: "The Xcode and Gradle projects that Unity exports settle it.",
    },
    Tool {
        name: "Godot",
        files: &["export_presets.cfg"],
        holds: &["[preset"],
        kept: &[],
        settles: "The projects that Godot exports settle it.",
    },
    Tool {
        name: "Bazel",
        files: &["BUILD", "BUILD.bazel"],
        holds: &["ios_application(", "android_binary("],
        kept: &[],
        settles: "The built app's Info.plist and merged manifest settle it.",
    },
];

/// Notes the tools whose work is not in the tree. Returns `true` if there is one.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) -> bool {
    let mut any = false;
    for tool in &TOOLS {
        let shows = |file: &&File| {
            tool.files.contains(&file.name()) && !is_kept(context, file, tool) && {
                let text = context.tree.text(&file.path).unwrap_or_default();
                tool.holds.iter().any(|word| text.contains(word))
            }
        };
        let Some(file) = context.tree.files().iter().find(shows) else {
            continue;
        };
        any = true;
        let message = format!(
            "{} makes the native project from this file and others; what it adds was not seen.",
            tool.name
        );
        findings.cannot_tell(&TR003, Place::new(&file.path, 1), message, tool.settles);
    }
    any
}

/// Whether what the tool makes lies beside its file: `ios/` and `android/`, or an Xcode project.
fn is_kept(context: &Context<'_>, file: &File, tool: &Tool) -> bool {
    let folder = match file.folder() {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    context.tree.files().iter().any(|other| {
        let within = other.path.strip_prefix(&folder);
        let first = within.and_then(|within| within.split_once('/'));
        first.is_some_and(|(first, rest)| {
            let named = |kept: &&&str| {
                first == **kept || (kept.starts_with('.') && first.ends_with(**kept))
            };
            tool.kept.iter().any(|kept| named(&kept)) && !rest.is_empty()
        })
    })
}
