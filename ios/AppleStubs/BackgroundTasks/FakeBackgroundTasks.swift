// What tests do with the stand-ins.

import Foundation

/// A task that a test launches and looks at.
public final class FakeTask: BGTask {
    public init() { super.init(given: ()) }

    /// What it was told when it was done.
    public var success: Bool? { completed }
}

extension BGTaskScheduler {
    public var submitted: [String] { lock.withLock { requests.map(\.identifier) } }

    public var registered: [String] { lock.withLock { handlers.keys.sorted() } }

    /// What `Info.plist` lists.
    public func permit(_ identifiers: [String]) { lock.withLock { permitted = identifiers } }

    /// Says that the launch is over: to register from now on ends the app.
    public func endLaunch() { lock.withLock { launchIsOver = true } }

    /// Launches what was registered.
    public func launch(_ identifier: String, with task: FakeTask) {
        lock.withLock { handlers[identifier] }?(task)
    }
}
