// What Sordino calls of Apple's BackgroundTasks. No class of it is `Sendable`, none is on macOS.
//
// Source: developer.apple.com/documentation/backgroundtasks; BGTaskScheduler.h, BGTask.h and BGTaskRequest.h of the
// iOS 18 SDK.

import Foundation

@available(iOS 13.0, *)
open class BGTaskRequest: NSObject {
    @available(iOS 13.0, *) public let identifier: String
    @available(iOS 13.0, *) public var earliestBeginDate: Date?

    init(_ identifier: String) { self.identifier = identifier }
}

@available(iOS 13.0, *)
public final class BGProcessingTaskRequest: BGTaskRequest {
    @available(iOS 13.0, *) public var requiresNetworkConnectivity = false

    @available(iOS 13.0, *)
    public init(identifier: String) { super.init(identifier) }
}

@available(iOS 13.0, *)
open class BGTask: NSObject {
    @available(iOS 13.0, *) public var expirationHandler: (() -> Void)?
    let answers = NSLock()
    var completed: [Bool] = []

    init(given: Void) {}

    // May be called on any thread.
    @available(iOS 13.0, *)
    open func setTaskCompleted(success: Bool) { answers.withLock { completed.append(success) } }
}

@available(iOS 13.0, *)
public final class BGTaskScheduler: NSObject {
    @available(iOS 13.0, *)
    public class var shared: BGTaskScheduler { one }
    private nonisolated(unsafe) static let one = BGTaskScheduler()

    let lock = NSLock()
    var handlers: [String: (BGTask) -> Void] = [:]
    var requests: [BGTaskRequest] = []
    var permitted: [String] = []
    var launchIsOver = false

    // NS_EXTENSION_UNAVAILABLE. The handler bears no NS_SWIFT_SENDABLE, and Apple's page shows it without `@Sendable`. False for an identifier that `Info.plist` does not list; Apple's raises an exception that
    // ends the app for a second registration, and for one after the launch.
    @available(iOS 13.0, *)
    @available(iOSApplicationExtension, unavailable)
    @discardableResult
    public func register(
        forTaskWithIdentifier identifier: String, using queue: DispatchQueue?,
        launchHandler: @escaping (BGTask) -> Void
    ) -> Bool {
        lock.withLock {
            guard permitted.contains(identifier) else { return false }
            precondition(handlers[identifier] == nil, "registered twice: \(identifier)")
            precondition(!launchIsOver, "registered after the launch: \(identifier)")
            handlers[identifier] = launchHandler
            return true
        }
    }

    // submit(_:) is open to extensions. It throws for what `Info.plist` does not list.
    @available(iOS 13.0, *)
    public func submit(_ taskRequest: BGTaskRequest) throws {
        try lock.withLock {
            guard permitted.contains(taskRequest.identifier) else { throw NotPermitted() }
            requests.append(taskRequest)
        }
    }
}

/// BGTaskScheduler.Error.Code.notPermitted.
struct NotPermitted: Error {}
