import Foundation
import SordinoTesting
import Testing

import enum SordinoCore.Reply
import struct SordinoCore.Answer
import struct SordinoCore.Facts
import struct SordinoCore.Request

@testable import Sordino
@testable import SordinoKit

/// Takes every request and answers that it has it.
private final class Recorder: Transport {
    let requests = Locked<[Request]>([])

    func send(_ request: Request, _ flight: Flight) async -> Reply {
        requests.with { $0.append(request) }
        return .answered(answer: Answer(status: 200))
    }
}

extension FixedClock {
    @Suite struct DayTests {
        private let recorder = Recorder()

        /// By the rules that stand in `bindings/testing/src/day.rs`.
        @Test("the bytes on the wire of the example's day are those of Rust")
        func wire() async throws {
            let day = try String(
                contentsOf: Vectors.root.appendingPathComponent("examples/on-call/day.jsonl"), encoding: .utf8)
            let policy = try Data(contentsOf: Made.policy())
            try await play(day, policy)
            let rust = try playDayInRust(policyJson: policy, lines: day)
            let swift = recorder.requests.with { $0 }
            #expect(rust.count > 3 && rust.count == swift.count)
            for (theirs, ours) in zip(rust, swift) {
                #expect(theirs.recipient == ours.recipient && theirs.url == ours.url)
                #expect(theirs.headers == ours.headers.map { "\($0.name): \($0.value)" })
                #expect(try gunzip(bytes: theirs.body) == gunzip(bytes: ours.body), "to \(ours.recipient)")
            }
        }

        private func play(_ day: String, _ policy: Data) async throws {
            defer { try? releaseClockAndRandomness() }
            let place = try Place()
            var options = Options()
            options.overrides = [
                Override(recipient: "segment", endpoint: "http://127.0.0.1:9", key: "write-key"),
                Override(recipient: "sentry", endpoint: "http://127.0.0.1:9/1", key: "public-key"),
            ]
            options.allowLoopbackHttp = true
            var seed: UInt64 = 0
            func open(_ now: Int64) async throws -> SordinoSDK {
                seed += 1
                try fixClockAndRandomness(now: now, seed: seed)
                let platform = TestPlatform(
                    policy, in: place.url, keys: FileKeys(in: place.url), transport: recorder, facts: Facts())
                let sordino = SordinoSDK(Running(options, platform))
                await sordino.settled()
                _ = try sordino.running.opened?.engine.reportsTaken()
                return sordino
            }
            let lines = try day.split(separator: "\n").map { try Json(Data($0.utf8)) }
            var sordino = try await open(try millis(try #require(lines.first)))
            for line in lines {
                try setNow(now: try millis(line))
                if line["kind"]?.string == "restart" {
                    await sordino.flush()
                    sordino = try await open(try millis(line))
                } else {
                    try await play(line, sordino)
                }
            }
            await sordino.flush()
        }

        private func play(_ line: Json, _ sordino: SordinoSDK) async throws {
            func text(_ name: String) -> String { line[name]?.string ?? "" }
            switch text("kind") {
            case "event":
                let members = line["properties"]?.members ?? []
                sordino.track(
                    text("event"), Dictionary(uniqueKeysWithValues: members.map { ($0.key, PropertyValue($0.value)) }))
            case "crash":
                let report = line["base64"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data(text("text").utf8)
                _ = sordino.running.offer(
                    Door.crash(try #require(CrashSource(word: text("source"))), report, happened: nil))
            case "choice":
                let purpose = sordino.purpose(text("purpose"))
                switch text("choice") {
                case "turn_on": try await purpose.turnOn()
                case "turn_off": _ = try await purpose.turnOff().completed
                case "refuse": _ = try await purpose.choose(.refused).completed
                default: _ = try await purpose.choose(.deferred).completed
                }
            case "signal":
                let limiters: [String: Limiter] = [
                    "age": .age, "organisation": .organisation, "os": .os, "gpc": .signal,
                ]
                let closed = try await sordino.limit(
                    try #require(limiters[text("signal")]), allows: line["allows"]?.bool ?? false,
                    purposes: line["purpose"]?.string.map { [$0] })
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
}
