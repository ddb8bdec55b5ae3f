//! Apple's kinds, those of notices, and those of files that nothing could read.

use sordino_checker::finding::Severity;

use super::{application, info, key, of, report};

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
fn tuist_is_read_however_it_is_wrapped() {
    let keys = "\"NSCameraUsageDescription\": \"TODO\", \"NSContactsUsageDescription\":\n \"\"";
    let swift = format!(
        "import ProjectDescription\nlet project = Project(name: \"Kestrel\", targets: [.target(name: \"Kestrel\", destinations: .iOS, product: .app, infoPlist: .extendingDefault(with: [{keys}]))])\n"
    );
    let alone = [("Project.swift", swift.as_str())];
    assert_eq!(of(&alone, "PS003").len(), 1);
    assert_eq!(of(&alone, "PS002").len(), 1);
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
fn a_vague_text_is_one_finding() {
    let told = |text: &str| -> Vec<&str> {
        let keys = key("NSBluetoothAlwaysUsageDescription", text);
        let found = report(&[("Kestrel/Info.plist", &info(&keys))]).findings;
        let wording = |rule: &&str| matches!(*rule, "PS005" | "PS006" | "PS007");
        found
            .iter()
            .map(|found| found.rule)
            .filter(wording)
            .collect()
    };
    assert_eq!(told("Improves the app."), ["PS006"]);
    assert_eq!(told("It is required."), ["PS007"]);
    assert!(told("Kestrel finds the meter beside you.").is_empty());
}

#[test]
fn a_short_text_in_french_is_judged_by_nobody() {
    let keys = key("NSHealthShareUsageDescription", "Pour afficher vos pas.");
    let found = of(&[("Kestrel/Info.plist", &info(&keys))], "PS023");
    assert_eq!(found.len(), 1, "{found:?}");
    let keys = key("NSHealthShareUsageDescription", "Shows your steps.");
    let found = of(&[("Kestrel/Info.plist", &info(&keys))], "PS023");
    assert!(found.is_empty(), "{found:?}");
}

/// The findings of a rule in an app of one source, with what its Info.plist and its list of packages hold.
fn of_source(source: &str, keys: &str, other: (&str, &str), rule: &str) -> Vec<Severity> {
    let list = info(keys);
    let files = [
        ("App/Info.plist", list.as_str()),
        ("App/A.swift", source),
        other,
    ];
    of(&files, rule).iter().map(|one| one.severity).collect()
}

#[test]
fn a_name_in_a_text_is_no_call() {
    let none = ("notes.txt", "");
    let used = |source: &str| of_source(source, "", none, "PM041").len();
    assert_eq!(used("let d = UserDefaults.standard\n"), 1);
    assert_eq!(used("let s = \"set by UserDefaults here\"\n"), 0);
    assert_eq!(used("let s = \"\\(UserDefaults.standard)\"\n"), 1);
}

#[test]
fn stored_defaults_of_a_view_are_perhaps_used() {
    let declared = (
        "App/PrivacyInfo.xcprivacy",
        "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>NSPrivacyTracking</key><false/><key>NSPrivacyAccessedAPITypes</key><array><dict><key>NSPrivacyAccessedAPIType</key><string>NSPrivacyAccessedAPICategoryUserDefaults</string><key>NSPrivacyAccessedAPITypeReasons</key><array><string>CA92.1</string></array></dict></array></dict></plist>",
    );
    let view = "struct V { @AppStorage(\"a\") var a = 1 }\n";
    assert_eq!(of_source(view, "", declared, "PM042").len(), 0);
    assert_eq!(of_source("let a = 1\n", "", declared, "PM042").len(), 1);
}

#[test]
fn a_key_for_a_package_of_others_is_undecided() {
    let keys = key(
        "NSLocationWhenInUseUsageDescription",
        "Kestrel shows the meters around you, for example in a new street.",
    );
    let source = "let a = 1\n";
    let packages = ("pubspec.yaml", "dependencies:\n  geolocator: ^14.0.0\n");
    assert_eq!(
        of_source(source, &keys, packages, "PS019"),
        [Severity::CannotTell]
    );
    assert_eq!(
        of_source(source, &keys, ("notes.txt", ""), "PS019"),
        [Severity::Error]
    );
}

#[test]
fn a_resource_asked_for_without_words_needs_its_key() {
    let missing = |source: &str| of_source(source, "", ("notes.txt", ""), "PS001").len();
    for source in [
        "let c = CBCentralManager()\n",
        "LAContext().evaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, localizedReason: r) { _, _ in }\n",
        "store.requestAuthorization(toShare: [], read: kinds) { _, _ in }\n",
    ] {
        assert_eq!(missing(source), 1, "{source}");
    }
    for source in [
        "LAContext().evaluatePolicy(.deviceOwnerAuthentication, localizedReason: r) { _, _ in }\n",
        "LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)\n",
    ] {
        assert_eq!(missing(source), 0, "{source}");
    }
}

#[test]
fn a_denial_counts_in_either_language() {
    for (text, denied) in [
        ("Ihre Kontakte werden nicht verwendet.", 1),
        ("Diese App benötigt keinen Zugriff auf Ihre Kontakte.", 1),
        ("Kestrel does not use your contacts.", 1),
        ("Zeigt Namen neben Nummern, damit niemand raten muss.", 0),
    ] {
        let list = info(&key("NSContactsUsageDescription", text));
        let found = of(&[("A/Info.plist", &list)], "PS017");
        assert_eq!(found.len(), denied, "{text}");
    }
}
