// What tests do with the stand-ins.

import Foundation

extension NSException {
    public convenience init(_ name: String, reason: String?, callStackSymbols: [String]) {
        self.init(given: name, reason: reason, callStackSymbols: callStackSymbols)
    }
}

/// The calls under an exception that is raised.
public enum FakeRaised {
    static let callStack = [
        "0   CoreFoundation                      0x0000000180450d2c __exceptionPreprocess + 172",
        "1   OnCall                              0x0000000100a0e1d4 OnCallCrash + 40",
    ]
}

/// The activities under way, so that a test can refuse one or let it expire.
public final class FakeActivities: @unchecked Sendable {
    public static let shared = FakeActivities()
    private let lock = NSCondition()
    private var running: [Int: @Sendable (Bool) -> Void] = [:]
    private var begun = 0
    private var isRefusing = false
    private var isSilent = false

    func begin(_ block: @escaping @Sendable (Bool) -> Void) {
        let number: Int? = lock.withLock {
            begun += 1
            while isSilent { lock.wait() }
            guard !isRefusing else { return nil }
            running[begun] = block
            return begun
        }
        DispatchQueue.global().async {
            guard let number else { return block(true) }
            block(false)
            _ = self.lock.withLock { self.running.removeValue(forKey: number) }
        }
    }

    /// Says to every activity under way that its time is over.
    public func expire() {
        for block in lock.withLock({ Array(running.values) }) { block(true) }
    }

    /// Grants no time from now on, or again.
    public func refuse(_ refusing: Bool) { lock.withLock { isRefusing = refusing } }

    /// Answers nobody from now on, not even that it was asked; or answers again, also what was asked meanwhile.
    public func silence(_ silent: Bool) {
        lock.withLock {
            isSilent = silent
            lock.broadcast()
        }
    }

    /// How many are under way.
    public var count: Int { lock.withLock { running.count } }
    /// How many were asked for.
    public var all: Int { lock.withLock { begun } }
}
