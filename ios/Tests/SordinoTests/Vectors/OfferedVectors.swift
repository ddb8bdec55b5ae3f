import Foundation
import SordinoKit
import SordinoTesting
import Testing

@testable import Sordino

extension FixedClock {
    /// `door` and `refusals`, through `track` and, for a crash report, the call of whoever catches it.
    @Suite struct OfferedVectors {
        @Test("what is written for the door is as the vectors want it, and so is its answer")
        func door() async throws {
            var asked = 0
            for one in try Vectors.cases("door") {
                guard let record = record(one.given) else { continue }
                if let bytes = one.want["record"]?.string {
                    #expect(record.map { String(format: "%02x", $0) }.joined() == bytes, "\(one.name)")
                }
                let scene = try await opened(one.given)
                #expect(scene.sordino.running.offer(record).json.text == one.want["outcome"]?.text, "\(one.name)")
                asked += 1
            }
            #expect(asked >= 41)
        }

        @Test("an app's call is answered as the vectors of refusals want")
        func refusals() async throws {
            var asked = 0
            for one in try Vectors.cases("refusals") {
                let scene = try await opened(one.given)
                if one.given["crash"] != nil {
                    let outcome = scene.sordino.running.offer(try #require(record(one.given)))
                    #expect(Json.array([outcome.json]).text == one.want["outcomes"]?.text, "\(one.name)")
                } else {
                    guard let properties = properties(one.given) else { continue }
                    let outcome = scene.sordino.track(try #require(one.given["event"]?.string), properties)
                    #expect(outcome.json.text == one.want["outcome"]?.text, "\(one.name)")
                }
                asked += 1
            }
            #expect(asked >= 48)
        }

        private func opened(_ given: Json) async throws -> Scene {
            let scene = try await Scene(given, policy: try #require(given["policy"]))
            try await scene.turnOnAll(but: given["off"])
            return scene
        }

        /// The bytes of a case; none where a dictionary cannot say it.
        private func record(_ given: Json) -> Door.Record? {
            if let hex = given["record"]?.string {
                let digits = Array(hex)
                return stride(from: 0, to: digits.count, by: 2)
                    .compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
            }
            if let crash = given["crash"] {
                guard let source = CrashSource(word: crash["source"]?.string ?? ""),
                    case .string(let text)? = crash["text"].map(PropertyValue.init)
                else { return nil }
                let happened = crash["happened"]?.int.map { Date(timeIntervalSince1970: Double($0) / 1000) }
                return Door.crash(source, Data(text.utf8), happened: happened, isHandled: crash["handled"] != nil)
            }
            if let text = given["breadcrumb"]?.string { return Door.breadcrumb(text) }
            let keys = pairs(given).map { $0.items[0].string ?? "" }
            // Swift writes keys in the order of their bytes.
            guard keys == keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }),
                let properties = properties(given)
            else { return nil }
            return Door.event(given["event"]?.string ?? "", properties)
        }

        private func pairs(_ given: Json) -> [Json] {
            (given["properties"]?.items ?? [])
                + (given["properties"]?.members.map { Json.array([.string($0.key), $0.value]) } ?? [])
        }

        /// None where keys come twice or the order of two faults counts: a dictionary cannot say it.
        private func properties(_ given: Json) -> [String: PropertyValue]? {
            let values = pairs(given).map { ($0.items[0].string ?? "", PropertyValue($0.items[1])) }
            let faults = values.filter { key, value in
                if case .double(let number) = value { return !number.isFinite }
                return key.isEmpty
            }
            guard Set(values.map(\.0)).count == values.count, faults.count < 2 else { return nil }
            return Dictionary(uniqueKeysWithValues: values)
        }
    }
}

extension CrashSource {
    init?(word: String) {
        let all: [String: CrashSource] = [
            "rust": .rust, "jvm": .jvm, "nsexception": .nsException, "metrickit": .metricKit, "tombstone": .tombstone,
            "anr": .anr, "dart": .dart, "javascript": .javaScript,
        ]
        guard let source = all[word] else { return nil }
        self = source
    }
}

extension Outcome {
    /// As the vectors write it.
    var json: Json {
        switch self {
        case .accepted: return .string("accepted")
        case .heldInMemory: return .string("held_in_memory")
        case .heldSealed: return .string("held_sealed")
        case .keysNotReady: return .string("keys_not_ready")
        case .refused(let refusal):
            let own: [Refusal: String] = [
                .crashMalformed: "malformed", .crashEmpty: "empty", .malformed: "malformed_bytes",
            ]
            let word = own[refusal] ?? "\(refusal)".map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
            return .object([("refused", .string(word))])
        }
    }
}
