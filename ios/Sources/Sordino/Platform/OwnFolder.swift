import Foundation
import SordinoCore

/// The folder of Sordino's own: out of every backup, readable after the first unlock.
struct OwnFolder: Sendable {
    private let appGroup: String?
    private let containers: Containers
    /// None in an extension, which has a container of its own: it moves nothing.
    private let former: FormerFolder?
    private let isElsewhere = Locked(false)

    init(appGroup: String?, isExtension: Bool = false, containers: Containers = .system) {
        self.appGroup = appGroup
        self.containers = containers
        former = isExtension ? nil : FormerFolder(appGroup: appGroup, containers: containers)
    }

    /// Whether the vault lay in an app group that the app has left, out of its reach.
    var isOutOfReach: Bool { isElsewhere.with { $0 } }

    /// Lets a new vault begin where the one of before is out of reach: the person chose anew.
    func beginAnew() {
        guard isOutOfReach, let former, (try? former.write()) != nil else { return }
        isElsewhere.with { $0 = false }
    }

    /// Returns where it is, made or not.
    func place() throws(SordinoError) -> URL {
        try around().appendingPathComponent(FormerFolder.name, isDirectory: true)
    }

    /// Returns the folder in it that is the core's alone: whatever else lies there is foreign to the core.
    func core() throws(SordinoError) -> URL { try place().appendingPathComponent("core", isDirectory: true) }

    /// Makes both if need be and returns the core's, brought along from where it lay before. A push at night finds the phone
    /// locked: the files open from the first unlock on.
    func made() throws(SordinoError) -> URL {
        var (folder, core) = (try place(), try core())
        let files = FileManager.default
        do {
            if let former {
                let isOutOfReach = try !former.bring(to: folder)
                isElsewhere.with { $0 = isOutOfReach }
            }
            try files.createDirectory(at: core, withIntermediateDirectories: true)
            #if !os(macOS)
                for path in [folder.path, core.path] {
                    try files.setAttributes(
                        [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication], ofItemAtPath: path)
                }
            #endif
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            try folder.setResourceValues(values)
        } catch {
            throw .NotReady
        }
        return core
    }

    /// Returns `true` if the core's vault is there, readable or not.
    func hasVault() -> Bool {
        guard let core = try? core() else { return false }
        return Self.hasVault(in: core)
    }

    /// Returns `true` unless `core` surely holds no vault. The core makes the file before there is any key, for the words of
    /// noes alone: its header is zeros until a key is made for it.
    static func hasVault(in core: URL) -> Bool {
        let path = core.appendingPathComponent("vault").path
        guard FileManager.default.fileExists(atPath: path) else { return false }
        // What cannot be read now may be one.
        guard let file = FileHandle(forReadingAtPath: path) else { return true }
        defer { try? file.close() }
        guard let head = try? file.read(upToCount: 8) else { return true }
        return head.contains { $0 != 0 }
    }

    /// Returns `true` before the first unlock: the system refuses every protected file with `EPERM`, and never with the
    /// `EACCES` of a folder whose permissions are wrong.
    func isLocked() -> Bool {
        guard let (folder, core) = try? (place(), core()) else { return false }
        let vault = open(core.appendingPathComponent("vault").path, O_RDONLY)
        if vault < 0, Self.isOfLock(errno) { return true }
        if vault >= 0 { close(vault) }
        // Where there is no file yet, none can be made either.
        let path = folder.appendingPathComponent("probe").path
        let probe = open(path, O_RDWR | O_CREAT, 0o600)
        guard probe >= 0 else { return Self.isOfLock(errno) }
        close(probe)
        unlink(path)
        return false
    }

    /// Returns `true` if a file that could not be opened for this reason opens after the first unlock.
    static func isOfLock(_ error: Int32) -> Bool { error == EPERM }

    private func around() throws(SordinoError) -> URL {
        if let appGroup {
            guard let shared = containers.ofGroup(appGroup) else {
                throw .BadOption(
                    what: "Options.appGroup: this process has no app group of that name; add it to the entitlements "
                        + "of the app and of each extension")
            }
            return shared
        }
        guard let own = containers.own() else { throw .NotReady }
        return own
    }
}
