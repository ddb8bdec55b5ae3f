//! What a file is, by its name and place.

/// What a file is to the checker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A property list, `Info.plist` among them.
    Plist,
    /// `*.strings`.
    Strings,
    /// `*.xcstrings`.
    StringsCatalog,
    /// `*.entitlements`.
    Entitlements,
    /// `*.xcprivacy`.
    PrivacyManifest,
    /// `project.pbxproj`.
    Pbxproj,
    /// `*.xcconfig`.
    Xcconfig,
    /// `Podfile.lock`.
    PodfileLock,
    /// `Package.resolved`.
    PackageResolved,
    /// `Package.swift`.
    PackageSwift,
    /// `app_privacy_details.json`.
    PrivacyDetails,
    /// `*.swift`, `*.m`, `*.mm`, and `*.kt` in a source set for Apple's systems.
    AppleSource,
    /// `*.a`.
    Archive,
    /// The executable of a framework, or a `*.dylib`.
    MachO,
    /// `AndroidManifest*.xml`.
    AndroidManifest,
    /// Another `*.xml` below a folder `res`.
    AndroidResource,
    /// `*.gradle`, `*.gradle.kts`, `gradle.properties`.
    Gradle,
    /// `*.versions.toml`.
    VersionCatalog,
    /// `gradle.lockfile`.
    GradleLock,
    /// `google-services*.json`.
    GoogleServices,
    /// `*.kt`, `*.java`.
    AndroidSource,
    /// `*.so`.
    NativeLibrary,
    /// `*.csv`.
    Csv,
    /// Text whose name holds policy, privacy, datenschutz or what other languages call it.
    Notice,
    /// An app as it is shipped, packed: `*.apk`, `*.aab`, `*.ipa`.
    BuiltApp,
    /// A file that describes an app to a tool which makes the native project.
    Description,
    /// Everything else.
    Other,
}

impl Kind {
    /// What the file at `path` is.
    pub fn of(path: &str) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let lower = name.to_ascii_lowercase();
        let stem_and_end = lower.rsplit_once('.');
        match name {
            "project.pbxproj" => return Self::Pbxproj,
            "Podfile.lock" => return Self::PodfileLock,
            "Package.resolved" => return Self::PackageResolved,
            "Package.swift" => return Self::PackageSwift,
            "app_privacy_details.json" => return Self::PrivacyDetails,
            "gradle.lockfile" => return Self::GradleLock,
            "gradle.properties" => return Self::Gradle,
            "app.json" | "project.yml" | "project.yaml" | "Project.swift" | "pubspec.yaml" => {
                return Self::Description;
            }
            _ => {}
        }
        let Some((stem, end)) = stem_and_end else {
            return if is_framework_binary(folder, name) {
                Self::MachO
            } else {
                Self::Other
            };
        };
        match end {
            "plist" => Self::Plist,
            "strings" => Self::Strings,
            "xcstrings" => Self::StringsCatalog,
            "entitlements" => Self::Entitlements,
            "xcprivacy" => Self::PrivacyManifest,
            "xcconfig" => Self::Xcconfig,
            "swift" | "m" | "mm" => Self::AppleSource,
            "a" => Self::Archive,
            "dylib" => Self::MachO,
            "xml" if stem.starts_with("androidmanifest") => Self::AndroidManifest,
            "xml" if format!("/{folder}/").contains("/res/") => Self::AndroidResource,
            "gradle" => Self::Gradle,
            "kts" if stem.ends_with(".gradle") => Self::Gradle,
            "toml" if stem.ends_with(".versions") => Self::VersionCatalog,
            "json" if stem.starts_with("google-services") => Self::GoogleServices,
            "apk" | "aab" | "ipa" | "xapk" => Self::BuiltApp,
            "kt" if is_for_apple(folder) => Self::AppleSource,
            "kt" | "java" => Self::AndroidSource,
            "so" => Self::NativeLibrary,
            "csv" => Self::Csv,
            "txt" | "md" | "html" if is_notice(stem) => Self::Notice,
            _ => Self::Other,
        }
    }
}

fn is_notice(stem: &str) -> bool {
    [
        "policy",
        "privacy",
        "datenschutz",
        "de-confidentialit",
        "de_confidentialit",
        "confidentialité",
        "privacid",
        "prywatn",
        "integritetspolicy",
        "privatliv",
        "personvern",
        "tietosuoja",
        "gizlilik",
    ]
    .iter()
    .any(|word| stem.contains(word))
}

/// `X.framework/X`, `X.framework/Versions/A/X`, and the executable `X.app/X` of a built app.
fn is_framework_binary(folder: &str, name: &str) -> bool {
    let ends = [".framework", ".app", ".appex"];
    folder
        .split('/')
        .any(|part| ends.iter().any(|end| part.strip_suffix(end) == Some(name)))
}

/// `src/iosMain/kotlin` and its like: Kotlin that is compiled for Apple's systems.
fn is_for_apple(folder: &str) -> bool {
    let sets = ["ios", "apple", "darwin", "macos", "watchos", "tvos"];
    folder.split('/').any(|part| {
        part.strip_suffix("Main")
            .is_some_and(|set| sets.iter().any(|known| set.starts_with(known)))
    })
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_file_is_known_by_name_and_place() {
        for (path, kind) in [
            ("app/Info.plist", Kind::Plist),
            ("de.lproj/InfoPlist.strings", Kind::Strings),
            ("A.framework/A", Kind::MachO),
            ("A.framework/Versions/A/A", Kind::MachO),
            ("A.framework/B", Kind::Other),
            ("src/main/AndroidManifest.xml", Kind::AndroidManifest),
            ("res/values/strings.xml", Kind::AndroidResource),
            ("values/strings.xml", Kind::Other),
            ("app/build.gradle.kts", Kind::Gradle),
            ("settings.kts", Kind::Other),
            ("docs/Privacy-Notice.de.md", Kind::Notice),
            ("docs/notice.md", Kind::Other),
            ("shared/src/iosArm64Main/kotlin/A.kt", Kind::AppleSource),
            ("shared/src/androidMain/kotlin/A.kt", Kind::AndroidSource),
            ("Kite.app/Kite", Kind::MachO),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }
}
