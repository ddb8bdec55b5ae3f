// What tests do with the stand-ins.

import Foundation

extension MXMetricManager {
    /// Hands payloads to every subscriber; to the next one if there is none.
    public func deliver(_ payloads: [MXDiagnosticPayload]) {
        let subscribers = lock.withLock {
            if self.subscribers.isEmpty { undelivered += payloads }
            return self.subscribers
        }
        for subscriber in subscribers { subscriber.didReceive(payloads) }
    }

    /// How many subscribers there are.
    public var count: Int { lock.withLock { subscribers.count } }

    /// Ends every subscription and forgets what was not delivered: a test is an app of its own.
    public func beginAnew() { lock.withLock { (subscribers, undelivered) = ([], []) } }
}

extension MXDiagnosticPayload {
    public convenience init(_ crashes: [MXCrashDiagnostic]?, from begin: Date, to end: Date) {
        self.init(given: crashes, from: begin, to: end)
    }
}

extension MXCrashDiagnostic {
    /// A crash of the process `pid`.
    public convenience init(json: Data, signal: NSNumber?, pid: Int32 = -1) {
        self.init(given: json, MXMetaData(given: pid), signal: signal)
    }
}
