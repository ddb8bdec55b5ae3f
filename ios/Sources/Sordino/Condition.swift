import SordinoCore

/// Sordino's health, and what the start found.
public struct Condition: Sendable, Equatable {
    /// Why nothing can be open, or `nil`.
    public let notReady: NotReady?
    /// Problems that the start found and repaired.
    public let found: [StartupRepair]
    /// `true` after a failure inside Sordino: everything is closed until the next start.
    public let isBroken: Bool
    /// Why the start failed, such as a policy that is not in the app, or `nil`. Nothing is taken after a failed start.
    public let failure: SordinoError?
}

/// Why nothing can be open.
public enum NotReady: Sendable, Hashable {
    /// ``SordinoSDK/start(_:)`` has not opened yet.
    case opening
    /// Keychain or files open after the first unlock; Sordino tries again then.
    case keysLocked
    /// The Keychain failed. Sordino asks again after pauses that grow, and whenever the app comes to the front;
    /// ``SordinoSDK/retry()`` asks at once.
    case keysFailed
    /// The vault is there and its key is not, as after a change of the app's access groups. Sordino looks again whenever
    /// the app comes to the front. The next ``Purpose/turnOn(how:locale:)`` begins a new vault, if the key is still missing.
    case keyMissing
    /// Files cannot be read: the folder's permissions forbid it.
    case filesForbidden
    /// Files cannot be read or written.
    case filesFailed
    /// The system has no file lock for Sordino's folder, so that two processes could not be kept apart.
    case noFileLock
    /// The disk has no room for ledger and vault.
    case noRoom
    /// The system gave no randomness.
    case noRandomness
}

extension Condition {
    /// What the core says, with what only the platform can tell of its reason.
    init(_ core: SordinoCore.Condition, keyIsMissing: Bool, filesAreLocked: () -> Bool) {
        var notReady = core.notReady.map(NotReady.init)
        if notReady == .keysFailed, keyIsMissing { notReady = .keyMissing }
        if notReady == .filesForbidden, filesAreLocked() { notReady = .keysLocked }
        self.init(notReady: notReady, found: core.found, isBroken: core.broken, failure: nil)
    }

    /// Whether it works as it should.
    var isWhole: Bool { notReady == nil && !isBroken && failure == nil }

    static func opening(_ why: NotReady) -> Condition {
        Condition(notReady: why, found: [], isBroken: false, failure: nil)
    }

    static func failed(_ error: SordinoError) -> Condition {
        Condition(notReady: nil, found: [], isBroken: error == .Broken, failure: error)
    }
}

extension NotReady {
    init(_ core: SordinoCore.NotReady) {
        switch core {
        case .keysLocked: self = .keysLocked
        case .keysFailed: self = .keysFailed
        case .filesForbidden: self = .filesForbidden
        case .noFileLock: self = .noFileLock
        case .noRoom: self = .noRoom
        case .noRandomness: self = .noRandomness
        // `.filesFailed`, and with library evolution what a newer core could add.
        default: self = .filesFailed
        }
    }
}
