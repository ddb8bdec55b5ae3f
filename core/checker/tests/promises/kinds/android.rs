//! Android's kinds.

use std::fs;

use sordino_checker::check;
use sordino_checker::config::Config;
use sordino_checker::finding::Severity;

use super::{APP, ASKS, LIBRARY, application, manifest, of, report};

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

#[test]
fn a_flavour_called_demo_ships() {
    let script = format!(
        "{APP}android {{ flavorDimensions += \"kind\"; productFlavors {{ create(\"demo\"); create(\"full\") }} }}"
    );
    let asks = manifest(ASKS);
    let own = application("");
    let found = of(
        &[
            ("settings.gradle.kts", "include(\":app\")"),
            ("app/build.gradle.kts", &script),
            ("app/src/main/AndroidManifest.xml", &own),
            ("app/src/demo/AndroidManifest.xml", &asks),
        ],
        "AM001",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("`demo`"), "{found:?}");

    // A module of that name is a sample.
    let found = of(
        &[
            ("settings.gradle.kts", "include(\":app\", \":demo\")"),
            ("app/build.gradle.kts", APP),
            ("app/src/main/AndroidManifest.xml", &own),
            ("demo/build.gradle.kts", APP),
            ("demo/src/main/AndroidManifest.xml", &asks),
        ],
        "AM001",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_packed_app_is_told_once() {
    let rules = |files: &[(&str, &str)]| -> Vec<&str> {
        let found = report(files).findings;
        found.iter().map(|finding| finding.rule).collect()
    };
    assert_eq!(rules(&[("out/kestrel.apk", "PK")]), ["TR002"]);
    assert_eq!(rules(&[("out/kestrel.txt", "PK")]), ["TR001"]);
}

#[test]
fn a_module_added_beside_the_dependencies_is_followed() {
    let plain = application("");
    let contacts = manifest(ASKS);
    let tree = |end: &str, extra: (&str, &str)| {
        let script = format!("{APP}{end}\n");
        of(
            &[
                ("app/build.gradle.kts", script.as_str()),
                ("app/src/main/AndroidManifest.xml", &plain),
                ("book/build.gradle.kts", LIBRARY),
                ("book/src/main/AndroidManifest.xml", &contacts),
                extra,
            ],
            "AM001",
        )
        .len()
    };
    let none = ("gradle/other.gradle", "");
    assert_eq!(
        tree(
            "dependencies.add(\"implementation\", project(\":book\"))",
            none
        ),
        1
    );
    let logic = (
        "buildSrc/src/main/kotlin/Uses.kt",
        "fun Project.books() {\n    dependencies.add(\"api\", project(\":book\"))\n}\n",
    );
    assert_eq!(tree("books()", logic), 1);
    let applied = (
        "gradle/books.gradle",
        "dependencies {\n    implementation project(':book')\n}\n",
    );
    assert_eq!(tree("apply(from = \"../gradle/books.gradle\")", applied), 1);
    assert_eq!(
        tree("apply(from = \"$rootDir/gradle/books.gradle\")", applied),
        1
    );
    assert_eq!(tree("apply(from = \"../gradle/none.gradle\")", applied), 0);
}

#[test]
fn what_compose_runs_once_opens_a_screen() {
    let asks = |key: &str| {
        let source = format!(
            "fun Scan() {{\n  LaunchedEffect({key}) {{\n    ask.launch(Manifest.permission.CAMERA)\n  }}\n}}\n"
        );
        let plain = application("");
        of(
            &[
                ("app/build.gradle.kts", APP),
                ("app/src/main/AndroidManifest.xml", &plain),
                ("app/src/main/java/Scan.kt", &source),
            ],
            "AM006",
        )
        .len()
    };
    assert_eq!(asks("Unit"), 1);
    assert_eq!(asks("tapped"), 0);
}

#[test]
fn a_module_named_in_a_loop_is_followed() {
    let plain = application("");
    let contacts = manifest(ASKS);
    let tree = |call: &str, rule: &str| {
        let script = format!("{APP}dependencies {{ listOf(\"book\").forEach {{ {call} }} }}\n");
        let files = [
            ("app/build.gradle.kts", script.as_str()),
            ("app/src/main/AndroidManifest.xml", &plain),
            ("parts/book/build.gradle.kts", LIBRARY),
            ("parts/book/src/main/AndroidManifest.xml", &contacts),
        ];
        of(&files, rule).len()
    };
    for call in [
        "implementation(project(\":parts:$it\"))",
        "implementation(project(\":parts:${it}\"))",
        "api(project(\":parts:\" + it))",
        "implementation(project(\":$group:b$it\"))",
    ] {
        assert_eq!(tree(call, "AM001"), 1, "{call}");
    }
    assert_eq!(tree("implementation(project(\":others:$it\"))", "AM001"), 0);
    assert_eq!(tree("implementation(project(\":$it\"))", "TR004"), 0);
    assert_eq!(tree("implementation(project(it))", "TR004"), 1);
}
