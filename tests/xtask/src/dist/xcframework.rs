//! The XCFramework of static libraries, and the Swift package over it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::apple::Slice;
use super::tree::copy;
use super::{modules, symbols};
use crate::bindings;
use crate::checks::Checks;
use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::report::Count;

/// Writes headers, module map and list of slices, and the package.
pub(super) fn write(log: &mut Log, dist: &Path, slices: &[Slice]) -> Result<Count, Trouble> {
    let generated = target().join("tools/apple-generated");
    bindings::write(log, &generated, false)?;
    let framework = dist.join("apple/Sordino.xcframework");
    for slice in slices {
        let headers = framework.join(slice.folder).join("Headers");
        modules::write(&headers, modules::OURS, &modules::ours(&generated))?;
    }
    fs::write(framework.join("Info.plist"), list(slices))?;
    let mut checks = Checks::default();
    for slice in slices {
        let library = fs::read(slice.library(dist)).unwrap_or_default();
        for (processor, _) in slice.processors {
            let held = symbols::is_for(&library, processor.architecture());
            let what = format!(
                "the slice {} has its library for {}",
                slice.folder,
                processor.name()
            );
            checks.hold(log, held, &what)?;
        }
    }
    package(log, dist, &generated, &mut checks)?;
    let headers = slices
        .first()
        .map(|slice| framework.join(slice.folder).join("Headers"));
    let modules = match headers {
        Some(headers) => modules::check(log, &headers, &generated)?,
        None => Count::default(),
    };
    Ok(checks.into_count().and(modules))
}

/// The Swift package: the sources of `ios/`, what was generated, and the XCFramework in place of a
/// library of the checkout.
fn package(
    log: &mut Log,
    dist: &Path,
    generated: &Path,
    checks: &mut Checks,
) -> Result<(), Trouble> {
    let sources = root().join("ios/Sources");
    let package = dist.join("apple/SordinoPackage");
    if !sources.join("Sordino").exists() {
        return Err(Trouble(
            "ios/Sources/Sordino is not there: the package has no Swift".into(),
        ));
    }
    let tests_only = |name: &str| name.starts_with('.') || name.contains("Testing");
    for module in ["Sordino", "SordinoContacts", "SordinoTestSupport"] {
        let from = sources.join(module);
        copy(&from, &package.join("Sources").join(module), &tests_only)?;
    }
    let core = package.join("Sources/SordinoCore");
    fs::create_dir_all(&core)?;
    fs::copy(
        generated.join("swift/SordinoCore.swift"),
        core.join("SordinoCore.swift"),
    )?;
    fs::write(core.join("Catalyst.swift"), NO_CATALYST)?;
    copy(
        &dist.join("apple/Sordino.xcframework"),
        &package.join("Sordino.xcframework"),
        &|_| false,
    )?;
    fs::write(package.join("Package.swift"), MANIFEST)?;
    let manifest = package.join("Sources/Sordino/PrivacyInfo.xcprivacy");
    checks.hold(
        log,
        manifest.exists(),
        "the privacy manifest is a resource of the Swift target",
    )
}

/// Xcode's own words would be that a library was not found.
pub(crate) const NO_CATALYST: &str = r#"#if targetEnvironment(macCatalyst)
    #error("Sordino has no library for Mac Catalyst: leave it out of the Catalyst build, or build the app for macOS itself")
#endif
"#;

const MANIFEST: &str = r#"// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Sordino",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "Sordino", targets: ["Sordino"]),
        .library(name: "SordinoContacts", targets: ["SordinoContacts"]),
        .library(name: "SordinoTestSupport", targets: ["SordinoTestSupport"]),
    ],
    targets: [
        .binaryTarget(name: "SordinoFFI", path: "Sordino.xcframework"),
        .target(name: "SordinoCore", dependencies: ["SordinoFFI"], swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "Sordino", dependencies: ["SordinoCore", "SordinoFFI"],
            resources: [.process("PrivacyInfo.xcprivacy")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
        ),
        .target(
            name: "SordinoContacts", dependencies: ["Sordino", "SordinoCore"],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
        ),
        .target(
            name: "SordinoTestSupport", dependencies: ["Sordino", "SordinoCore"],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
        ),
    ]
)
"#;

/// The XCFramework's `Info.plist`.
fn list(slices: &[Slice]) -> String {
    let mut rows = String::new();
    for slice in slices {
        let variant = match slice.simulator {
            true => "\n            <key>SupportedPlatformVariant</key><string>simulator</string>",
            false => "",
        };
        let processors: String = slice
            .processors
            .iter()
            .map(|(processor, _)| format!("<string>{}</string>", processor.name()))
            .collect();
        // Writing to a text cannot fail.
        let _ = write!(
            rows,
            "
        <dict>
            <key>BinaryPath</key><string>libsordino.a</string>
            <key>HeadersPath</key><string>Headers</string>
            <key>LibraryIdentifier</key><string>{}</string>
            <key>LibraryPath</key><string>libsordino.a</string>
            <key>SupportedArchitectures</key><array>{processors}</array>
            <key>SupportedPlatform</key><string>{}</string>{variant}
        </dict>",
            slice.folder, slice.platform
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">
<plist version=\"1.0\">
<dict>
    <key>AvailableLibraries</key>
    <array>{rows}
    </array>
    <key>CFBundlePackageType</key><string>XFWK</string>
    <key>XCFrameworkFormatVersion</key><string>1.0</string>
</dict>
</plist>
"
    )
}
