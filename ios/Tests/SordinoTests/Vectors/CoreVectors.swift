import Foundation
import SordinoKit
import SordinoTesting
import Testing

/// What no call of an app makes: keys, ids and bytes that are the core's own.
@Suite struct CoreVectors {
    private static let played: Set = [
        "door", "refusals", "gate", "receipts", "field_rules", "scrub", "policy_hash", "sets", "settings",
        "states", "export", "minimise",
    ]
    private static let coreOnly = [
        "contacts", "ledger_chain", "message_ids", "otlp_logs", "pseudonyms", "push", "record_bytes", "segment_body",
        "sentry_envelope",
    ]

    @Test("a subject is played by calls of an app or is listed as the core's own")
    func listed() throws {
        #expect(try Vectors.subjects(but: Self.played) == Self.coreOnly)
    }

    @Test(
        "every case of the core's own subjects has the answer that its file wants",
        arguments: coreOnly)
    func answers(_ subject: String) throws {
        let cases = try Vectors.cases(subject)
        #expect(cases.count >= 15)
        for one in cases {
            let answer = try vectorRun(subject: subject, input: one.given.text)
            #expect(try Json(Data(answer.utf8)).text == one.want.text, "\(one.name)")
        }
    }
}
