//! What `sordino generate` writes has nothing that `sordino check` would find, and neither has an
//! app that takes it over.

use std::fs;
use std::path::Path;

use sordino_checker::check;
use sordino_checker::config::Config;
use sordino_checker::finding::Finding;
use sordino_paperwork::write::paper;
use sordino_policy::{Compiled, compile_all};
use tempfile::TempDir;

const ON_CALL: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../examples/on-call/privacy.toml"
));

const MANIFEST: &str = r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android">
    <application
        android:icon="@mipmap/icon"
        android:allowBackup="true"
        android:dataExtractionRules="@xml/sordino_data_extraction_rules"
        android:fullBackupContent="@xml/sordino_backup_rules" />
</manifest>
"#;
const SCRIPT: &str = "plugins { id(\"com.android.application\") }\nandroid { defaultConfig { minSdk = 26; targetSdk = 36 } }\n";

fn written(compiled: &Compiled, root: &Path) {
    let paper = paper(compiled, "privacy.toml").expect("the example can be written");
    for (path, text) in &paper.files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
        fs::write(path, text).expect("it is writable");
    }
}

/// The app that takes everything over that is generated.
pub(crate) fn app(compiled: &Compiled) -> TempDir {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    written(compiled, root.path());
    let main = root.path().join("android/src/main");
    fs::write(main.join("AndroidManifest.xml"), MANIFEST).expect("it is writable");
    fs::write(root.path().join("android/build.gradle.kts"), SCRIPT).expect("it is writable");
    root
}

pub(crate) fn found(compiled: &Compiled, root: &Path) -> Vec<Finding> {
    let report = check(root, Some(compiled), &Config::default(), &mut |_| {});
    report.expect("it is a folder").findings
}

#[test]
fn an_app_with_generated_files_is_clean() {
    let today = jiff::civil::date(2026, 11, 24);
    let compiled = compile_all("privacy.toml", ON_CALL, today).expect("the example holds");
    let root = app(&compiled);
    let main = root.path().join("android/src/main");
    let found = || found(&compiled, root.path());
    assert!(found().is_empty(), "{:?}", found());
    let german = main.join("res/values-de/sordino_strings.xml");
    fs::remove_file(&german).expect("it was written");
    let left: Vec<&str> = found().iter().map(|finding| finding.rule).collect();
    assert_eq!(left, ["AM018"]);
    let rules = main.join("res/xml/sordino_data_extraction_rules.xml");
    let text = fs::read_to_string(&rules).expect("it was written");
    let open = text.lines().filter(|line| !line.contains("<exclude"));
    fs::write(&rules, open.collect::<Vec<_>>().join("\n")).expect("it is writable");
    let rules: Vec<&str> = found().iter().map(|finding| finding.rule).collect();
    assert!(
        rules.contains(&"AM011") && rules.contains(&"AM012"),
        "{rules:?}"
    );
}
