//! The app's manifest, merged with the library's and with what `sordino generate` wrote, by Google's own merger.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::place::{generated, work};
use super::tools;
use crate::checks::Checks;
use crate::dist::Flavour;
use crate::log::{Log, Trouble};
use crate::project::root;
use crate::report::Count;

/// No build of the app may ask for them: it reads no address book and no advertising id.
const NEVER: [&str; 3] = ["READ_CONTACTS", "AD_ID", "ACCESS_ADSERVICES"];
/// A release has none of these: they let plain HTTP out, or a debugger in.
const NOT_IN_RELEASE: [&str; 3] = [
    "usesCleartextTraffic",
    "networkSecurityConfig",
    "debuggable",
];

/// Merges both, and holds them against what they must not have.
pub(super) fn check(log: &mut Log) -> Result<Count, Trouble> {
    let mut checks = Checks::default();
    for flavour in [Flavour::Release, Flavour::Debug] {
        let text = fs::read_to_string(merged(log, flavour)?)?;
        let name = flavour.artifact();
        for word in NEVER {
            let held = !text.contains(word);
            checks.hold(log, held, &format!("{name}: nothing names {word}"))?;
        }
        for word in NOT_IN_RELEASE {
            let held =
                text.contains(word) == (flavour == Flavour::Debug && word != NOT_IN_RELEASE[0]);
            let what = format!("{name}: {word} stands where developers need it alone");
            checks.hold(log, held, &what)?;
        }
        for word in [
            "dev.sordino.SordinoSettingsActivity",
            "AlertsScreen",
            "fullBackupContent",
        ] {
            let held = text.contains(word);
            checks.hold(log, held, &format!("{name}: the merge brought {word}"))?;
        }
    }
    Ok(checks.into_count())
}

/// The manifest of a build.
pub(super) fn merged(log: &mut Log, flavour: Flavour) -> Result<PathBuf, Trouble> {
    let app = root().join("examples/android/src");
    let out = work().join(format!("{}-manifest.xml", flavour.artifact()));
    let fragment = generated().join("android/src/main/AndroidManifest.fragment.xml");
    let mut overlays = vec![fragment];
    if flavour == Flavour::Debug {
        overlays.push(app.join("debug/AndroidManifest.xml"));
    }
    let listed = |paths: &[PathBuf]| {
        let paths: Vec<_> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        paths.join(":")
    };
    let mut java = Command::new("java");
    java.arg("-cp")
        .arg(tools::jars(log, "merger")?)
        .arg("com.android.manifmerger.Merger")
        .arg("--main")
        .arg(app.join("main/AndroidManifest.xml"))
        .arg("--libs")
        .arg(root().join("android/sordino/src/main/AndroidManifest.xml"))
        .arg("--overlays")
        .arg(listed(&overlays))
        .args(["--property", "MIN_SDK_VERSION=26"])
        .args(["--property", "TARGET_SDK_VERSION=35"])
        .args(["--placeholder", "applicationId=dev.sordino.example"])
        .args(["--remove-tools-declarations", "--log", "WARNING", "--out"])
        .arg(&out);
    if !log.run(&mut java)? || !Path::new(&out).exists() {
        return Err(Trouble("the manifests do not merge: see the log".into()));
    }
    Ok(out)
}
