#if os(Linux)
    import Foundation
    import MetricKit
    import Security
    @testable import SordinoKit
    import Testing
    import UIKit

    @testable import Sordino

    extension OneApp {
        /// The system's crash reports while the core cannot take them.
        @Suite struct LaterReportTests {
            private let place: Place
            private let own = OwnFolder(appGroup: nil)

            init() throws {
                place = try Place()
                FakeKeychain.shared.removeAll()
                MXMetricManager.shared.beginAnew()
                try? FileManager.default.removeItem(at: try own.place())
            }

            /// As on a phone, but for its handler of exceptions.
            private func sordino(isExtension: Bool = false) async throws -> SordinoSDK {
                var options = Options()
                options.catchUncaught = false
                let policy = place.url.appendingPathComponent("policy.json")
                try Vectors.policy(of: "refusals").write(to: policy)
                options.policy = policy
                let bundle = isExtension ? OwnBundle(url: place.url.appendingPathComponent("Share.appex")) : .main
                let sordino = SordinoSDK(Running(options, ApplePlatform(options, bundle)))
                await sordino.settled()
                return sordino
            }

            private func queued(_ sordino: SordinoSDK) -> UInt64 {
                ((try? sordino.running.engine?.queued()) ?? []).map(\.records.number).reduce(0, +)
            }

            /// A crash of the process 4711, which was alive just now with crash reports on.
            private func crash() throws -> MXDiagnosticPayload {
                let place = try own.place()
                let (now, died) = (Date(), Runs(process: 4711) { place })
                died.alive(at: now)
                let json = """
                    {"version": "1.0.0", "diagnosticMetaData": {"signal": 5}, "callStackTree": {"callStacks": [
                    {"threadAttributed": true, "callStackRootFrames": [{"binaryName": "OnCall",
                    "offsetIntoBinaryTextSegment": 1024, "binaryUUID": "4BE0F1A9-7C5D-3E24-B8F6-091D7A2C5E83",
                    "address": 4345462784}]}]}}
                    """
                let crash = MXCrashDiagnostic(json: Data(json.utf8), signal: 5, pid: 4711)
                return MXDiagnosticPayload([crash], from: now, to: now)
            }

            @Test("reports stay with the system while keys are locked")
            func locked() async throws {
                do {
                    let before = try await sordino()
                    try await before.crashReports.turnOn()
                    #expect(before.crashReports.isOpen)
                }
                MXMetricManager.shared.beginAnew()
                let payload = try crash()

                FakeKeychain.shared.answer(with: errSecInteractionNotAllowed)
                let sordino = try await sordino()
                #expect(sordino.condition.notReady == .keysLocked)
                MXMetricManager.shared.deliver([payload])
                #expect(queued(sordino) == 0)
                FakeKeychain.shared.answer(with: nil)
                NotificationCenter.default.post(
                    name: UIApplication.protectedDataDidBecomeAvailableNotification, object: nil)
                #expect(await eventually { queued(sordino) > 0 })
                let count = queued(sordino)
                NotificationCenter.default.post(name: UIApplication.didBecomeActiveNotification, object: nil)
                await sordino.settled()
                #expect(queued(sordino) == count, "it is taken once")
            }

            @Test("an extension takes none of the system's reports")
            func appExtension() async throws {
                let app = try await sordino()
                try await app.crashReports.turnOn()
                #expect(MXMetricManager.shared.count == 1)
                MXMetricManager.shared.beginAnew()
                let sordino = try await sordino(isExtension: true)
                #expect(sordino.crashReports.isOpen)
                #expect(MXMetricManager.shared.count == 0)
            }

            @Test("with an app group a report is offered within leave")
            func leave() async throws {
                var options = Options()
                options.appGroup = "group.test"
                let keys = FileKeys(in: place.url)
                let shared = TestPlatform(try Vectors.policy(of: "refusals"), in: place.url, keys: keys)
                let sordino = SordinoSDK(Running(options, shared))
                await sordino.settled()
                let apple = ApplePlatform(options)
                apple.ready(sordino.running)
                let before = shared.leaves.with { $0 }
                let crash = MXCrashDiagnostic(json: Data([1]), signal: 5)
                MXMetricManager.shared.deliver([MXDiagnosticPayload([crash], from: Date(), to: Date())])
                #expect(shared.leaves.with { $0 } == before + 1)
            }

            @Test("a report refused for now is offered again")
            func again() {
                let reports = LaterReports()
                var offered: [Door.Record] = []
                #expect(!reports.take([1]) { _ in .refused(.busy) })
                #expect(!reports.take([2]) { _ in .keysNotReady })
                #expect(reports.take([3]) { _ in .refused(.closedThen) })
                #expect(
                    !reports.offerAgain { report in
                        offered.append(report)
                        return report == [1] ? .refused(.noRoom) : .accepted
                    })
                #expect(offered == [[1], [2]])
                offered = []
                let taken = reports.offerAgain { report in
                    offered.append(report)
                    return .accepted
                }
                #expect(taken && offered == [[1]])
                #expect(reports.offerAgain { _ in .refused(.busy) }, "nothing is left to be offered")
            }

            @Test("reports that wait are bounded, and off forgets them")
            func bounded() {
                let reports = LaterReports()
                let large = Door.Record(repeating: 0, count: LaterReports.mostBytes / 2)
                for _ in 0..<3 { _ = reports.take(large) { _ in .keysNotReady } }
                var offered = 0
                let again = reports.offerAgain { _ in
                    offered += 1
                    return .keysNotReady
                }
                #expect(!again && offered == 2)
                reports.forget()
                #expect(reports.offerAgain { _ in .keysNotReady })
            }
        }
    }
#endif
