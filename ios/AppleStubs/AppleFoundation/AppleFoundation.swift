// What Sordino calls of Apple's Foundation and Swift's does not have elsewhere.
//
// Source: developer.apple.com/documentation/foundation; NSException.h and NSProcessInfo.h of the iOS 18 SDK.

import Foundation

// NSException.h. Not `Sendable`; `reason` is nullable, the calls are there once it was raised.
@available(iOS 2.0, macOS 10.0, *)
open class NSException: NSObject {
    @available(iOS 2.0, macOS 10.0, *) public let name: NSExceptionName
    @available(iOS 2.0, macOS 10.0, *) public let reason: String?
    @available(iOS 4.0, macOS 10.6, *) public let callStackSymbols: [String]

    @available(iOS 2.0, macOS 10.0, *)
    public init(name: NSExceptionName, reason: String?, userInfo: [AnyHashable: Any]? = nil) {
        (self.name, self.reason, callStackSymbols) = (name, reason, FakeRaised.callStack)
    }
    // Apple's ends the process after the handler.
    @available(iOS 2.0, macOS 10.0, *)
    open func raise() { NSGetUncaughtExceptionHandler()?(self) }

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

// NSException.h: NSUncaughtExceptionHandler is a C function, `@convention(c) (NSException) -> Void`, which a class of
// Swift's cannot be given to on Linux. So a closure that captures is let through here, and not by Apple's.
@available(iOS 2.0, macOS 10.0, *)
public func NSSetUncaughtExceptionHandler(_ new: (@Sendable (NSException) -> Void)?) {
    handlerLock.withLock { handler = new }
}

@available(iOS 2.0, macOS 10.0, *)
public func NSGetUncaughtExceptionHandler() -> (@Sendable (NSException) -> Void)? {
    handlerLock.withLock { handler }
}

extension ProcessInfo {
    // NSProcessInfo.h: API_UNAVAILABLE(macos), the block is NS_SWIFT_SENDABLE. It is called with `false` when the time is
    // granted, and with `true` when it is over; with `true` alone where none is granted.
    @available(iOS 8.2, *)
    public func performExpiringActivity(withReason reason: String, using block: @escaping @Sendable (Bool) -> Void) {
        precondition(!reason.isEmpty, "Apple's raises an exception for an empty reason")
        FakeActivities.shared.begin(block)
    }
}
