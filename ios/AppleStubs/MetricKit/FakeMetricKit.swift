// What tests do with the stand-ins. `MetricManager` brings nothing: what its reports encode to is not known here.

import Foundation

extension MXMetricManager {
    /// Hands payloads to whoever listens.
    public func deliver(_ payloads: [MXDiagnosticPayload]) {
        for subscriber in lock.withLock({ subscribers }) { subscriber.didReceive(payloads) }
    }
}

extension MXDiagnosticPayload {
    public convenience init(_ crashes: [MXCrashDiagnostic], from begin: Date, to end: Date) {
        self.init(given: crashes, from: begin, to: end)
    }
}

extension MXCrashDiagnostic {
    public convenience init(json: Data, signal: NSNumber?) {
        self.init(given: json, signal: signal)
    }
}
