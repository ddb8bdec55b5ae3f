import Foundation
import SordinoTesting
import Testing

import struct SordinoCore.Request
import enum SordinoCore.Reply

@testable import Sordino
@testable import SordinoKit

/// Takes every request and answers that it has it.
private final class Recorder: Transport {
    let lines = Locked<[String]>([])

    func send(_ request: Request, _ flight: Flight) async -> Reply {
        let headers = request.headers.map { Json.array([.string($0.name), .string($0.value)]) }
        let line = Json.object([
            ("url", .string(request.url)), ("headers", .array(headers)),
            ("body", .string(request.body.base64EncodedString())),
        ])
        lines.with { $0.append(line.text) }
        return .answered(status: 200, retryAfter: nil)
    }
}

@Suite struct DayTests {
    /// Plays the day as `tests/examples/day_wire.rs` wants it, and writes what would leave. Whether that is what leaves in
    /// Rust is the next step of `cargo xtask test swift`.
    @Test("the example's day is played and what would leave is recorded")
    func played() async throws {
        let place = try Place()
        let policy = try Data(contentsOf: Made.policy())
        let recorder = Recorder()
        var seed: UInt64 = 0
        defer { try? releaseClockAndRandomness() }
        func open(_ now: Int64) async throws -> Sordino {
            seed += 1
            try fixClockAndRandomness(now: now, seed: seed)
            let platform = TestPlatform(policy, in: place.url, keys: FileKeys(in: place.url), transport: recorder)
            let sordino = Sordino(Running(Options(), platform))
            await sordino.settled()
            return sordino
        }
        let file = Vectors.root.appendingPathComponent("examples/on-call/day.jsonl")
        var sordino: Sordino?
        var events = 0
        for text in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let line = try Json(Data(text.utf8))
            let now = try millis(line)
            if sordino == nil { sordino = try await open(now) }
            try setNow(now: now)
            let running = try #require(sordino)
            if line["kind"]?.string == "restart" {
                await running.flush()
                sordino = try await open(now)
            } else {
                try await play(line, running)
                events += line["kind"]?.string == "event" ? 1 : 0
            }
        }
        await sordino?.flush()
        let lines = recorder.lines.with { $0 }
        #expect(events > 300 && lines.count > 1)
        let text = lines.joined(separator: "\n")
        try text.write(to: Made.file("SORDINO_DAY"), atomically: true, encoding: .utf8)
    }

    private func play(_ line: Json, _ sordino: Sordino) async throws {
        func text(_ name: String) -> String { line[name]?.string ?? "" }
        switch text("kind") {
        case "event":
            let members = line["properties"]?.members ?? []
            sordino.track(
                text("event"), Dictionary(uniqueKeysWithValues: members.map { ($0.key, PropertyValue($0.value)) }))
        case "crash":
            let sources: [String: CrashSource] = [
                "rust": .rust, "jvm": .jvm, "nsexception": .nsException, "metrickit": .metricKit,
                "tombstone": .tombstone, "anr": .anr,
            ]
            let report = line["base64"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data(text("text").utf8)
            _ = sordino.running.offer(Door.crash(try #require(sources[text("source")]), report, happened: nil))
        case "choice":
            let purpose = sordino.purpose(text("purpose"))
            switch text("choice") {
            case "turn_on": try await purpose.turnOn()
            case "turn_off": _ = try await purpose.turnOff().completed
            case "refuse": _ = try await purpose.choose(.refused).completed
            default: _ = try await purpose.choose(.deferred).completed
            }
        case "signal":
            let limiters: [String: Limiter] = ["age": .age, "organisation": .organisation, "os": .os, "gpc": .signal]
            let closed = try await sordino.limit(
                try #require(limiters[text("signal")]), allows: line["allows"]?.bool ?? false,
                purpose: line["purpose"]?.string)
            _ = await closed.completed
        case "sign_in":
            try await sordino.signIn(
                userId: text("user_id"), customerId: text("customer_id"),
                values: line["values"]?.items.compactMap(\.string) ?? [])
        case "sign_out": try await sordino.signOut()
        default: break
        }
    }

    private func millis(_ line: Json) throws -> Int64 {
        let date = try #require(ISO8601DateFormatter().date(from: line["at"]?.string ?? ""))
        return Int64((date.timeIntervalSince1970 * 1000).rounded())
    }
}
