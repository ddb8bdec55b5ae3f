import Foundation
import SordinoCore

/// Where Sordino's folder may lie: the app's own container, and the containers of its app groups.
struct Containers: Sendable {
    let own: @Sendable () -> URL?
    let ofGroup: @Sendable (String) -> URL?

    static let system = Containers(
        own: {
            let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask).first
            return support.map { of(OwnBundle.main.app ?? ProcessInfo.processInfo.processName, in: $0) }
        },
        ofGroup: { group in
            #if os(Linux)
                nil
            #else
                FileManager.default.containerURL(forSecurityApplicationGroupIdentifier: group)
            #endif
        })

    #if os(macOS)
        static let areShared = true
    #else
        static let areShared = false
    #endif

    /// Returns what is the app's alone of the folder that the system names. On a Mac that is one folder for every app without a
    /// sandbox, whoever made it: two with Sordino would find each other's vault.
    static func of(_ app: String, in support: URL, isShared: Bool = areShared) -> URL {
        isShared ? support.appendingPathComponent(app, isDirectory: true) : support
    }
}

/// Brings the core's folder along as the app joins an app group, leaves one, or changes it: a new vault beside the old one
/// would know nothing of what was refused.
///
/// Each step is one renaming, and each state between two steps leads to the same end. A note in the app's own container
/// says where the folder lay last; an extension, which has a container of its own, moves nothing.
struct FormerFolder: Sendable {
    static let name = "dev.sordino"
    /// Holds the app group that the folder lay in last; not there while it lies in the app's own container.
    private static let note = "dev.sordino.group"

    let appGroup: String?
    let containers: Containers
    /// Runs between two steps, for tests.
    var between: @Sendable () throws -> Void = {}

    /// Moves what lies elsewhere to `place`, or what was refused there where `place` has a vault of its own.
    ///
    /// - Returns: `false` if the folder lay in an app group that this app cannot reach any more.
    func bring(to place: URL) throws -> Bool {
        let noted = try notedGroup()
        guard noted != appGroup else { return true }
        let around = if let noted { containers.ofGroup(noted) } else { containers.own() }
        guard let former = around?.appendingPathComponent(Self.name, isDirectory: true) else { return false }
        try move(Core(in: former), to: Core(in: place))
        try between()
        try Self.remove(Core(in: place).aside)
        moveRest(former, place)
        try write()
        return true
    }

    /// Lets the folder begin anew where it is now: the one of before is out of reach, and the person chose.
    func write() throws {
        guard let own = containers.own() else { throw SordinoError.NotReady }
        guard let appGroup else { return try Self.remove(file(in: own)) }
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        var file = file(in: own)
        try Data(appGroup.utf8).write(to: file, options: .atomic)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try file.setResourceValues(values)
    }

    /// The core's folder in one of ours.
    private struct Core {
        let folder: URL
        var vault: URL { folder.appendingPathComponent("vault") }
        /// A new place for the vault of another folder, whose refusals the core takes over as it opens.
        var former: URL { folder.appendingPathComponent("vault.former.\(UUID().uuidString)") }
        var aside: URL { folder.deletingLastPathComponent().appendingPathComponent("core.aside", isDirectory: true) }

        init(in place: URL) { folder = place.appendingPathComponent("core", isDirectory: true) }

        /// Returns `true` if choices are kept here. A vault that never had a key begins with zeros, and holds refusals alone.
        func hasBegun() throws -> Bool {
            guard FileManager.default.fileExists(atPath: vault.path) else { return false }
            let file = try FileHandle(forReadingFrom: vault)
            defer { try? file.close() }
            return try (file.read(upToCount: 16) ?? Data()).contains { $0 != 0 }
        }
    }

    private func move(_ former: Core, to new: Core) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: former.vault.path) else { return }
        if try new.hasBegun() {
            try rename(former.vault, new.former)
            try between()
            return try Self.remove(former.folder)
        }
        if files.fileExists(atPath: new.vault.path) {
            try rename(new.vault, former.former)
            try between()
        }
        try Self.remove(new.aside)
        if files.fileExists(atPath: new.folder.path) { try rename(new.folder, new.aside) }
        try between()
        try files.createDirectory(at: new.folder.deletingLastPathComponent(), withIntermediateDirectories: true)
        try rename(former.folder, new.folder)
    }

    /// What lies beside the core's folder: signs of life, which only tell when a crash may pass.
    private func moveRest(_ former: URL, _ new: URL) {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: former.path)) ?? []
        for name in names where !files.fileExists(atPath: new.appendingPathComponent(name).path) {
            try? rename(former.appendingPathComponent(name), new.appendingPathComponent(name))
        }
        try? files.removeItem(at: former)
    }

    private func notedGroup() throws -> String? {
        guard let own = containers.own() else { throw SordinoError.NotReady }
        let file = file(in: own)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    private func file(in own: URL) -> URL { own.appendingPathComponent(Self.note) }

    /// One step of the file system, never a copy.
    private func rename(_ from: URL, _ to: URL) throws {
        guard Foundation.rename(from.path, to.path) == 0 else { throw SordinoError.NotReady }
    }

    private static func remove(_ url: URL) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        try FileManager.default.removeItem(at: url)
    }
}
