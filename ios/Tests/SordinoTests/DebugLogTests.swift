import Foundation
@testable import SordinoKit
import Testing
import os

@testable import Sordino

/// What a developer reads in the system's log.
extension OneApp {
    @Suite struct DebugLogTests {
        static let secret = "Mara Vogt"
        let place: Place

        init() throws { place = try Place() }

        /// What was printed since `count` lines: of an event while its purpose is off, one while it is on, and a delivery.
        private func lines(_ options: Options, _ arguments: [String] = []) async throws -> [String] {
            let before = FakeLog.shared.all.count
            let server = Server { _ in Server.says("200 OK") }
            var options = options
            options.overrides = [Override(recipient: "segment", endpoint: server.address, key: "key")]
            options.allowLoopbackHttp = true
            let platform = TestPlatform(
                try Vectors.policy(of: "refusals"), in: place.url, keys: FileKeys(in: place.url),
                watch: DebugLog(options, arguments: arguments))
            let sordino = SordinoSDK(Running(options, platform))
            await sordino.settled()
            sordino.track("seen", ["text": Self.secret])
            try await sordino.purpose("usage").turnOn()
            sordino.track("seen", ["text": "hello", "unheard_of": Self.secret])
            await sordino.flush()
            return Array(FakeLog.shared.all.dropFirst(before))
        }

        private func asked() -> Options {
            var options = Options()
            options.debug = true
            return options
        }

        @Test("a debug build prints each decision if asked, and no offered value")
        func decisions() async throws {
            let lines = try await lines(asked())
            for told in [
                "usage is off", "event seen (usage): refused, the purpose is off", "usage is on",
                "event seen (usage) for segment: ", "segment answered 200: 1 record(s) delivered",
            ] {
                #expect(lines.contains { $0.hasPrefix("dev.sordino debug: \(told)") }, "\(told): \(lines)")
            }
            #expect(lines.contains { $0.contains("text=hello (") })
            #expect(lines.contains { $0.contains("unheard_of (not listed for the event)") })
            #expect(!lines.contains { $0.contains(Self.secret) }, "\(lines)")
        }

        @Test("a launch argument turns it on, and nothing does unasked")
        func argument() async throws {
            let none = [[], ["-SordinoDebug"], ["-SordinoDebug", "NO"]]
            for arguments in none { #expect(!DebugLog(Options(), arguments: arguments).readsDecisions, "\(arguments)") }
            let lines = try await lines(Options(), ["app", "-SordinoDebug", "YES"])
            #expect(lines.contains { $0.contains("event seen (usage) for segment") })
        }

        @Test("a start that failed is told unasked")
        func failed() async throws {
            let before = FakeLog.shared.all.count
            var options = Options()
            options.policy = place.url.appendingPathComponent("none.json")
            let sordino = SordinoSDK(Running(options, ApplePlatform(options)))
            await sordino.settled()
            let lines = FakeLog.shared.all.dropFirst(before)
            #expect(lines.contains { $0.contains("error: nothing is recorded") && $0.contains("sordino generate") })
        }
    }
}
