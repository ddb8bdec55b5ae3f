import Foundation
import SordinoCore

/// The folder of Sordino's own: out of every backup, readable after the first unlock.
struct OwnFolder: Sendable {
    let appGroup: String?

    /// Returns where it is, made or not.
    func place() throws(SordinoError) -> URL {
        try around(FileManager.default).appendingPathComponent("dev.sordino", isDirectory: true)
    }

    /// Returns the folder in it that is the core's alone: whatever else lies there is foreign to the core.
    func core() throws(SordinoError) -> URL { try place().appendingPathComponent("core", isDirectory: true) }

    /// Makes both if need be and returns the core's. A push at night finds the phone locked: the files open from the first
    /// unlock on.
    func made() throws(SordinoError) -> URL {
        var (folder, core) = (try place(), try core())
        let files = FileManager.default
        do {
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
        return FileManager.default.fileExists(atPath: core.appendingPathComponent("vault").path)
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

    private func around(_ files: FileManager) throws(SordinoError) -> URL {
        if let appGroup {
            guard let shared = container(files, appGroup) else {
                throw .BadOption(
                    what: "Options.appGroup: this process has no app group of that name; add it to the entitlements "
                        + "of the app and of each extension")
            }
            return shared
        }
        guard let own = files.urls(for: .applicationSupportDirectory, in: .userDomainMask).first else {
            throw .NotReady
        }
        return own
    }

    private func container(_ files: FileManager, _ group: String) -> URL? {
        #if os(Linux)
            return nil
        #else
            return files.containerURL(forSecurityApplicationGroupIdentifier: group)
        #endif
    }
}
