#if DEBUG
    import Foundation
    import SordinoCore

    @testable import Sordino

    /// In place of a phone: a folder of the test's own, keys in memory, and requests that are taken and sent nowhere.
    final class TestPhone: Sordino.Platform {
        let seen = Seen()
        private let taking = Taking()
        private let json: Data
        private let place: URL
        private let keys = MemoryKeys()

        init(_ policy: Data) {
            json = policy
            place = FileManager.default.temporaryDirectory.appendingPathComponent("sordino-test-\(UUID().uuidString)")
        }

        deinit { remove() }

        /// The recipients of what would have been sent, in order.
        var asked: [String] { taking.asked.with { $0 } }

        func forget() {
            seen.forget()
            taking.asked.with { $0 = [] }
        }

        func remove() { try? FileManager.default.removeItem(at: place) }

        var watch: (any Watch)? { seen }

        func policy() throws(SordinoError) -> Data { json }

        func folder() throws(SordinoError) -> URL { place }

        func filesAreLocked() -> Bool { false }

        var keyStore: any KeyStore { keys }

        var keyIsMissing: Bool { false }

        func allowNewVault() {}

        /// A phone as any other, so that a policy's fields have something to tell.
        func facts() -> Facts {
            Facts(
                appVersion: "1.0", appBuild: "1", osName: "iOS", osVersion: "18.0", deviceModel: "Test", locale: locale,
                utcOffsetMinutes: 0, deviceId: nil)
        }

        func organisation(_ keys: [String]) -> [String: String] { [:] }

        var locale: String { "en" }

        var transport: any Transport { taking }

        func activity(_ work: @escaping @Sendable () async -> Void) async { await work() }

        func holding<Answer>(_ work: () throws -> Answer) rethrows -> Answer { try work() }

        var uptime: UInt64 { DispatchTime.now().uptimeNanoseconds }

        /// Nothing leaves by itself: an assert asks for it.
        func later(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {}

        func starting(_ running: Running) {}

        func ready(_ running: Running) {}

        func crashReports(areOpen: Bool) {}

        func tookException() {}
    }

    /// Takes each request and sends it nowhere.
    private final class Taking: Transport {
        let asked = Locked<[String]>([])

        func send(_ request: Request, _ flight: Flight) async -> Reply {
            asked.with { $0.append(request.recipient) }
            return .answered(
                answer: Answer(status: 200, retryAfter: nil, rateLimits: nil, contentType: nil, start: nil))
        }
    }

    private final class MemoryKeys: KeyStore {
        private let stored = Locked<[String: Data]>([:])

        func load(name: String) throws -> Data? { stored.with { $0[name] } }

        func store(name: String, bytes: Data) throws { stored.with { $0[name] = bytes } }

        func delete(name: String) throws { stored.with { $0[name] = nil } }
    }
#endif
