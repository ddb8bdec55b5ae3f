import Foundation
import SordinoKit
import SordinoTesting
import Testing

@testable import Sordino

@Suite struct VectorTests {
    @Test(
        "every case of every subject has the answer that its file wants",
        arguments: try Vectors.subjects(but: "door"))
    func answers(_ subject: String) throws {
        let file = try Vectors.file(subject)
        let cases = file["cases"]?.items ?? []
        #expect(cases.count >= 15)
        for one in cases {
            let own = one["in"]?.members ?? []
            let given = (file["given"]?.members ?? []).filter { member in !own.contains { $0.key == member.key } }
            let answer = try vectorRun(subject: subject, input: Json.object(given + own).text)
            let name = one["name"]?.string ?? ""
            #expect(try Json(Data(answer.utf8)).text == one["want"]?.text, "\(subject): \(name)")
        }
    }

    @Test("what is written for the door is as the vectors want it, and so is its answer")
    func door() async throws {
        let file = try Vectors.file("door")
        let place = try Place()
        let sordino = Sordino.inPlace(place.url, policy: try Vectors.policy(of: "door"))
        await sordino.settled()
        let off = file["given"]?["off"]?.items.compactMap(\.string) ?? []
        for standing in sordino.standings where !off.contains(standing.purpose) {
            try await sordino.purpose(standing.purpose).turnOn()
        }
        var asked = 0
        for one in file["cases"]?.items ?? [] {
            guard let input = one["in"], let want = one["want"], let record = record(input) else { continue }
            let name = one["name"]?.string ?? ""
            if let bytes = want["record"]?.string {
                #expect(record.map { String(format: "%02x", $0) }.joined() == bytes, "\(name)")
            }
            let outcome = sordino.running.offer(record)
            #expect(outcome.json == want["outcome"]?.text, "\(name)")
            asked += 1
        }
        #expect(asked >= 40)
    }

    /// The bytes of a case; none where a dictionary cannot say it.
    private func record(_ input: Json) -> Door.Record? {
        if let hex = input["record"]?.string {
            let digits = Array(hex)
            return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
        }
        if let crash = input["crash"] {
            let sources: [String: CrashSource] = [
                "rust": .rust, "jvm": .jvm, "nsexception": .nsException, "metrickit": .metricKit,
                "tombstone": .tombstone, "anr": .anr,
            ]
            guard let source = sources[crash["source"]?.string ?? ""] else { return nil }
            var happened: Date?
            if case .number(let millis)? = crash["happened"] {
                happened = Date(timeIntervalSince1970: (Double(millis) ?? 0) / 1000)
            }
            return Door.crash(source, Data((crash["text"]?.string ?? "").utf8), happened: happened)
        }
        let pairs = input["properties"]?.items ?? []
        let members = input["properties"]?.members.map { Json.array([.string($0.key), $0.value]) } ?? []
        let all = pairs + members
        let keys = all.map { $0.items[0].string ?? "" }
        // Swift writes keys in the order of their bytes.
        guard keys == keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }), let properties = properties(all)
        else { return nil }
        return Door.event(input["event"]?.string ?? "", properties)
    }

    @Test("an app's call is answered as the vectors of refusals want")
    func refusals() async throws {
        let policy = try Vectors.policy(of: "refusals")
        var asked = 0
        for one in try Vectors.file("refusals")["cases"]?.items ?? [] {
            guard let input = one["in"], let event = input["event"]?.string,
                let properties = properties(input["properties"]?.items ?? []),
                let wanted = one["want"]?["outcome"]
            else { continue }
            let place = try Place()
            let sordino = Sordino.inPlace(place.url, policy: policy)
            await sordino.settled()
            let off = input["off"]?.items.compactMap(\.string) ?? []
            for standing in sordino.standings where !off.contains(standing.purpose) {
                try await sordino.purpose(standing.purpose).turnOn()
            }
            let name = one["name"]?.string ?? ""
            #expect(sordino.track(event, properties).json == wanted.text, "\(name)")
            asked += 1
        }
        #expect(asked >= 35)
    }

    @Test("an app's switch opens and closes as the vectors of the gate want")
    func gate() async throws {
        let file = try Vectors.file("gate")
        var asked = 0
        for one in file["cases"]?.items ?? [] {
            guard let input = one["in"], let want = one["want"], let purpose = input["purpose"]?.string,
                let policy = file["given"]?["policies"]?[input["begins"]?.string ?? ""]
            else { continue }
            let steps = (input["steps"]?.items ?? []).map(\.items)
            let known = ["turn_on", "turn_off", "limit", "kill", "reopen"]
            guard steps.allSatisfy({ known.contains($0.first?.string ?? "") }) else { continue }
            let place = try Place()
            var sordino = Sordino.inPlace(place.url, policy: Data(policy.text.utf8))
            for step in steps {
                let words = step.map { $0.string ?? "" }
                switch words[0] {
                case "turn_on": try await sordino.purpose(words[1]).turnOn()
                case "turn_off": try await sordino.purpose(words[1]).turnOff()
                case "limit":
                    let who = try #require(limiter(words[1]))
                    try await sordino.limit(who, allows: step[3].bool ?? false, purpose: step[2].string)
                default: sordino = Sordino.inPlace(place.url, policy: Data(policy.text.utf8))
                }
            }
            await sordino.settled()
            let name = one["name"]?.string ?? ""
            #expect(sordino.purpose(purpose).isOpen == want["open"]?.bool, "\(name)")
            if let event = input["event"]?.string, let wanted = want["record"] {
                #expect(sordino.track(event).json == wanted.text, "\(name)")
            }
            asked += 1
        }
        #expect(asked >= 30)
    }

    /// Where keys come twice or the order of two faults counts, a dictionary cannot say it.
    private func properties(_ pairs: [Json]) -> [String: PropertyValue]? {
        let values = pairs.map { ($0.items[0].string ?? "", PropertyValue($0.items[1])) }
        let faults = values.filter { key, value in
            if case .double(let number) = value { return !number.isFinite }
            return key.isEmpty
        }
        guard Set(values.map(\.0)).count == values.count, faults.count < 2 else { return nil }
        return Dictionary(uniqueKeysWithValues: values)
    }

    private func limiter(_ word: String) -> Limiter? {
        ["os": .os, "organisation": .organisation, "age": .age, "signal": .signal][word]
    }
}

extension Outcome {
    /// As the vectors write it.
    fileprivate var json: String {
        switch self {
        case .accepted: return "\"accepted\""
        case .heldInMemory: return "\"held_in_memory\""
        case .heldSealed: return "\"held_sealed\""
        case .keysNotReady: return "\"keys_not_ready\""
        case .refused(let refusal):
            let own: [Refusal: String] = [
                .crashMalformed: "malformed", .crashEmpty: "empty", .malformed: "malformed_bytes",
            ]
            let word = own[refusal] ?? "\(refusal)".map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
            return "{\"refused\":\"\(word)\"}"
        }
    }
}
