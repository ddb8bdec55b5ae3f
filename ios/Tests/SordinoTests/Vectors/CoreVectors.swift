import Foundation
import SordinoKit
import SordinoTesting
import Testing

/// What no call of an app says: keys, ids and bytes that are the core's own.
@Suite struct CoreVectors {
    private static let played: Set = [
        "door", "refusals", "gate", "receipts", "field_rules", "scrub", "policy_hash", "sets", "states",
    ]

    @Test(
        "every case of every other subject has the answer that its file wants",
        arguments: try Vectors.subjects(but: played))
    func answers(_ subject: String) throws {
        let cases = try Vectors.cases(subject)
        #expect(cases.count >= 15)
        for one in cases {
            let answer = try vectorRun(subject: subject, input: one.given.text)
            #expect(try Json(Data(answer.utf8)).text == one.want.text, "\(one.name)")
        }
    }
}
