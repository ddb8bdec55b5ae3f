// What tests do with the stand-ins.

import Foundation

extension MXMetricManager {
    /// Hands payloads to every subscriber.
    public func deliver(_ payloads: [MXDiagnosticPayload]) {
        for subscriber in lock.withLock({ subscribers }) { subscriber.didReceive(payloads) }
    }
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
