//! What a plain reading of the rules gets wrong on real apps, and the checker does not.

use std::fs;
use std::path::Path;

use sordino_checker::check;
use sordino_checker::config::Config;
use sordino_checker::finding::{Finding, Severity};
use tempfile::TempDir;

const TEXT: &str =
    "Kestrel scans the code on a meter, for example at your front door, so that you type nothing.";
const GERMAN: &str =
    "Kestrel liest den Code am Zähler, zum Beispiel an der Haustür, damit Sie nichts eintippen.";

/// A folder with these files.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is writable");
        fs::write(path, text).expect("the folder is writable");
    }
    root
}

fn found(root: &Path, rule: &str) -> Vec<Finding> {
    let report = check(root, None, &Config::default(), &mut |_| {}).expect("it is a folder");
    let own = |finding: &Finding| finding.rule == rule;
    report.findings.into_iter().filter(own).collect()
}

fn info(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n\
         \t<key>CFBundleIdentifier</key>\n\t<string>org.example.kestrel</string>\n\
         \t<key>CFBundlePackageType</key>\n\t<string>APPL</string>\n{inside}</dict>\n</plist>\n"
    )
}

fn key(name: &str, text: &str) -> String {
    format!("\t<key>{name}</key>\n\t<string>{text}</string>\n")
}

fn camera(text: &str) -> String {
    info(&key("NSCameraUsageDescription", text))
}

/// A project of one app with these build settings and these resources.
fn project(settings: &str, resources: &str) -> String {
    format!(
        "{{ objects = {{
        P = {{ isa = PBXProject; developmentRegion = en; mainGroup = G; }};
        G = {{ isa = PBXGroup; children = ( X, V, D ); sourceTree = \"<group>\"; }};
        X = {{ isa = PBXFileReference; path = App.xcconfig; sourceTree = \"<group>\"; }};
        V = {{ isa = PBXVariantGroup; children = ( D ); name = InfoPlist.strings; sourceTree = \"<group>\"; }};
        D = {{ isa = PBXFileReference; name = de; path = de.lproj/InfoPlist.strings; sourceTree = \"<group>\"; }};
        T = {{ isa = PBXNativeTarget; name = Kestrel; productType = \"com.apple.product-type.application\";
              buildConfigurationList = L; buildPhases = ( R ); }};
        R = {{ isa = PBXResourcesBuildPhase; files = ( {resources} ); }};
        B = {{ isa = PBXBuildFile; fileRef = V; }};
        L = {{ isa = XCConfigurationList; buildConfigurations = ( C ); }};
        C = {{ isa = XCBuildConfiguration; name = Release; baseConfigurationReference = X;
              buildSettings = {{ {settings} }}; }};
        }}; }}"
    )
}

#[test]
fn variables_are_filled_from_project_and_settings() {
    let text =
        "$(BRAND) scans the code on a meter, for example at a door, so that you type nothing.";
    let settings = "INFOPLIST_FILE = Info.plist;";
    for (config, findings) in [("BRAND = Kestrel", 0), ("OTHER = Kestrel", 1)] {
        let root = tree(&[
            ("K.xcodeproj/project.pbxproj", &project(settings, "")),
            ("App.xcconfig", config),
            ("Info.plist", &camera(text)),
        ]);
        let found = found(root.path(), "PS003");
        assert_eq!(found.len(), findings, "{config}: {found:?}");
        assert!(
            found
                .iter()
                .all(|finding| finding.severity == Severity::Error)
        );
    }
    // Without the project nothing says what the setting is.
    let root = tree(&[("Info.plist", &camera(text))]);
    assert_eq!(
        found(root.path(), "PS003")[0].severity,
        Severity::CannotTell
    );
}

#[test]
fn a_key_may_live_in_the_project() {
    let settings = "GENERATE_INFOPLIST_FILE = YES; INFOPLIST_KEY_NSCameraUsageDescription = \"Needs the camera.\";";
    let root = tree(&[
        ("K.xcodeproj/project.pbxproj", &project(settings, "")),
        ("App.xcconfig", ""),
    ]);
    let found = found(root.path(), "PS005");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.file, "K.xcodeproj/project.pbxproj");
}

#[test]
fn a_strings_file_may_be_an_xml_list() {
    let list = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>{}</dict></plist>",
        key("NSCameraUsageDescription", GERMAN)
    );
    let root = tree(&[
        ("App/Info.plist", &camera(TEXT)),
        ("App/de.lproj/infoPlist.strings", &list),
    ]);
    assert_eq!(found(root.path(), "PS012"), []);
}

#[test]
fn an_empty_strings_file_proves_nothing() {
    let root = tree(&[
        ("App/Info.plist", &camera(TEXT)),
        ("App/de.lproj/InfoPlist.strings", "/* later */\n"),
    ]);
    let found = found(root.path(), "PS012");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::CannotTell);
}

#[test]
fn an_uncarried_strings_file_translates_nothing() {
    let strings = format!("NSCameraUsageDescription = \"{GERMAN}\";\n");
    let settings = "INFOPLIST_FILE = Info.plist;";
    for (resources, listed) in [("B", true), ("", false)] {
        let listed_too = if listed {
            String::new()
        } else {
            "\t<key>CFBundleLocalizations</key>\n\t<array>\n\t\t<string>de</string>\n\t</array>\n"
                .to_owned()
        };
        let plist = info(&(key("NSCameraUsageDescription", TEXT) + &listed_too));
        let root = tree(&[
            ("K.xcodeproj/project.pbxproj", &project(settings, resources)),
            ("App.xcconfig", ""),
            ("Info.plist", &plist),
            ("de.lproj/InfoPlist.strings", &strings),
        ]);
        assert_eq!(found(root.path(), "PS012").is_empty(), listed);
    }
}

#[test]
fn another_region_needs_no_translation() {
    let root = tree(&[
        ("App/Info.plist", &camera(TEXT)),
        (
            "App/en-GB.lproj/InfoPlist.strings",
            "CFBundleDisplayName = Kestrel;\n",
        ),
    ]);
    assert_eq!(found(root.path(), "PS012"), []);
}

#[test]
fn only_location_keys_may_share_a_text() {
    let both = |left: &str, right: &str| {
        tree(&[("Info.plist", &info(&(key(left, TEXT) + &key(right, TEXT))))])
    };
    let location = both(
        "NSLocationAlwaysAndWhenInUseUsageDescription",
        "NSLocationWhenInUseUsageDescription",
    );
    assert_eq!(found(location.path(), "PS016"), []);
    let photos = both(
        "NSPhotoLibraryUsageDescription",
        "NSPhotoLibraryAddUsageDescription",
    );
    assert_eq!(found(photos.path(), "PS016").len(), 1);
}

#[test]
fn preprocessor_lines_do_not_hide_a_list() {
    let plist = info(&format!(
        "\t#ifndef PLAIN\n{}\t#endif\n",
        key("NSCameraUsageDescription", "TODO")
    ));
    let root = tree(&[("Info.plist", &plist)]);
    assert_eq!(found(root.path(), "PS003").len(), 1);
}

#[test]
fn lengths_are_those_of_the_script() {
    for (text, findings) in [
        ("扫描电表上的二维码", 0),
        ("扫码", 1),
        ("Scan a code.", 1),
        (TEXT, 0),
    ] {
        let root = tree(&[("Info.plist", &camera(text))]);
        assert_eq!(found(root.path(), "PS004").len(), findings, "{text}");
    }
}

#[test]
fn what_no_library_reads_is_not_asked_for() {
    let root = tree(&[
        ("Info.plist", &camera(TEXT)),
        ("Podfile.lock", "PODS:\n  - FirebaseCore (11.0.0)\n"),
    ]);
    for rule in ["IP004", "IP005", "IP011"] {
        assert_eq!(found(root.path(), rule), [], "{rule}");
    }
}

#[test]
fn a_secret_is_found_and_never_repeated() {
    // Put together here, so that no line of this file looks like one.
    let secret = format!("{}{}", "pat-eu1-", "0a".repeat(20));
    let swift = format!("let api = Api()\nlet token = \"{secret}\"\n");
    let kotlin = format!("val token = \"{secret}\"\n");
    let root = tree(&[
        ("ios/App/Api.swift", &swift),
        ("android/app/src/main/kotlin/Api.kt", &kotlin),
        ("android/app/src/main/AndroidManifest.xml", "<manifest/>"),
    ]);
    for (rule, line) in [("IP012", 2), ("AM023", 1)] {
        let findings = found(root.path(), rule);
        assert_eq!(findings.len(), 1, "{rule}: {findings:?}");
        assert_eq!(findings[0].place.line, line, "{rule}");
        assert!(!format!("{findings:?}").contains(&secret), "{rule}");
    }
}
