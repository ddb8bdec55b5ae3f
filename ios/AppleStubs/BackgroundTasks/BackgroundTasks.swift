// What Sordino calls of Apple's BackgroundTasks, written from its public documentation.

import Foundation

@available(iOS 13.0, *)
open class BGTaskRequest {
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
open class BGTask {
    @available(iOS 13.0, *) public var expirationHandler: (() -> Void)?
    var completed: Bool?

    init(given: Void) {}

    @available(iOS 13.0, *)
    open func setTaskCompleted(success: Bool) { completed = success }
}

@available(iOS 13.0, *)
public final class BGTaskScheduler: @unchecked Sendable {
    @available(iOS 13.0, *) public static let shared = BGTaskScheduler()

    let lock = NSLock()
    var handlers: [String: (BGTask) -> Void] = [:]
    var requests: [BGTaskRequest] = []

    @available(iOS 13.0, *)
    @discardableResult
    public func register(
        forTaskWithIdentifier identifier: String, using queue: DispatchQueue?,
        launchHandler: @escaping (BGTask) -> Void
    ) -> Bool {
        lock.withLock {
            // Apple's raises an exception that ends the app.
            precondition(handlers[identifier] == nil, "registered twice: \(identifier)")
            handlers[identifier] = launchHandler
            return true
        }
    }

    @available(iOS 13.0, *)
    public func submit(_ taskRequest: BGTaskRequest) throws {
        lock.withLock { requests.append(taskRequest) }
    }
}
