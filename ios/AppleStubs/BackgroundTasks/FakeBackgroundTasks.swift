// What tests do with the stand-ins.

import Foundation

/// A task that a test launches and looks at.
public final class FakeTask: BGTask {
    public init() { super.init(given: ()) }

    /// What it was told when it was done.
    public var success: Bool? { completions.last }

    /// What it was told, each time.
    public var completions: [Bool] { answers.withLock { completed } }

    /// Takes back the time that was granted.
    public func expire() { expirationHandler?() }
}

extension BGTaskScheduler {
    public var submitted: [String] { lock.withLock { requests.map(\.identifier) } }

    public var registered: [String] { lock.withLock { handlers.keys.sorted() } }

    /// What `Info.plist` lists.
    public func permit(_ identifiers: [String]) { lock.withLock { permitted = identifiers } }

    /// Says that the launch is over: to register from now on ends the app.
    public func endLaunch() { lock.withLock { launchIsOver = true } }

    /// Forgets what was registered, submitted and permitted: a test is an app of its own.
    public func beginAnew() {
        lock.withLock { (handlers, requests, permitted, launchIsOver) = ([:], [], [], false) }
    }

    /// Launches what was registered.
    public func launch(_ identifier: String, with task: FakeTask) {
        lock.withLock { handlers[identifier] }?(task)
    }
}
