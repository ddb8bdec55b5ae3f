//! Whatever stands in the files of a tree, the check ends with a report.

use std::fs;

use proptest::prelude::*;
use sordino_checker::check;
use sordino_checker::config::Config;

/// What the readers look for, and what could upset them.
const PARTS: [&str; 64] = [
    "<manifest xmlns:android='http://schemas.android.com/apk/res/android'>",
    "</manifest>",
    "<application android:icon='x' android:allowBackup='true' android:dataExtractionRules='@xml/x'>",
    "</application>",
    "<uses-permission android:name='android.permission.READ_CONTACTS'/>",
    "<!--",
    "-->",
    "<",
    "<data-extraction-rules>",
    "<cloud-backup/>",
    "<exclude domain='file' path='./ä'/>",
    "</data-extraction-rules>",
    "<resources><string name='a_rationale'>ä</string></resources>",
    "android {",
    "}",
    "{",
    "minSdk = ",
    "24",
    "\"",
    "'",
    "\"\"\"",
    "ä",
    "…",
    "ext.ä = 3",
    "implementation(",
    ")",
    "libs.a.b",
    "project(':",
    "a:b:1",
    "//",
    "/*",
    "*/",
    "Question ID (machine readable),",
    "PSL_DATA_TYPES_CONTACTS,PSL_CONTACTS,TRUE,,",
    ",",
    "\r\n",
    "\n",
    "\n\n",
    " ",
    "[versions]\nä = '1'\n",
    "# ",
    "## Push notifications",
    "5.6.4 Zugriff",
    "[a](",
    "](",
    "<a href=\"",
    "https://a.example?u=http://b.example/ä",
    "Google Play Store: https://apple.com",
    "z. B. ",
    "Stand: Juli 2023. ",
    "Last updated June 2024.",
    "GmbH",
    "ACME GmbH\nMain Road 4\n12345 Town\n",
    "+49 40 228 599",
    "a@b.example",
    "We never share data with third parties. ",
    "Art. 6 Abs. 1 lit. f DSGVO",
    "nach 90 Tagen aus Backups gelöscht. ",
    "requestPermissions(",
    "NotificationChannel(\"ä\"",
    "sntrys_",
    "AAAA",
    "\u{0}",
    "\u{feff}",
];

/// One file of each kind that is read.
const FILES: [&str; 14] = [
    "app/src/main/AndroidManifest.xml",
    "app/src/main/res/xml/x.xml",
    "app/src/main/res/values/s.xml",
    "app/src/main/res/values-de/s.xml",
    "app/build.gradle",
    "app/build.gradle.kts",
    "gradle/libs.versions.toml",
    "gradle.properties",
    "app/gradle.lockfile",
    "package.json",
    "pubspec.yaml",
    "form.csv",
    "privacy.de.txt",
    "privacy.en.html",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_anywhere_ends_in_a_report(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(&PARTS[..]), 0..40), FILES.len()),
        source in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..40),
    ) {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let sources = [("app/src/main/java/analytics/A.kt", source)];
        let files = FILES.into_iter().zip(texts).chain(sources);
        for (path, parts) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
            fs::write(path, parts.concat()).expect("it is writable");
        }
        let report = check(root.path(), None, &Config::default(), &mut |_| {});
        prop_assert!(report.is_ok());
    }
}
