//! Kinds of trees that were passed over in silence or misread, each with its near-miss.

mod android;
mod apple;

use std::fs;

use sordino_checker::config::Config;
use sordino_checker::finding::Finding;
use sordino_checker::{Report, check};

pub(crate) const HEAD: &str = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" xmlns:tools=\"http://schemas.android.com/tools\">";
pub(crate) const APP: &str = "plugins { id(\"com.android.application\") }\nandroid { defaultConfig { minSdk = 31; targetSdk = 36 } }\n";
pub(crate) const LIBRARY: &str = "plugins { id(\"com.android.library\") }\n";

pub(crate) fn report(files: &[(&str, &str)]) -> Report {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is writable");
        fs::write(path, text).expect("the folder is writable");
    }
    check(root.path(), None, &Config::default(), &mut |_| {}).expect("it is a folder")
}

pub(crate) fn of(files: &[(&str, &str)], rule: &str) -> Vec<Finding> {
    let own = |finding: &Finding| finding.rule == rule || finding.also.contains(&rule);
    report(files).findings.into_iter().filter(own).collect()
}

pub(crate) fn manifest(body: &str) -> String {
    format!("{HEAD}{body}</manifest>")
}

pub(crate) fn application(body: &str) -> String {
    manifest(&format!(
        "<application android:icon='@mipmap/i' android:allowBackup='false'>{body}</application>"
    ))
}

pub(crate) fn info(keys: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n<key>CFBundleIdentifier</key><string>org.example.kestrel</string>\n<key>CFBundlePackageType</key><string>APPL</string>\n{keys}</dict></plist>\n"
    )
}

pub(crate) fn key(name: &str, text: &str) -> String {
    format!("<key>{name}</key><string>{text}</string>\n")
}

pub(crate) const ASKS: &str = "<uses-permission android:name='android.permission.READ_CONTACTS'/>";
