//! Kinds of trees that were passed over in silence or misread, each with its near-miss.

use std::fs;

use sordino_checker::config::Config;
use sordino_checker::finding::{Finding, Severity};
use sordino_checker::{Report, check};

const HEAD: &str = "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" xmlns:tools=\"http://schemas.android.com/tools\">";
const APP: &str = "plugins { id(\"com.android.application\") }\nandroid { defaultConfig { minSdk = 31; targetSdk = 36 } }\n";
const LIBRARY: &str = "plugins { id(\"com.android.library\") }\n";

fn report(files: &[(&str, &str)]) -> Report {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is writable");
        fs::write(path, text).expect("the folder is writable");
    }
    check(root.path(), None, &Config::default(), &mut |_| {}).expect("it is a folder")
}

fn of(files: &[(&str, &str)], rule: &str) -> Vec<Finding> {
    let own = |finding: &Finding| finding.rule == rule || finding.also.contains(&rule);
    report(files).findings.into_iter().filter(own).collect()
}

fn manifest(body: &str) -> String {
    format!("{HEAD}{body}</manifest>")
}

fn application(body: &str) -> String {
    manifest(&format!(
        "<application android:icon='@mipmap/i' android:allowBackup='false'>{body}</application>"
    ))
}

fn info(keys: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n<key>CFBundleIdentifier</key><string>org.example.kestrel</string>\n<key>CFBundlePackageType</key><string>APPL</string>\n{keys}</dict></plist>\n"
    )
}

fn key(name: &str, text: &str) -> String {
    format!("<key>{name}</key><string>{text}</string>\n")
}

const ASKS: &str = "<uses-permission android:name='android.permission.READ_CONTACTS'/>";

#[test]
fn a_module_added_by_build_logic_is_followed() {
    let plain = application("");
    let contacts = manifest(ASKS);
    let tree = |logic: &str, call: &str| {
        let script = format!("{APP}dependencies {{\n    {call}\n}}\n");
        of(
            &[
                ("app/build.gradle.kts", &script),
                ("app/src/main/AndroidManifest.xml", &plain),
                ("book/build.gradle.kts", LIBRARY),
                ("book/src/main/AndroidManifest.xml", &contacts),
                ("buildSrc/src/main/kotlin/Uses.kt", logic),
            ],
            "AM001",
        )
        .len()
    };
    let logic =
        "fun DependencyHandler.books() {\n    add(\"implementation\", project(\":book\"))\n}\n";
    assert_eq!(tree(logic, "books()"), 1);
    assert_eq!(tree(logic, "others()"), 0);
}

#[test]
fn a_module_nobody_uses_is_told() {
    let plain = application("");
    let contacts = manifest(ASKS);
    let script = format!("{APP}dependencies {{ everythingElse() }}\n");
    let files = [
        ("app/build.gradle.kts", script.as_str()),
        ("app/src/main/AndroidManifest.xml", &plain),
        ("book/build.gradle.kts", LIBRARY),
        ("book/src/main/AndroidManifest.xml", &contacts),
    ];
    let found = of(&files, "TR004");
    assert_eq!(found[0].severity, Severity::CannotTell);
    assert!(found[0].message.contains("book"));
}

#[test]
fn a_flavour_without_manifest_links_its_names() {
    let plain = application("");
    let tree = |configuration: &str| {
        let script = format!(
            "plugins {{ id(\"com.android.application\") }}\nandroid {{ defaultConfig {{ minSdk = 31; targetSdk = 36 }}\n productFlavors {{ create(\"shop\") {{}}; create(\"free\") {{}} }} }}\ndependencies {{ {configuration}(\"com.google.firebase:firebase-crashlytics:20\") }}\n"
        );
        let files = [
            ("app/build.gradle.kts", script.as_str()),
            ("app/src/main/AndroidManifest.xml", &plain),
        ];
        of(&files, "AM007")
    };
    let shop = tree("\"shopImplementation\"");
    assert_eq!(shop.len(), 1);
    assert!(
        shop[0].message.contains("variant `shop`"),
        "{}",
        shop[0].message
    );
    assert!(!tree("implementation")[0].message.contains("variant"));
    assert_eq!(tree("debugImplementation"), []);
    assert_eq!(tree("\"testImplementation\""), []);
}

#[test]
fn a_plugin_without_its_library_cannot_be_told() {
    let plain = application("");
    let catalog = "[plugins]\nservices = { id = \"com.google.gms.google-services\", version = \"4\" }\n[libraries]\npush = \"org.example:push:1\"\n";
    let script = |plugins: &str| {
        format!(
            "plugins {{ id(\"com.android.application\"); {plugins} }}\nandroid {{ defaultConfig {{ minSdk = 31; targetSdk = 36 }} }}\ndependencies {{ implementation(libs.push) }}\n"
        )
    };
    let tree = |plugins: &str| {
        let script = script(plugins);
        let files = [
            ("app/build.gradle.kts", script.as_str()),
            ("app/src/main/AndroidManifest.xml", &plain),
            ("gradle/libs.versions.toml", catalog),
        ];
        (of(&files, "AM007"), of(&files, "AM004"))
    };
    let (flags, id) = tree("alias(libs.plugins.services)");
    assert_eq!(flags[0].severity, Severity::CannotTell);
    assert_eq!(flags, id, "one cause is one finding");
    assert_eq!(tree("id(\"org.example.other\")"), (vec![], vec![]));
}

#[test]
fn an_excluded_library_is_not_linked() {
    let plain = application("");
    let tree = |extra: &str| {
        let script = format!(
            "{APP}{extra}\ndependencies {{ implementation(\"com.google.firebase:firebase-perf:22\") }}\n"
        );
        let files = [
            ("app/build.gradle.kts", script.as_str()),
            ("app/src/main/AndroidManifest.xml", &plain),
        ];
        of(&files, "AM007").len()
    };
    let all = "configurations.all { exclude(group = \"com.google.firebase\", module = \"firebase-perf\") }";
    assert_eq!((tree(""), tree(all)), (1, 0));
}

#[test]
fn rules_in_a_librarys_build_type_are_read() {
    let open = manifest(
        "<application android:icon='@mipmap/i' android:allowBackup='true' android:dataExtractionRules='@xml/keep'/>",
    );
    let script = format!("{APP}dependencies {{ implementation(project(\":texts\")) }}\n");
    let rules = "<data-extraction-rules><cloud-backup><exclude domain='root' path='.'/></cloud-backup></data-extraction-rules>";
    let tree = |set: &str| {
        let path = format!("texts/src/{set}/res/xml/keep.xml");
        let files = [
            ("app/build.gradle.kts", script.as_str()),
            ("app/src/main/AndroidManifest.xml", &open),
            ("texts/build.gradle.kts", LIBRARY),
            (path.as_str(), rules),
        ];
        of(&files, "AM011")[0].severity
    };
    assert_eq!(tree("release"), Severity::Error);
    assert_eq!(tree("debug"), Severity::CannotTell);
}

#[test]
fn a_package_called_test_ships() {
    let plain = application("");
    let code = "class Result { void show() { new NotificationChannel(\"a\", \"b\", 3); } }\n";
    let tree = |path: &str| {
        let files = [
            ("app/build.gradle.kts", APP),
            ("app/src/main/AndroidManifest.xml", &plain),
            (path, code),
        ];
        of(&files, "AM005").len()
    };
    for path in [
        "app/src/main/java/org/example/demo/Result.java",
        "app/src/main/kotlin/org/test/Result.java",
    ] {
        assert_eq!(tree(path), 1, "{path}");
    }
    assert_eq!(tree("app/src/test/java/org/Result.java"), 0);
    assert_eq!(tree("app/src/androidTest/java/org/Result.java"), 0);
}

#[test]
fn a_second_advertising_permission_is_removed_too() {
    let removes = |names: &[&str]| -> String {
        let one =
            |name: &&str| format!("<uses-permission android:name='{name}' tools:node='remove'/>");
        let all: String = names.iter().map(one).collect();
        manifest(&format!(
            "{all}<application android:icon='@mipmap/i' android:allowBackup='false'/>"
        ))
    };
    let tree = |library: &str, names: &[&str]| {
        let script = format!("{APP}dependencies {{ implementation(\"{library}:1\") }}\n");
        let manifest = removes(names);
        let files = [
            ("app/build.gradle.kts", script.as_str()),
            ("app/src/main/AndroidManifest.xml", &manifest),
        ];
        of(&files, "AM004")
    };
    let id = "com.google.android.gms.permission.AD_ID";
    let google = "com.google.android.gms:play-services-ads";
    assert!(
        tree(google, &[id])[0]
            .fix
            .contains("ACCESS_ADSERVICES_AD_ID")
    );
    let all = [
        id,
        "android.permission.ACCESS_ADSERVICES_AD_ID",
        "android.permission.ACCESS_ADSERVICES_ATTRIBUTION",
    ];
    assert_eq!(tree(google, &all), []);
    assert_eq!(
        tree("com.applovin:applovin-sdk", &[])[0].severity,
        Severity::Error
    );
    assert_eq!(tree("com.applovin:applovin-sdk", &[id]), []);
    assert_eq!(
        tree("com.kochava.tracker:tracker", &[])[0].severity,
        Severity::Warning
    );
    assert_eq!(tree("org.example:kochava", &[]), []);
}

#[test]
fn a_desktop_library_is_no_android_part() {
    let plain = application("");
    let mut library = vec![0_u8; 0x78];
    library[..7].copy_from_slice(&[0x7F, b'E', b'L', b'F', 2, 1, 1]);
    library[0x10..0x14].copy_from_slice(&[3, 0, 0xB7, 0]);
    library[0x14] = 1;
    library[0x20] = 0x40;
    library[0x34] = 0x40;
    library[0x36] = 0x38;
    library[0x38] = 1;
    library[0x40] = 1;
    library[0x71] = 0x10;
    let tree = |path: &str| {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let write = |path: &str, bytes: &[u8]| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("it is writable");
            fs::write(path, bytes).expect("it is writable");
        };
        write("app/src/main/AndroidManifest.xml", plain.as_bytes());
        write(path, &library);
        let report = check(root.path(), None, &Config::default(), &mut |_| {});
        let all = report.expect("it is a folder").findings;
        all.iter().filter(|finding| finding.rule == "AM015").count()
    };
    assert_eq!(tree("app/src/main/jniLibs/arm64-v8a/libk.so"), 1);
    assert_eq!(
        tree("app/src/desktopMain/resources/linux/x86_64/libk.so"),
        0
    );
    assert_eq!(tree("tools/linux/libk.so"), 0);
}

#[test]
fn what_expo_adds_is_told() {
    let json = "{\"expo\": {\"name\": \"Kestrel\",\n \"ios\": {\"infoPlist\": {\"NSMicrophoneUsageDescription\": \"\"}},\n \"android\": {\"permissions\": [\"READ_CONTACTS\"], \"blockedPermissions\": [\"android.permission.READ_SMS\"]},\n \"plugins\": [[\"expo-camera\", {\"cameraPermission\": \"Kestrel needs camera access.\"}]]}}";
    let alone = [("app.json", json)];
    for rule in ["PS002", "PS005", "AM001", "TR003"] {
        assert_eq!(of(&alone, rule).len(), 1, "{rule}");
    }
    assert_eq!(of(&alone, "AM027"), []);
    let made = [
        ("app.json", json),
        ("ios/Kestrel/Info.plist", &info("")),
        ("android/app/src/main/AndroidManifest.xml", &application("")),
    ];
    for rule in ["PS002", "PS005", "AM001", "TR003"] {
        assert_eq!(of(&made, rule), [], "{rule}");
    }
    assert_eq!(of(&[("app.json", "{\"name\": \"x\"}")], "TR003"), []);
}

#[test]
fn xcodegen_is_read_with_its_templates_and_settings() {
    let yml = "name: Kestrel\ntargetTemplates:\n  Base:\n    info:\n      properties:\n        NSContactsUsageDescription: Kestrel would like to access your contacts.\ntargets:\n  Kestrel:\n    templates: [Base]\n    type: application\n    platform: iOS\n    settings:\n      base: {INFOPLIST_KEY_NSCameraUsageDescription: TODO}\n  Tool:\n    type: tool\n    platform: macOS\n";
    let alone = [("project.yml", yml)];
    assert_eq!(of(&alone, "PS005")[0].place.line, 6);
    assert_eq!(of(&alone, "PS003")[0].place.line, 13);
    let other = [("project.yml", "stages:\n  - build\n")];
    assert_eq!(of(&other, "TR003"), []);
    assert_eq!(of(&other, "TR001").len(), 1);
}

#[test]
fn what_cannot_be_read_is_told() {
    let whole = info(&key("NSCameraUsageDescription", "x"));
    let cut = &whole[..whole.len() / 2];
    let error = |files: &[(&str, &str)], rule: &str| {
        let found = of(files, rule);
        found.first().map(|finding| finding.severity)
    };
    assert_eq!(
        error(&[("A/Info.plist", cut)], "IP014"),
        Some(Severity::Error)
    );
    assert_eq!(
        error(&[("A/Info.plist", "")], "IP014"),
        Some(Severity::Error)
    );
    assert_eq!(
        error(&[("A/K.entitlements", cut)], "IP014"),
        Some(Severity::Error)
    );
    assert_eq!(error(&[("A/Info.plist", &whole)], "IP014"), None);
    assert_eq!(
        error(&[("A/Colours.plist", "<plist><dict>")], "IP014"),
        None
    );
    let pbxproj = [("K.xcodeproj/project.pbxproj", "{ <<<<<<< ours\n")];
    assert_eq!(error(&pbxproj, "IP014"), Some(Severity::CannotTell));
    let catalog = [("gradle/libs.versions.toml", "[libraries\n")];
    assert_eq!(error(&catalog, "TR005"), Some(Severity::Error));
    assert_eq!(
        error(&[("release/k.aab", "PK")], "TR002"),
        Some(Severity::CannotTell)
    );
    let binary = [("x/AndroidManifest.xml", "\u{3}\u{0}\u{8}\u{0}x")];
    assert_eq!(error(&binary, "AM026"), None);
    assert_eq!(error(&binary, "TR002"), Some(Severity::CannotTell));
}

#[test]
fn a_built_app_is_read_alone() {
    let empty = info(&key("NSCameraUsageDescription", ""));
    let built = ("Payload/Kestrel.app/Info.plist", empty.as_str());
    assert_eq!(of(&[built], "PS002").len(), 1);
    let inner = [
        built,
        (
            "Payload/Kestrel.app/Frameworks/F.framework/Info.plist",
            &empty,
        ),
    ];
    assert_eq!(of(&inner, "PS002")[0].places().count(), 1);
}

#[test]
fn transport_security_has_its_levels() {
    let tree = |inner: &str| {
        let list = info(&format!(
            "<key>NSAppTransportSecurity</key><dict>{inner}</dict>\n"
        ));
        let found = of(&[("A/Info.plist", &list)], "IP013");
        found.first().map(|finding| finding.severity)
    };
    let all = "<key>NSAllowsArbitraryLoads</key><true/>";
    assert_eq!(tree(all), Some(Severity::Error));
    let narrower = format!("{all}<key>NSAllowsLocalNetworking</key><true/>");
    assert_eq!(tree(&narrower), Some(Severity::Advice));
    let host = |name: &str| {
        format!(
            "<key>NSExceptionDomains</key><dict><key>{name}</key><dict><key>NSExceptionAllowsInsecureHTTPLoads</key><true/></dict></dict>"
        )
    };
    assert_eq!(tree(&host("feeds.example.org")), Some(Severity::Warning));
    assert_eq!(tree(&host("localhost")), Some(Severity::Advice));
    assert_eq!(tree("<key>NSAllowsArbitraryLoads</key><false/>"), None);
}

#[test]
fn code_for_the_simulator_or_debugging_needs_nothing() {
    let list = info("");
    let tree = |code: &str| of(&[("A/Info.plist", &list), ("A/K.swift", code)], "PM041").len();
    let call = "    let zones = ProcessInfo.processInfo.systemUptime\n";
    assert_eq!(tree(&format!("#if DEBUG\n{call}#endif\n")), 0);
    assert_eq!(tree(&format!("#if DEBUG\n#else\n{call}#endif\n")), 1);
    assert_eq!(
        tree(&format!(
            "#if !targetEnvironment(simulator)\n{call}#endif\n"
        )),
        1
    );
}

#[test]
fn kotlin_for_ios_is_ios_code() {
    let list = info("");
    let code = "import platform.Foundation.NSUserDefaults\nval kept = NSUserDefaults.standardUserDefaults\n";
    let tree = |path: &str| {
        let files = [
            ("iosApp/Info.plist", list.as_str()),
            ("iosApp/A.swift", "import UIKit\n"),
            (path, code),
        ];
        of(&files, "PM041").len()
    };
    assert_eq!(tree("shared/src/iosMain/kotlin/Kept.kt"), 1);
    assert_eq!(tree("shared/src/androidMain/kotlin/Kept.kt"), 0);
}

#[test]
fn a_query_that_deletes_stores_nothing() {
    let list = info("");
    let body = |call: &str| {
        format!(
            "func one(_ id: String) {{\n  let query = [kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked]\n  {call}(query)\n}}\nfunc other() {{ SecItemAdd(kept, nil) }}\n"
        )
    };
    let tree = |call: &str| {
        let code = body(call);
        of(&[("A/Info.plist", &list), ("A/K.swift", &code)], "IP008").len()
    };
    assert_eq!(tree("SecItemDelete"), 0);
    assert_eq!(tree("SecItemCopyMatching"), 0);
    assert_eq!(tree("SecItemAdd"), 1);
    assert_eq!(tree("store"), 1);
}

#[test]
fn a_text_under_a_wrong_key_counts_once() {
    let text = "Kestrel adds the meter’s dates to your calendar, for example the next reading, so that you remember it.";
    let german = "Kestrel trägt die Termine in den Kalender ein, zum Beispiel die nächste Ablesung, damit Sie daran denken.";
    let list = info(&key("NSCalendarsWriteOnlyAccessUsageDescription", text));
    let strings = |text: &str| format!("\"NSCalendarsFullAccessUsageDescription\" = \"{text}\";\n");
    let (own, translated) = (strings(text), strings(german));
    let files = [
        ("A/Info.plist", list.as_str()),
        ("A/en.lproj/InfoPlist.strings", &own),
        ("A/de.lproj/InfoPlist.strings", &translated),
        ("A/it.lproj/Localizable.strings", "\"a\" = \"b\";\n"),
    ];
    assert_eq!(of(&files, "PS021").len(), 1);
    for rule in ["PS012", "PS016"] {
        assert_eq!(of(&files, rule), [], "{rule}");
    }
}

#[test]
fn a_denial_is_one_finding() {
    let list = info(&key(
        "NSRemindersUsageDescription",
        "Kestrel does not use your reminders.",
    ));
    let files = [
        ("A/Info.plist", list.as_str()),
        ("A/A.swift", "import UIKit\n"),
        ("A/de.lproj/Localizable.strings", "\"a\" = \"b\";\n"),
    ];
    let all = report(&files).findings;
    let own: Vec<&str> = all
        .iter()
        .filter(|finding| finding.rule.starts_with("PS") && finding.severity != Severity::Advice)
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(own, ["PS017"]);
}

#[test]
fn a_policy_of_something_else_is_no_notice() {
    let refunds = "# Refund policy\n\nWe refund what was paid for a meter within two weeks. Write to pay@example.org with the number \
         of your order and the reason. Shipping is not refunded. This policy may change; ask us which one holds for your order.\n";
    assert_eq!(of(&[("docs/RefundPolicy.md", refunds)], "PC010"), []);
    let screen = "# Privacy screen\n\nThis view blurs what the switcher shows. Wrap the root view in it and give it a radius. It works from \
         iOS 15 on. The example shows how it is used with navigation. Whoever wants to help may read the guide and begin at once.\n";
    assert_eq!(of(&[("docs/privacy_screen.md", screen)], "PC010"), []);
    let notice = "# Notice\n\nThe controller of your personal data is Muster GmbH. We process personal data to show meters. Personal \
         information is kept for a week. Our privacy officer reads privacy@example.org. You may ask us for a copy at any time.\n";
    assert_eq!(of(&[("docs/policy.md", notice)], "PC010").len(), 1);
}

#[test]
fn one_text_in_several_lists_is_one_finding() {
    let list = info(&key(
        "NSCameraUsageDescription",
        "Kestrel needs camera access.",
    ));
    let files = [("A/Info.plist", list.as_str()), ("B/Info.plist", &list)];
    let found = of(&files, "PS005");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].places().count(), 2);
}

#[test]
fn an_advertising_library_is_a_recipient() {
    let notice = "# Privacy notice\n\nLast updated: 2 May 2026\n\nThe controller of your personal data is Muster GmbH, Weg 1, 10115 Berlin, \
         mail@example.org. We process personal data to show meters near you and keep nothing of it. Nobody else gets any of it from us.\n";
    let lock = |pod: &str| format!("PODS:\n  - {pod} (1.0)\n\nDEPENDENCIES:\n  - {pod}\n");
    for (pod, count) in [
        ("FBSDKCoreKit", 1),
        ("Google-Mobile-Ads-SDK", 1),
        ("Alamofire", 0),
    ] {
        let lock = lock(pod);
        let files = [("privacy.en.md", notice), ("Podfile.lock", lock.as_str())];
        assert_eq!(of(&files, "PC005").len(), count, "{pod}");
    }
}

#[test]
fn an_extension_is_a_bundle_of_its_own() {
    let list = info("");
    let extension = info("<key>NSExtension</key><dict/>").replace("APPL", "XPC!");
    let declares = "<plist version=\"1.0\"><dict><key>NSPrivacyAccessedAPITypes</key><array><dict><key>NSPrivacyAccessedAPIType</key><string>NSPrivacyAccessedAPICategoryUserDefaults</string><key>NSPrivacyAccessedAPITypeReasons</key><array><string>1C8F.1</string></array></dict></array></dict></plist>";
    let code = "let kept = UserDefaults.standard\n";
    let mut files = vec![
        ("Kestrel/Info.plist", list.as_str()),
        ("Kestrel/A.swift", code),
        ("Kestrel/PrivacyInfo.xcprivacy", declares),
        ("Share/Info.plist", &extension),
        ("Share/B.swift", code),
    ];
    let found = of(&files, "PM041");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.file, "Share/B.swift");
    assert_eq!(found[0].severity, Severity::Warning);
    files.push(("Share/PrivacyInfo.xcprivacy", declares));
    assert_eq!(of(&files, "PM041"), []);
}

#[test]
fn one_duration_in_two_words_is_equal() {
    let notice = |updated: &str, text: &str| format!("# Privacy\n\n{updated}\n\n{text}\n");
    let english = |time: &str| {
        notice(
            "Last updated: 2 May 2026",
            &format!(
                "The controller of your personal data is Muster GmbH, Weg 1, 10115 Berlin, mail@example.org. We delete personal data after {time}. Nothing else is kept of it by anybody here."
            ),
        )
    };
    let german = |time: &str| {
        notice(
            "Stand: 2. Mai 2026",
            &format!(
                "Verantwortlich für die personenbezogenen Daten ist die Muster GmbH, Weg 1, 10115 Berlin, mail@example.org. Wir löschen personenbezogene Daten nach {time}. Sonst wird davon hier von niemandem etwas behalten."
            ),
        )
    };
    let count = |left: &str, right: &str| {
        let (left, right) = (english(left), german(right));
        let files = [("privacy.en.md", left.as_str()), ("privacy.de.md", &right)];
        of(&files, "PC009").len()
    };
    assert_eq!(count("6 months", "sechs Monaten"), 0);
    assert_eq!(count("two weeks", "14 Tagen"), 0);
    assert_eq!(count("12 months", "einem Jahr"), 0);
    assert_eq!(count("30 days", "einem Monat"), 0);
    assert!(count("6 months", "drei Monaten") > 0);
}

#[test]
fn a_broken_file_of_texts_is_told() {
    let plain = application("");
    let files = |text: &'static str| {
        [
            ("app/src/main/AndroidManifest.xml".to_owned(), plain.clone()),
            (
                "app/src/main/res/values-de/strings.xml".to_owned(),
                text.to_owned(),
            ),
        ]
    };
    let count = |text: &'static str| {
        let files = files(text);
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        of(&files, "AM026").len()
    };
    assert_eq!(count("<resources><string name='a'>b</resources>"), 1);
    assert_eq!(
        count("<resources><string name='a'>b</string></resources>"),
        0
    );
}
