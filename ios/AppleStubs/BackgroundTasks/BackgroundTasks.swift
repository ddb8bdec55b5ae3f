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
    public var completed: Bool?

    public init() {}

    @available(iOS 13.0, *)
    open func setTaskCompleted(success: Bool) { completed = success }
}

@available(iOS 13.0, *)
public final class BGTaskScheduler: @unchecked Sendable {
    @available(iOS 13.0, *) public static let shared = BGTaskScheduler()

    private let lock = NSLock()
    private var handlers: [String: (BGTask) -> Void] = [:]
    private var requests: [BGTaskRequest] = []

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

    /// For tests: what was asked for.
    public var submitted: [BGTaskRequest] { lock.withLock { requests } }
    public var registered: [String] { lock.withLock { handlers.keys.sorted() } }
    /// For tests: launches what was registered.
    public func launch(_ identifier: String, with task: BGTask) {
        lock.withLock { handlers[identifier] }?(task)
    }
    public func removeAll() {
        lock.withLock {
            handlers = [:]
            requests = []
        }
    }
}
