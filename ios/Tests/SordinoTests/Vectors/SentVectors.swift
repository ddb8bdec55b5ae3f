import Foundation
import SordinoTesting
import Testing

@testable import Sordino
@testable import SordinoKit

extension FixedClock {
    /// `field_rules` and `scrub`, through `track`, `signIn` and `flush`, read off the body that leaves.
    @Suite struct SentVectors {
        @Test("what stands in the message that leaves is what the vectors of field rules want")
        func fieldRules() async throws {
            let cases = try Vectors.cases("field_rules")
            for one in cases {
                let scene = try await Scene(one.given, policy: try #require(one.given["policy"]))
                try await scene.turnOnAll(but: one.given["off"])
                if let account = one.given["account"] {
                    try await scene.sordino.signIn(
                        userId: account["user_id"]?.string, customerId: account["customer_id"]?.string)
                }
                let outcome = try track(scene, one.given)
                guard outcome == .accepted else {
                    #expect(Json.object([("outcome", outcome.json)]).text == one.want.text, "\(one.name)")
                    continue
                }
                let message = try await message(scene, to: try #require(one.given["recipient"]?.string))
                var numbers: [String: Int] = [:]
                var shown = (one.given["show"]?.items ?? []).compactMap(\.string).map { member in
                    (key: member, value: numbered(message[member] ?? .null, &numbers))
                }
                let dropped = scene.sordino.counters?.fieldsDropped ?? 0
                shown.append(("dropped", .number("\(dropped)")))
                #expect(Json.object(shown).text == one.want.text, "\(one.name)")
            }
            #expect(cases.count >= 103)
        }

        @Test("what a vendor's SDK may send is what the vectors of minimising want")
        func minimise() async throws {
            let cases = try Vectors.cases("minimise")
            for one in cases {
                let scene = try await Scene(one.given, policy: try #require(one.given["policy"]))
                try await scene.turnOnAll(but: one.given["off"])
                if let account = one.given["account"] {
                    try await scene.sordino.signIn(
                        userId: account["user_id"]?.string, customerId: account["customer_id"]?.string)
                }
                let minimiser = scene.sordino.minimiser(for: try #require(one.given["recipient"]?.string))
                let members = (one.given["values"] ?? one.given["properties"])?.members ?? []
                let values = Dictionary(uniqueKeysWithValues: members.map { ($0.key, PropertyValue($0.value)) })
                let minimised =
                    if let purpose = one.given["purpose"]?.string {
                        minimiser.values(values, for: purpose)
                    } else { minimiser.event(try #require(one.given["event"]?.string), values) }
                if let refusal = minimised.refusal {
                    #expect(Outcome.refused(refusal).json.text == one.want.text, "\(one.name)")
                    continue
                }
                var numbers: [String: Int] = [:]
                let shown = numbered(Json(.map(minimised.values)), &numbers)
                for field in ["user_id", "customer_id", "device_id"] {
                    if let id = minimised.context[field] { _ = numbered(Json(id), &numbers) }
                }
                let context = numbered(Json(.map(minimised.context)), &numbers)
                let dropped = Json.number("\(minimised.dropped)")
                let said = Json.object([("values", shown), ("context", context), ("dropped", dropped)])
                #expect(said.text == one.want.text, "\(one.name)")
            }
            #expect(cases.count >= 90)
        }

        @Test("a text leaves with the tokens that the vectors of the scrubber want")
        func scrub() async throws {
            let policy = try #require(try Vectors.file("field_rules")["given"]?["policy"])
            let cases = try Vectors.cases("scrub")
            for one in cases {
                var options = Options()
                options.scrubKnownValues = true
                let scene = try await Scene(one.given, policy: policy, options: options)
                try await scene.turnOnAll(but: one.given["off"])
                if let known = one.given["known"]?.items.compactMap(\.string) {
                    try await scene.sordino.signIn(userId: String?.none, values: known)
                }
                let text = try #require(one.given["text"])
                #expect(scene.sordino.track("seen", ["told": PropertyValue(text)]) == .accepted, "\(one.name)")
                let message = try await message(scene, to: "segment")
                #expect(message["properties"]?["told"]?.string == one.want["text"]?.string, "\(one.name)")
            }
            #expect(cases.count >= 45)
        }

        private func track(_ scene: Scene, _ given: Json) throws -> Outcome {
            let pairs = given["properties"]?.items ?? []
            let listed = try pairs.map { (try #require($0.items[0].string), PropertyValue($0.items[1])) }
            let members = given["properties"]?.members.map { ($0.key, PropertyValue($0.value)) } ?? []
            let properties = Dictionary(uniqueKeysWithValues: members + listed)
            return scene.sordino.track(try #require(given["event"]?.string), properties)
        }

        /// The last message of what leaves for a recipient.
        private func message(_ scene: Scene, to recipient: String) async throws -> Json {
            await scene.uploads.deliverAll(scene.sordino)
            let request = try #require(scene.uploads.seen.last { $0.recipient == recipient })
            return try #require(try Json(gunzip(bytes: request.body))["batch"]?.items.last)
        }

        /// Pseudonyms come out of a key that no vector knows: what counts is which of them are the same.
        private func numbered(_ json: Json, _ numbers: inout [String: Int]) -> Json {
            switch json {
            case .string(let text) where UUID(uuidString: text) != nil && text.dropFirst(14).first == "8":
                let next = numbers.count + 1
                let number = numbers[text] ?? next
                numbers[text] = number
                return .string("pseudonym \(number)")
            case .array(let items): return .array(items.map { numbered($0, &numbers) })
            // In the order of the keys, as the reader of the vectors has them.
            case .object(let members):
                return .object(members.sorted { $0.key < $1.key }.map { ($0.key, numbered($0.value, &numbers)) })
            default: return json
            }
        }
    }
}

extension Json {
    fileprivate init(_ value: PropertyValue) {
        switch value {
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .number("\(number)")
        case .double(let number): self = .number("\(number)")
        case .string(let text): self = .string(text)
        case .list(let values): self = .array(values.map(Json.init))
        case .map(let members): self = .object(members.map { ($0.key, Json($0.value)) })
        }
    }
}
