// What Sordino calls of Apple's Foundation and Swift's does not have elsewhere, written from its public documentation.

import Foundation

@available(iOS 2.0, macOS 10.0, *)
open class NSException: @unchecked Sendable {
    @available(iOS 2.0, macOS 10.0, *) public let name: NSExceptionName
    @available(iOS 2.0, macOS 10.0, *) public let reason: String?
    @available(iOS 2.0, macOS 10.5, *) public let callStackSymbols: [String]

    init(given name: String, reason: String?, callStackSymbols: [String]) {
        self.name = NSExceptionName(rawValue: name)
        self.reason = reason
        self.callStackSymbols = callStackSymbols
    }
}

@available(iOS 2.0, macOS 10.0, *)
public struct NSExceptionName: RawRepresentable, Sendable {
    @available(iOS 2.0, macOS 10.0, *) public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

private let handlerLock = NSLock()
private nonisolated(unsafe) var handler: (@Sendable (NSException) -> Void)?

@available(iOS 2.0, macOS 10.0, *)
public func NSSetUncaughtExceptionHandler(_ new: (@Sendable (NSException) -> Void)?) {
    handlerLock.withLock { handler = new }
}

@available(iOS 2.0, macOS 10.0, *)
public func NSGetUncaughtExceptionHandler() -> (@Sendable (NSException) -> Void)? {
    handlerLock.withLock { handler }
}

extension ProcessInfo {
    @available(iOS 8.2, *)
    public func performExpiringActivity(withReason reason: String, using block: @escaping @Sendable (Bool) -> Void) {
        FakeActivities.shared.begin(block)
    }
}
