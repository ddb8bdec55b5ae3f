// What Sordino calls of Apple's MetricKit, written from its public documentation.

import Foundation

@available(iOS 13.0, macOS 12.0, *)
open class MXMetricManager: @unchecked Sendable {
    @available(iOS 13.0, macOS 12.0, *) public static let shared = MXMetricManager()

    let lock = NSLock()
    var subscribers: [any MXMetricManagerSubscriber] = []

    @available(iOS 13.0, macOS 12.0, *)
    open func add(_ subscriber: any MXMetricManagerSubscriber) {
        lock.withLock { subscribers.append(subscriber) }
    }

    @available(iOS 13.0, macOS 12.0, *)
    open func remove(_ subscriber: any MXMetricManagerSubscriber) {
        lock.withLock { subscribers.removeAll { $0 === subscriber } }
    }
}

@available(iOS 13.0, macOS 12.0, *)
public protocol MXMetricManagerSubscriber: AnyObject {
    @available(iOS 14.0, macOS 12.0, *)
    func didReceive(_ payloads: [MXDiagnosticPayload])
}

@available(iOS 14.0, macOS 12.0, *)
open class MXDiagnosticPayload {
    @available(iOS 14.0, macOS 12.0, *) public let timeStampBegin: Date
    @available(iOS 14.0, macOS 12.0, *) public let timeStampEnd: Date
    @available(iOS 14.0, macOS 12.0, *) public let crashDiagnostics: [MXCrashDiagnostic]?

    init(given: [MXCrashDiagnostic], from begin: Date, to end: Date) {
        crashDiagnostics = given
        timeStampBegin = begin
        timeStampEnd = end
    }
}

@available(iOS 14.0, macOS 12.0, *)
open class MXCrashDiagnostic {
    private let json: Data
    @available(iOS 14.0, macOS 12.0, *) public let signal: NSNumber?

    init(given: Data, signal: NSNumber?) {
        json = given
        self.signal = signal
    }

    @available(iOS 14.0, macOS 12.0, *)
    open func jsonRepresentation() -> Data { json }
}

@available(iOS 27.0, macOS 27.0, *)
public final class MetricManager: Sendable {
    @available(iOS 27.0, macOS 27.0, *)
    public init() {}

    @available(iOS 27.0, macOS 27.0, *)
    public var diagnosticReports: AsyncStream<DiagnosticReport> { AsyncStream { $0.finish() } }
}

@available(iOS 27.0, macOS 27.0, *)
public struct DiagnosticReport: Codable, Sendable {
    @available(iOS 27.0, macOS 27.0, *) public let timeRange: DateInterval
    @available(iOS 27.0, macOS 27.0, *) public let result: DiagnosticResult
}

@available(iOS 27.0, macOS 27.0, *)
public enum DiagnosticResult: Codable, Sendable {
    @available(iOS 27.0, macOS 27.0, *) case crash(CrashDiagnostic)
    @available(iOS 27.0, macOS 27.0, *) case hang(HangDiagnostic)
}

@available(iOS 27.0, macOS 27.0, *)
public struct CrashDiagnostic: Codable, Sendable {
    // What Apple's encodes to is not known here.
}

@available(iOS 27.0, macOS 27.0, *)
public struct HangDiagnostic: Codable, Sendable {
}
