import Foundation
import SordinoCore

/// The folder of Sordino's own: out of every backup, readable after the first unlock.
struct OwnFolder: Sendable {
    let appGroup: String?

    /// Makes it if need be. A push at night finds the phone locked: the files open from the first unlock on.
    func made() throws(SordinoError) -> URL {
        let files = FileManager.default
        var folder = try place(files).appendingPathComponent("dev.sordino", isDirectory: true)
        do {
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            #if !os(macOS)
                try files.setAttributes(
                    [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication], ofItemAtPath: folder.path
                )
            #endif
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            try folder.setResourceValues(values)
        } catch {
            throw .NotReady
        }
        return folder
    }

    private func place(_ files: FileManager) throws(SordinoError) -> URL {
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
