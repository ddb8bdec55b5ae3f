// What tests do with the stand-ins.

import Foundation

extension NSException {
    public convenience init(_ name: String, reason: String?, callStackSymbols: [String]) {
        self.init(given: name, reason: reason, callStackSymbols: callStackSymbols)
    }
}

/// The activities under way, so that a test can let one expire.
public final class FakeActivities: @unchecked Sendable {
    public static let shared = FakeActivities()
    private let lock = NSLock()
    private var running: [Int: @Sendable (Bool) -> Void] = [:]
    private var begun = 0

    func begin(_ block: @escaping @Sendable (Bool) -> Void) {
        let number = lock.withLock {
            begun += 1
            running[begun] = block
            return begun
        }
        DispatchQueue.global().async {
            block(false)
            _ = self.lock.withLock { self.running.removeValue(forKey: number) }
        }
    }

    /// Says to every activity under way that its time is over.
    public func expire() {
        for block in lock.withLock({ Array(running.values) }) { block(true) }
    }

    public var count: Int { lock.withLock { running.count } }
    public var all: Int { lock.withLock { begun } }
}
