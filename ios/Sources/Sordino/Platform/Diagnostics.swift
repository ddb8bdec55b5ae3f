#if canImport(MetricKit)
    import Foundation
    import MetricKit

    /// Crash reports that the system hands over after the next start: `MetricManager` where there is one, else
    /// `MXMetricManager`.
    final class Diagnostics: Sendable {
        private let offer: @Sendable (Data, DateInterval, _ signal: Int?) -> Void
        private let listening = Locked<Listening?>(nil)

        private enum Listening: @unchecked Sendable {
            case old(Subscriber)
            case new(Task<Void, Never>)
        }

        /// `offer` is given each crash's JSON, the time in which it happened, and its signal if known.
        init(_ offer: @escaping @Sendable (Data, DateInterval, _ signal: Int?) -> Void) { self.offer = offer }

        func begin() {
            if #available(iOS 27.0, macOS 27.0, *) {
                let task = listen()
                listening.with { $0 = .new(task) }
            } else {
                beginOlder()
            }
        }

        func beginOlder() {
            let subscriber = Subscriber(offer)
            MXMetricManager.shared.add(subscriber)
            listening.with { $0 = .old(subscriber) }
        }

        @available(iOS 27.0, macOS 27.0, *)
        private func listen() -> Task<Void, Never> {
            let offer = offer
            return Task.detached(priority: .utility) {
                let manager = MetricManager()
                for await report in manager.diagnosticReports {
                    guard case .crash(let crash) = report.result, let json = try? JSONEncoder().encode(crash) else {
                        continue
                    }
                    offer(json, report.timeRange, nil)
                }
            }
        }
    }

    private final class Subscriber: NSObject, MXMetricManagerSubscriber, Sendable {
        private let offer: @Sendable (Data, DateInterval, Int?) -> Void

        init(_ offer: @escaping @Sendable (Data, DateInterval, Int?) -> Void) { self.offer = offer }

        func didReceive(_ payloads: [MXDiagnosticPayload]) {
            for payload in payloads {
                // A payload whose end lies before its begin is damaged; its time is the end.
                let begin = min(payload.timeStampBegin, payload.timeStampEnd)
                let window = DateInterval(start: begin, end: payload.timeStampEnd)
                for crash in payload.crashDiagnostics ?? [] {
                    offer(crash.jsonRepresentation(), window, crash.signal?.intValue)
                }
            }
        }
    }
#endif
