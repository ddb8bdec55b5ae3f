import SordinoCore

/// How Sordino is.
public struct Condition: Sendable, Equatable {
    /// Why nothing can be open, if so.
    public let notReady: NotReady?
    /// What was found at the start.
    public let found: [Found]
    /// Whether it failed inside and is closed until the next start.
    public let isBroken: Bool
    /// Why it did not open at all, such as a policy that is not in the app; it takes nothing then.
    public let failure: SordinoError?
}

/// Why nothing can be open.
public enum NotReady: Sendable, Hashable {
    /// ``Sordino/start(_:)`` has not opened yet.
    case opening
    /// The Keychain opens after the first unlock; Sordino tries again then.
    case keysLocked
    /// The Keychain failed; ``Sordino/retry()`` asks it again.
    case keysFailed
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
    init(_ core: SordinoCore.Condition) {
        self.init(
            notReady: core.notReady.map(NotReady.init), found: core.found, isBroken: core.broken, failure: nil)
    }

    static let opening = Condition(notReady: .opening, found: [], isBroken: false, failure: nil)

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
        case .filesFailed: self = .filesFailed
        case .noFileLock: self = .noFileLock
        case .noRoom: self = .noRoom
        case .noRandomness: self = .noRandomness
        }
    }
}
