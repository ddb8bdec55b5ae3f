// What Sordino calls of Apple's Foundation and Swift's does not have elsewhere, written from its public documentation.

import Foundation

@available(iOS 2.0, macOS 10.0, *)
open class NSException: @unchecked Sendable {
    @available(iOS 2.0, macOS 10.0, *) public let name: NSExceptionName
    @available(iOS 2.0, macOS 10.0, *) public let reason: String?
    @available(iOS 2.0, macOS 10.5, *) public let callStackSymbols: [String]

    public init(name: String, reason: String?, callStackSymbols: [String]) {
        self.name = NSExceptionName(rawValue: name)
        self.reason = reason
        self.callStackSymbols = callStackSymbols
    }
}

@available(iOS 2.0, macOS 10.0, *)
public struct NSExceptionName: RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

public typealias NSUncaughtExceptionHandler = @convention(thin) (NSException) -> Void

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

/// The activities under way, so that a test can let one expire.
public final class FakeActivities: @unchecked Sendable {
    public static let shared = FakeActivities()
    private let lock = NSLock()
    private var running: [Int: @Sendable (Bool) -> Void] = [:]
    private var begun = 0

    func begin(_ block: @escaping @Sendable (Bool) -> Void) {
        let number = lock.withLock {
            begun += 1
            running[begun] = block
            return begun
        }
        DispatchQueue.global().async {
            block(false)
            _ = self.lock.withLock { self.running.removeValue(forKey: number) }
        }
    }

    /// Says to every activity under way that its time is over.
    public func expire() {
        for block in lock.withLock({ Array(running.values) }) { block(true) }
    }

    public var count: Int { lock.withLock { running.count } }
    public var all: Int { lock.withLock { begun } }
}

@available(iOS 4.0, macOS 11.0, *)
public struct FileProtectionType: Sendable, Equatable {
    public let rawValue: String
    @available(iOS 5.0, macOS 11.0, *)
    public static let completeUntilFirstUserAuthentication = FileProtectionType(
        rawValue: "NSFileProtectionCompleteUntilFirstUserAuthentication")
}
