import Foundation
import SordinoTesting
import Testing

@testable import Sordino
@testable import SordinoKit

extension FixedClock {
    /// `policy_hash` through the start and what the log of choices says of the policy; `states` through the switches that
    /// lead to a state.
    @Suite struct OpenedVectors {
        @Test("a policy opens with the hash that its vector wants, or the condition says why not")
        func policies() async throws {
            let cases = try Vectors.cases("policy_hash")
            for one in cases {
                guard case .string(let file)? = one.given["file"].map(PropertyValue.init) else {
                    Issue.record("\(one.name) has no file")
                    continue
                }
                let place = try Place()
                let sordino = SordinoSDK.inPlace(place.url, policy: Data(file.utf8))
                await sordino.settled()
                let failure = sordino.condition.failure
                switch one.want["refused"]?.string {
                case nil:
                    #expect(failure == nil, "\(one.name)")
                    let log = try Json(Data(await sordino.exportChoices().utf8))
                    let hash = log["entries"]?.items.first?["entry"]?["policy_hash"]?.string
                    #expect(hash == one.want["hash"]?.string, "\(one.name)")
                case "newer_format":
                    guard case .NewerPolicy? = failure else {
                        Issue.record("\(one.name): \(String(describing: failure))")
                        continue
                    }
                default:
                    guard case .BadPolicy(let what)? = failure, !what.isEmpty else {
                        Issue.record("\(one.name): \(String(describing: failure))")
                        continue
                    }
                }
            }
            #expect(cases.count >= 44)
        }

        /// What brings a person's choice into a state; the others no call of an app reaches.
        private static let ways: [String: [[Json]]] = [
            "unknown": [],
            "requested": [step("choose", "requested")],
            "deferred": [step("choose", "deferred")],
            "refused": [step("choose", "refused")],
            "informed": [step("choose", "informed")],
            "objected": [step("choose", "informed"), step("choose", "objected")],
            "objection_withdrawn": [step("turn_off"), step("turn_on")],
            "given": [step("turn_on")],
            "renewed": [step("turn_on"), step("turn_on")],
            "withdrawn": [step("turn_on"), step("turn_off")],
            "expired": [step("turn_on"), [.string("advance_days"), .number("9999")], [.string("expire")]],
            "invalidated": [step("turn_on"), [.string("update"), .string("material")]],
        ]

        @Test("a purpose is open in the states that the vectors want, as far as an app can bring it there")
        func states() async throws {
            let policies = try #require(try Vectors.file("gate")["given"]?["policies"])
            let purposes = policies["plain"]?["purposes"]?.items ?? []
            var played = 0
            let cases = try Vectors.cases("states")
            for one in cases {
                let word = one.given["state"]?.string ?? ""
                let purpose = purposes.first { purpose in
                    ["legal_basis", "device_access"].allSatisfy { purpose[$0]?.string == one.given[$0]?.string }
                }
                guard let id = purpose?["id"]?.string, let way = Self.ways[word] else { continue }
                let steps = way.map { step in
                    Json.array(step.map { $0.string == "PURPOSE" ? Json.string(id) : $0 })
                }
                let given = Json.object([
                    ("policies", policies), ("begins", .string("plain")), ("steps", .array(steps)),
                ])
                guard let scene = try? await Steps(given).scene,
                    ChoiceState(word: word) == scene.sordino.purpose(id).state
                else { continue }
                #expect(scene.sordino.purpose(id).isOpen == one.want["opens"]?.bool, "\(one.name)")
                played += 1
            }
            // Left are `terminated`, which no call of an app leads to, `expired` without a limited validity, a consent to
            // what can only be objected to, and an objection to what needs consent.
            #expect(cases.count - played == 7, "\(played) of them")
        }

        private static func step(_ verb: String, _ state: String? = nil) -> [Json] {
            [.string(verb), .string("PURPOSE")] + (state.map { [.string($0)] } ?? [])
        }
    }
}
