import Foundation

/// A value behind a lock. `Mutex` would need iOS 18.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    /// Not a member by itself: the lock sees to it that one access is at work, and Swift would check that once more.
    private let value: UnsafeMutablePointer<Value>

    init(_ value: sending Value) {
        self.value = .allocate(capacity: 1)
        self.value.initialize(to: value)
    }

    deinit {
        value.deinitialize(count: 1)
        value.deallocate()
    }

    /// Never calls out to the app from within: the lock is not recursive.
    @inline(__always)
    func with<Answer, Failure: Error>(_ work: (inout Value) throws(Failure) -> Answer) throws(Failure) -> Answer {
        lock.lock()
        defer { lock.unlock() }
        return try work(&value.pointee)
    }
}
