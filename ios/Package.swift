// swift-tools-version: 6.0
import PackageDescription

// In a checkout the Rust library and what is generated from it lie where `cargo xtask test swift` puts them; the package
// that `cargo xtask dist` writes has an XCFramework instead.
let library = Context.environment["SORDINO_LIBRARY"]

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
]

#if os(Linux)
    // Stand-ins for Apple's modules, so that the files that use them are type-checked and run here too. They are no part
    // of what an app gets.
    let stubs = [
        "AppleFoundation", "BackgroundTasks", "Combine", "CoreTransferable", "MachO", "MetricKit", "Security",
        "SwiftUI", "UIKit", "UniformTypeIdentifiers", "UserNotifications", "os",
    ]
    // What only the product for direct writing names.
    let contactsStubs = ["Contacts", "UIKit"]
    let screenStubs = ["SwiftUI"]
    let exampleStubs = ["AppleFoundation", "SwiftUI", "UIKit"]
    let example = ["OnCallExample"]
    // Stand-ins that need others.
    let under = [
        "CoreTransferable": ["UniformTypeIdentifiers"],
        "SwiftUI": ["Combine", "CoreTransferable", "UIKit", "UniformTypeIdentifiers"],
    ]
    // The package names AppKit's notification by its text; only a test looks that up.
    let testStubs = stubs + ["AppKit", "Contacts"]
    // The first has a function of the Rust library in another version, which GNU's linker takes for the library's. Apple's
    // linker has no such option. The second one plays an app on the stand-ins. The third is the example app for iOS, which a
    // Mac builds as a project of Xcode's.
    let onLinux: [Target] = [
        .executableTarget(
            name: "SordinoMisfit", dependencies: ["SordinoKit"], path: "Tests/Misfit", swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-multiple-definition"])]),
        .executableTarget(
            name: "SordinoLate", dependencies: ["Sordino", "BackgroundTasks"], path: "Tests/Late",
            swiftSettings: strict),
        .target(
            name: "OnCallExample", dependencies: ["Sordino"] + exampleStubs.map { .byName(name: $0) },
            path: "Example/OnCall", swiftSettings: strict),
    ]
#else
    let stubs: [String] = []
    let screenStubs: [String] = []
    let example: [String] = []
    let contactsStubs: [String] = []
    let testStubs: [String] = []
    let under: [String: [String]] = [:]
    let onLinux: [Target] = []
#endif

// What only the tests link: a fixed clock and randomness, and a panic on demand.
let testing: [Target] =
    library == nil
    ? []
    : [
        .systemLibrary(name: "SordinoTestingFFI"),
        .target(
            name: "SordinoTesting", dependencies: ["SordinoTestingFFI"], swiftSettings: [.swiftLanguageMode(.v6)]),
        .target(
            name: "SordinoKit", dependencies: ["Sordino", "SordinoCore"], path: "Tests/Kit", swiftSettings: strict),
        .executableTarget(
            name: "SordinoKilled", dependencies: ["SordinoKit"], path: "Tests/Killed", swiftSettings: strict),
        .executableTarget(
            name: "SordinoSample", dependencies: ["Sordino"], path: "Sample", swiftSettings: strict),
        .executableTarget(
            name: "SordinoScreens", dependencies: ["Sordino", "SordinoKit"] + screenStubs.map { .byName(name: $0) },
            path: "Screens", swiftSettings: strict),
        .executableTarget(
            name: "SordinoBench", dependencies: ["Sordino"], path: "Tests/Bench", swiftSettings: strict),
        .testTarget(
            name: "SordinoTests",
            dependencies: [
                "Sordino", "SordinoContacts", "SordinoCore", "SordinoKit", "SordinoTestSupport", "SordinoTesting",
            ]
                + (testStubs + example).map { .byName(name: $0) },
            swiftSettings: strict
        ),
    ] + onLinux

let linked: [LinkerSetting] = library.map { [.unsafeFlags(["-L\($0)", "-lsordino"])] } ?? []

let shipped: [Target] = [
    library == nil
        ? .binaryTarget(name: "SordinoFFI", path: "Sordino.xcframework") : .systemLibrary(name: "SordinoFFI"),
    .target(
        name: "SordinoCore", dependencies: ["SordinoFFI"], swiftSettings: [.swiftLanguageMode(.v6)],
        linkerSettings: linked),
    .target(
        name: "Sordino",
        dependencies: ["SordinoCore", "SordinoFFI"] + stubs.map { .byName(name: $0) },
        resources: [.process("PrivacyInfo.xcprivacy")],
        swiftSettings: strict
    ),
    .target(
        name: "SordinoContacts", dependencies: ["Sordino", "SordinoCore"] + contactsStubs.map { .byName(name: $0) },
        swiftSettings: strict),
    // Empty in a release build.
    .target(name: "SordinoTestSupport", dependencies: ["Sordino", "SordinoCore"], swiftSettings: strict),
]

let standIns: [Target] = testStubs.map { stub in
    let others = under[stub] ?? []
    return .target(
        name: stub, dependencies: others.map { .byName(name: $0) }, path: "AppleStubs/\(stub)", swiftSettings: strict)
}

let package = Package(
    name: "Sordino",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "Sordino", targets: ["Sordino"]),
        // Apart, because an app that links what names Apple's Contacts must have a purpose string for it.
        .library(name: "SordinoContacts", targets: ["SordinoContacts"]),
        // For an app's test target alone.
        .library(name: "SordinoTestSupport", targets: ["SordinoTestSupport"]),
    ],
    targets: shipped + testing + standIns
)
