#if canImport(MetricKit)
    import Foundation
    import MetricKit

    /// Crash reports that the system hands over after the next start.
    ///
    /// `MXMetricManager` alone: what iOS 27 has beside it shares one stream of reports with the app, and no compiler of
    /// an older SDK knows its name.
    final class Diagnostics: NSObject, MXMetricManagerSubscriber, Sendable {
        private let take: @Sendable (SystemCrash) -> Void

        init(_ take: @escaping @Sendable (SystemCrash) -> Void) { self.take = take }

        func begin() { MXMetricManager.shared.add(self) }

        func didReceive(_ payloads: [MXDiagnosticPayload]) {
            for payload in payloads {
                // A payload whose end lies before its begin is damaged; its time is the end.
                let begin = min(payload.timeStampBegin, payload.timeStampEnd)
                for crash in payload.crashDiagnostics ?? [] {
                    take(
                        SystemCrash(
                            report: crash.jsonRepresentation(),
                            window: DateInterval(start: begin, end: payload.timeStampEnd),
                            signal: crash.signal?.int32Value, process: process(crash)))
                }
            }
        }

        private func process(_ crash: MXCrashDiagnostic) -> Int32? {
            if #available(iOS 17.0, macOS 14.0, *), crash.metaData.pid > 0 { return crash.metaData.pid }
            return nil
        }
    }
#endif
