import Foundation
import SordinoTesting
import Testing

@testable import Sordino
@testable import SordinoKit

extension FixedClock {
    /// `gate` and `receipts`, through switches, limits, `track` and `flush`.
    @Suite struct StepVectors {
        @Test("a switch, a limit and time open and close as the vectors of the gate want")
        func gate() async throws {
            let cases = try Vectors.cases("gate")
            for one in cases {
                let played = try await Steps(one.given)
                let sordino = played.scene.sordino
                let purpose = sordino.purpose(try #require(one.given["purpose"]?.string))
                let status = try #require(purpose.statuses.first)
                let isOpen = purpose.isOpen
                let outcome = sordino.track(try #require(one.given["event"]?.string))
                #expect(status.open == isOpen, "\(one.name)")
                let said = Json.object([
                    ("open", .bool(isOpen)), ("state", .string(purpose.state.word)),
                    ("closed_by", status.closedBy?.json ?? .null),
                    ("reasons", .array(status.reasons.map(\.json))), ("record", outcome.json),
                ])
                #expect(said.text == one.want.text, "\(one.name)")
            }
            #expect(cases.count >= 88)
        }

        @Test("what is handed out is what the vectors of the export want")
        func export() async throws {
            let cases = try Vectors.cases("export")
            for one in cases {
                let steps = try await Steps(one.given)
                let document = try Json(Data(await steps.scene.sordino.exportData().utf8))
                let pointers = try #require(one.given["show"]?.items)
                let shown = pointers.map { document.at($0.string ?? "") ?? .string("nothing stands there") }
                #expect(Json.object([("shown", .array(shown))]).text == one.want.text, "\(one.name)")
            }
            #expect(cases.count >= 15)
        }

        @Test("what a turn-off gives back is what the vectors of receipts want")
        func receipts() async throws {
            var played = 0
            var left = 0
            for one in try Vectors.cases("receipts") {
                let steps: Steps
                do { steps = try await Steps(one.given) } catch is Steps.Unsayable {
                    left += 1
                    continue
                }
                let head = try Json(Data(await steps.scene.sordino.exportChoices().utf8))["head"]?.string
                let parts = steps.receipts.flatMap(\.parts)
                var said: [(key: String, value: Json)] = [
                    ("receipts", .array(parts.map { $0.json(head: head) }))
                ]
                if one.given["complete"]?.bool == true {
                    let completed = try #require(await steps.receipts.last?.completed.last)
                    said.append(("completed", completed.json))
                }
                #expect(Json.object(said).text == one.want.text, "\(one.name)")
                played += 1
            }
            // Left are those with two uploads at once.
            #expect(played >= 36 && left == 1)
        }
    }
}

extension Json {
    /// What stands at a pointer (RFC 6901).
    fileprivate func at(_ pointer: String) -> Json? {
        pointer.split(separator: "/").reduce(self) { holder, key in
            guard let place = Int(key), let items = holder?.items, items.indices.contains(place) else {
                return holder?[String(key)]
            }
            return items[place]
        }
    }
}

extension ClosedBy {
    fileprivate var json: Json {
        func word(_ key: String, _ value: String) -> Json { .object([(key, .string(value))]) }
        switch self {
        case .noChoice: return .string("no_choice")
        case .choice(let state): return word("choice", state.word)
        case .limit(let limiter): return word("limit", "\(limiter)")
        case .withheld(let limiter): return word("withheld", "\(limiter)")
        case .expired: return .string("expired")
        case .policyChanged: return .string("policy_changed")
        }
    }
}

extension Count {
    fileprivate var json: Json { .object([(exact ? "exactly" : "at_least", .number("\(number)"))]) }
}

extension Erasure {
    fileprivate var json: Json {
        switch self {
        case .overwritten: return .string("overwritten")
        case .vaultReplaced: return .string("vault_replaced")
        case .vaultPending: return .string("vault_pending")
        }
    }
}

extension PurposeReceipt {
    fileprivate func json(head: String?) -> Json {
        let uploads = uploads.map { upload in
            Json.object([
                ("recipient", .string(upload.recipient)), ("records", .number("\(upload.records)")),
                ("outcome", .string(upload.outcome == .stopped ? "stopped" : "not_confirmed")),
            ])
        }
        return .object([
            ("purpose", .string(purpose)), ("scope", .string(scope)), ("time", .number("\(time)")),
            ("records", records.json), ("bytes", bytes.json), ("erasure", erasure.json), ("in_ledger", .bool(inLedger)),
            ("uploads", .array(uploads)), ("vendors_pending", .array(vendorsPending.map(Json.string))),
            ("ledger_head", .string(ledgerHead == head ? "head" : "another")),
        ])
    }
}

extension VendorOutcome {
    private static let answers: [VendorAnswer: String] = [
        .off: "off", .stillOn: "still_on", .onForOthers: "on_for_others", .cannotTell: "cannot_tell",
        .recordsUntilRestart: "records_until_restart", .timedOut: "timed_out", .noSwitch: "no_switch",
    ]
    private static let steps: [VendorStep: String] = [.create: "create", .tell: "tell", .readBack: "read_back"]

    /// No vector knows how long it took.
    fileprivate var json: Json {
        let read: Json = readBack?.json ?? .null
        let step: String? = failed.flatMap { Self.steps[$0] }
        return .object([
            ("recipient", .string(recipient)), ("name", .string(name)), ("version", .string(version)),
            ("answer", .string(Self.answers[answer] ?? "")), ("told", .bool(told)), ("read_back", read),
            ("started_before", .bool(startedBefore)), ("on_again", .number("\(onAgain)")),
            ("in_flight", number(inFlight)), ("purged", number(purged)), ("failed", step.map(Json.string) ?? .null),
        ])
    }
}

extension VendorReadBack {
    fileprivate var json: Json {
        let words: [Collecting: String] = [
            .no: "no", .yes: "yes", .untilRestart: "until_restart", .cannotTell: "cannot_tell",
        ]
        return .object([
            ("collecting", .string(words[collecting] ?? "")), ("unsent", number(unsent)),
            ("has_id", hasId.map(Json.bool) ?? .null),
        ])
    }
}

private func number(_ count: UInt64?) -> Json { count.map { .number("\($0)") } ?? .null }

extension CompletedReceipt {
    fileprivate var json: Json {
        return .object([
            ("erasure", erasure.json), ("files_gone", .bool(filesGone)), ("vendors", .array(vendors.map(\.json))),
            ("is_complete", .bool(isComplete)),
        ])
    }
}
