import Foundation
import SordinoTesting
import Testing

@testable import Sordino
@testable import SordinoKit

extension FixedClock {
    /// `sets`, through a switch of several purposes, a limit on several, and what runs as the app comes to the front.
    @Suite struct SetVectors {
        @Test("a call over several purposes answers as the vectors want")
        func sets() async throws {
            let cases = try Vectors.cases("sets")
            for one in cases {
                let scene = try await Scene(one.given, policy: try #require(one.given["policy"]))
                let sordino = scene.sordino
                for id in ids(one.given["on"]) ?? [] {
                    // What needs no consent opens by being told.
                    let opened = try await sordino.purpose(id).turnOn()
                    if !opened.isOpen { try await sordino.purpose(id).choose(.informed) }
                }
                try scene.advance(try #require(one.given["days"]?.int) * 86_400_000)
                let (done, failed) = try await made(sordino, try #require(one.given["call"]?.items))
                let said = Json.object([
                    ("done", .array(done.map(Json.string))),
                    ("failed", .array(failed.map { .array([.string($0.purpose), .string($0.why.word)]) })),
                    ("open", .array(sordino.statuses.filter(\.open).map { .string($0.purpose) })),
                ])
                #expect(said.text == one.want.text, "\(one.name)")
            }
            #expect(cases.count >= 29)
        }

        /// The purposes that something was done for, and those that it was not done for.
        private func made(_ sordino: SordinoSDK, _ call: [Json]) async throws -> ([String], [FailedPurpose]) {
            let purposes = { (at: Int) in sordino.purposes(ids(call[at]) ?? []) }
            switch call[0].string {
            case "turn_on":
                do { return (try await purposes(1).turnOn().statuses.map(\.purpose), []) } catch {
                    return (error.turned.statuses.map(\.purpose), error.failed)
                }
            case "turn_off": return await closed { () throws(PartlyDone<Receipt>) in try await purposes(1).turnOff() }
            case "choose":
                let state = try #require(ChoiceState(word: call[2].string ?? ""))
                return await closed { () throws(PartlyDone<Receipt>) in try await purposes(1).choose(state) }
            case "limit":
                let limiter = try #require(Limiter(word: call[1].string ?? ""))
                let allows = try #require(call[3].bool as Bool?)
                return await closed { () throws(PartlyDone<Receipt>) in
                    try await sordino.limit(limiter, allows: allows, purposes: ids(call[2]))
                }
            default:
                try #require(call[0].string == "expire")
                return await closed { () throws(PartlyDone<Receipt>) in try await sordino.running.expire() }
            }
        }

        private func closed(
            _ call: () async throws(PartlyDone<Receipt>) -> Receipt
        ) async -> ([String], [FailedPurpose]) {
            do { return (try await call().parts.map(\.purpose), []) } catch {
                return (error.receipt.parts.map(\.purpose), error.failed)
            }
        }

        /// `nil` where the case says none, which stands for all.
        private func ids(_ json: Json?) -> [String]? {
            guard case .array(let items)? = json else { return nil }
            return items.compactMap(\.string)
        }
    }
}

extension ChoiceFailure {
    /// As the vectors write it.
    fileprivate var word: String { "\(self)".map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined() }
}
