// What Sordino calls of Apple's MetricKit. No class of it is `Sendable`.
//
// Source: developer.apple.com/documentation/metrickit and the headers of the iOS 18 SDK named below.

import Foundation

// MXMetricManager.h: API_AVAILABLE(ios(13.0), macos(12.0)).
@available(iOS 13.0, macOS 12.0, *)
open class MXMetricManager: NSObject {
    @available(iOS 13.0, macOS 12.0, *)
    open class var shared: MXMetricManager { one }
    private nonisolated(unsafe) static let one = MXMetricManager()

    let lock = NSLock()
    var subscribers: [any MXMetricManagerSubscriber] = []
    var undelivered: [MXDiagnosticPayload] = []

    // Hands over what no subscriber has had yet.
    @available(iOS 13.0, macOS 12.0, *)
    open func add(_ subscriber: any MXMetricManagerSubscriber) {
        let payloads = lock.withLock {
            subscribers.append(subscriber)
            defer { undelivered = [] }
            return undelivered
        }
        if !payloads.isEmpty { subscriber.didReceive(payloads) }
    }

    @available(iOS 13.0, macOS 12.0, *)
    open func remove(_ subscriber: any MXMetricManagerSubscriber) {
        lock.withLock { subscribers.removeAll { $0 === subscriber } }
    }
}

// MXMetricManager.h: both methods are `@optional`, which Swift has here as an implementation that does nothing. They are
// called on a background queue. That of metrics is API_UNAVAILABLE(macos).
@available(iOS 13.0, macOS 12.0, *)
public protocol MXMetricManagerSubscriber: NSObjectProtocol {
    @available(iOS 14.0, macOS 12.0, *)
    func didReceive(_ payloads: [MXDiagnosticPayload])
}

extension MXMetricManagerSubscriber {
    @available(iOS 14.0, macOS 12.0, *)
    public func didReceive(_ payloads: [MXDiagnosticPayload]) {}
}

// MXDiagnosticPayload.h. Begin and end may be the same whole minute (github.com/getsentry/sentry-cocoa/issues/1661).
@available(iOS 14.0, macOS 12.0, *)
open class MXDiagnosticPayload: NSObject {
    @available(iOS 14.0, macOS 12.0, *) public let timeStampBegin: Date
    @available(iOS 14.0, macOS 12.0, *) public let timeStampEnd: Date
    @available(iOS 14.0, macOS 12.0, *) public let crashDiagnostics: [MXCrashDiagnostic]?

    init(given: [MXCrashDiagnostic]?, from begin: Date, to end: Date) {
        crashDiagnostics = given
        timeStampBegin = begin
        timeStampEnd = end
    }
}

// MXDiagnostic.h.
@available(iOS 14.0, macOS 12.0, *)
open class MXDiagnostic: NSObject {
    private let json: Data
    @available(iOS 14.0, macOS 12.0, *) public let metaData: MXMetaData

    init(given json: Data, _ metaData: MXMetaData) {
        self.json = json
        self.metaData = metaData
    }

    @available(iOS 14.0, macOS 12.0, *)
    open func jsonRepresentation() -> Data { json }
}

// MXCrashDiagnostic.h: `signal` is nullable.
@available(iOS 14.0, macOS 12.0, *)
public final class MXCrashDiagnostic: MXDiagnostic {
    @available(iOS 14.0, macOS 12.0, *) public let signal: NSNumber?

    init(given json: Data, _ metaData: MXMetaData, signal: NSNumber?) {
        self.signal = signal
        super.init(given: json, metaData)
    }
}

// MXMetaData.h: `pid` is -1 where it is not known.
@available(iOS 13.0, macOS 12.0, *)
open class MXMetaData: NSObject {
    @available(iOS 17.0, macOS 14.0, *) public let pid: Int32

    init(given pid: Int32) { self.pid = pid }
}
