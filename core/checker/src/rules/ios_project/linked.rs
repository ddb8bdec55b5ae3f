//! Which vendors' libraries an app links, by what the tree says.

use std::collections::BTreeSet;

use crate::context::Context;
use crate::read::kind::Kind;

/// What is known of Firebase in the tree.
#[derive(Debug, Default)]
pub(super) struct Firebase {
    pub(super) crashlytics: bool,
    pub(super) analytics: bool,
    pub(super) messaging: bool,
    pub(super) performance: bool,
    /// Firebase is fetched, and no product of it could be found.
    pub(super) unclear: bool,
    /// React Native Firebase writes keys from `firebase.json` while the app is built.
    pub(super) written_while_built: bool,
}

impl Firebase {
    /// Whether any product that collects is linked.
    pub(super) fn any(&self) -> bool {
        self.crashlytics || self.analytics || self.messaging || self.performance
    }
}

/// Names of what the tree links or fetches.
fn names(context: &Context<'_>) -> BTreeSet<String> {
    let tree = context.tree;
    let mut names: BTreeSet<String> = context
        .ios()
        .targets
        .iter()
        .flat_map(|target| target.linked.iter().cloned())
        .collect();
    for file in tree.of(Kind::PodfileLock) {
        let text = tree.text(&file.path).unwrap_or_default();
        let pods = text.lines().skip_while(|line| *line != "PODS:").skip(1);
        for line in pods.take_while(|line| line.starts_with(' ')) {
            let name = line
                .trim()
                .trim_start_matches("- ")
                .trim_matches(['"', ':']);
            let name = name.split([' ', '(']).next().unwrap_or(name);
            names.insert(name.to_owned());
            names.extend(name.split('/').next().map(str::to_owned));
        }
    }
    for file in tree.of(Kind::PackageSwift) {
        let text = tree.text(&file.path).unwrap_or_default();
        let quoted = text.split('"').skip(1).step_by(2);
        names.extend(
            quoted
                .filter(|name| name.starts_with("Firebase"))
                .map(str::to_owned),
        );
    }
    for file in tree.of(Kind::PackageResolved) {
        let text = tree.text(&file.path).unwrap_or_default();
        if text.contains("firebase-ios-sdk") {
            names.insert("firebase-ios-sdk".to_owned());
        }
    }
    for file in tree.of(Kind::MachO) {
        names.insert(file.name().to_owned());
    }
    names
}

/// What the tree links of Firebase.
pub(super) fn firebase(context: &Context<'_>) -> Firebase {
    let names = names(context);
    // What other parts call through an `…Interop` is not linked by that.
    let any = |starts: &[&str]| {
        names
            .iter()
            .filter(|name| !name.ends_with("Interop"))
            .any(|name| starts.iter().any(|start| name.starts_with(start)))
    };
    let mut firebase = Firebase {
        crashlytics: any(&["FirebaseCrashlytics", "Firebase/Crashlytics"]),
        analytics: any(&[
            "FirebaseAnalytics",
            "Firebase/Analytics",
            "GoogleAppMeasurement",
        ]),
        messaging: any(&["FirebaseMessaging", "Firebase/Messaging"]),
        performance: any(&["FirebasePerformance", "Firebase/Performance"]),
        unclear: false,
        written_while_built: names.iter().any(|name| name.starts_with("RNFB"))
            && is_written_while_built(context),
    };
    let none =
        !(firebase.crashlytics || firebase.analytics || firebase.messaging || firebase.performance);
    let known_products = any(&["Firebase"]);
    firebase.unclear = none && names.contains("firebase-ios-sdk") && !known_products;
    firebase
}

/// Whether a project has the script that writes Info.plist from a `firebase.json` which is not there.
fn is_written_while_built(context: &Context<'_>) -> bool {
    let tree = context.tree;
    let json = tree
        .files()
        .iter()
        .any(|file| file.name() == "firebase.json");
    let mut projects = tree.of(Kind::Pbxproj).peekable();
    let unknown = projects.peek().is_none();
    let script = projects.any(|file| {
        tree.text(&file.path)
            .is_some_and(|text| text.contains("[RNFB]"))
    });
    !json && (script || unknown)
}
