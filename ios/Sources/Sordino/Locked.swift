import Foundation

/// A value behind a lock. `Mutex` would need iOS 18.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: sending Value) { self.value = value }

    /// Never calls out to the app from within: the lock is not recursive.
    func with<Answer, Failure: Error>(_ work: (inout Value) throws(Failure) -> Answer) throws(Failure) -> Answer {
        lock.lock()
        defer { lock.unlock() }
        return try work(&value)
    }
}
