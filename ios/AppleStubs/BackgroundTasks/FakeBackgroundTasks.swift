// What tests do with the stand-ins.

import Foundation

/// A task that a test launches and looks at.
public final class FakeTask: BGTask {
    public init() { super.init(given: ()) }

    /// What it was told when it was done.
    public var success: Bool? { completed }
}

extension BGTaskScheduler {
    public var submitted: [BGTaskRequest] { lock.withLock { requests } }

    public var registered: [String] { lock.withLock { handlers.keys.sorted() } }

    /// Launches what was registered.
    public func launch(_ identifier: String, with task: FakeTask) {
        lock.withLock { handlers[identifier] }?(task)
    }
}
