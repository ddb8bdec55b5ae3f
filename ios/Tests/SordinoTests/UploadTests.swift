import Foundation
import SordinoKit
import Testing

@testable import Sordino

@Suite struct UploadTests {
    let place: Place

    init() throws { place = try Place() }

    /// One whose events go to `server`, with `usage` on.
    private func sordino(to server: Server) async throws -> SordinoSDK {
        var options = Options()
        options.overrides = [Override(recipient: "segment", endpoint: server.address, key: "key")]
        options.allowLoopbackHttp = true
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), options: options)
        await sordino.settled()
        #expect(sordino.condition.failure == nil)
        try await sordino.purpose("usage").turnOn()
        return sordino
    }

    @Test("what was accepted is delivered once, and nothing of the device is in the headers")
    func delivered() async throws {
        let server = Server { _ in Server.says("200 OK") }
        let sordino = try await sordino(to: server)
        #expect(sordino.track("seen", ["text": "hello"]) == .accepted)
        await sordino.flush()
        await sordino.flush()
        #expect(server.got.count == 1)
        #expect(await sordino.queued.filter { $0.recipient == "segment" }.allSatisfy { $0.records.number == 0 })
        let left = sordino.recentUploads
        #expect(left.map(\.recipient) == ["segment"] && left.map(\.reported) == [.delivered])
        let names = try #require(server.got.first).head.components(separatedBy: "\r\n").dropFirst()
            .map { $0.prefix { $0 != ":" }.lowercased() }
        let known: Set = [
            "host", "accept", "accept-encoding", "accept-language", "authorization", "connection", "content-encoding",
            "content-length", "content-type", "user-agent",
        ]
        #expect(Set(names).isSubset(of: known), "\(names)")
        #expect(try #require(server.got.first).head.contains("User-Agent: sordino\r\n"))
        #expect(try #require(server.got.first).head.contains("Accept-Language: *"))
    }

    @Test("what left is told with its rules, and dies with the off")
    func decisions() async throws {
        var options = Options()
        options.keepDecisions = true
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), options: options)
        try await sordino.purpose("usage").turnOn()
        #expect(sordino.track("seen", ["text": "hello", "unheard_of": 3]) == .accepted)
        let stored = sordino.recentDecisions.filter { $0.decided == .stored }
        #expect(stored.contains { $0.recipient == "segment" && $0.name == "seen" && $0.delivered == nil })
        let dropped = FieldDecision(name: "unheard_of", rule: .notOfEvent, value: nil, times: 1)
        #expect(stored.allSatisfy { $0.fields.contains(dropped) })
        try await sordino.purpose("usage").turnOff()
        #expect(sordino.recentDecisions.isEmpty)
        sordino.track("seen", ["text": "hello"])
        let refused = try #require(sordino.recentDecisions.first)
        #expect(refused.name == "seen" && refused.refusal == .closed && refused.fields.isEmpty)
    }

    @Test("a redirect is an answer and never followed")
    func redirect() async throws {
        let other = Server { _ in Server.says("200 OK") }
        let server = Server { _ in Server.says("307 Temporary Redirect", "Location: \(other.address)/v1/batch\r\n") }
        let sordino = try await sordino(to: server)
        sordino.track("seen")
        await sordino.flush()
        #expect(server.got.count == 1)
        #expect(other.got.isEmpty)
        #expect(sordino.counters?.delivered ?? 0 == 0)
    }

    @Test("a turn-off cancels the request under way, and the receipt says so")
    func cancelled() async throws {
        let server = Server { _ in nil }
        let sordino = try await sordino(to: server)
        sordino.track("seen")
        let sending = Task { await sordino.flush() }
        #expect(await eventually { server.got.count == 1 })
        let receipt = try await sordino.purpose("usage").turnOff()
        #expect(receipt.parts.flatMap(\.uploads).map(\.outcome) == [.stopped])
        await sending.value
        #expect(server.got.count == 1)
    }

    @Test("when the system takes its leave back the request under way ends, and what it carried stays")
    func expired() async throws {
        let server = Server { _ in nil }
        let sordino = try await sordino(to: server)
        sordino.track("seen")
        let ended = Locked(false)
        let sending = Task {
            await sordino.running.uploads.pumpWhileGranted()
            ended.with { $0 = true }
        }
        #expect(await eventually { server.got.count == 1 })
        sending.cancel()
        #expect(await eventually(5) { ended.with { $0 } })
        #expect(server.got.count == 1)
        #expect(sordino.recentUploads.map(\.reported) == [.kept])
        #expect(await sordino.queued.contains { $0.recipient == "segment" && $0.records.number == 1 })
    }

    @Test("a request that was cancelled before it began does not begin")
    func notBegun() throws {
        let flight = Flight()
        try flight.cancel()
        var began = false
        #expect(!flight.begin(stop: {}) { began = true })
        #expect(!began && flight.isCancelled)
    }

    @Test("a server that is not there loses nothing")
    func unreachable() async throws {
        let server = Server { _ in Server.says("503 Service Unavailable", "Retry-After: 3600\r\n") }
        let sordino = try await sordino(to: server)
        sordino.track("seen")
        await sordino.flush()
        #expect(server.got.count == 1)
        #expect(await sordino.queued.contains { $0.recipient == "segment" && $0.records.number == 1 })
    }
}
