import Foundation
import SordinoKit
import SordinoTesting
import Testing

@testable import Sordino

@Suite struct VectorTests {
    @Test("every case of every subject has the answer that its file wants", arguments: try Vectors.subjects())
    func answers(_ subject: String) throws {
        let file = try Vectors.file(subject)
        let given = file["given"] as? [String: Any] ?? [:]
        let cases = file["cases"] as? [[String: Any]] ?? []
        #expect(cases.count >= 15)
        for one in cases {
            let input = given.merging(one["in"] as? [String: Any] ?? [:]) { $1 }
            let answer = try vectorRun(subject: subject, input: Vectors.text(input))
            #expect(try canonical(answer) == canonical(one["want"] ?? NSNull()), "\(subject): \(one["name"] ?? "")")
        }
    }

    /// Events of the vectors, offered by the call that an app makes.
    @Test("an app's call is answered as the vectors of refusals want")
    func refusals() async throws {
        let policy = try Vectors.policy(of: "refusals")
        var asked = 0
        for one in try Vectors.file("refusals")["cases"] as? [[String: Any]] ?? [] {
            guard let input = one["in"] as? [String: Any], let name = input["event"] as? String,
                let pairs = input["properties"] as? [[Any]],
                let wanted = (one["want"] as? [String: Any])?["outcome"],
                let properties = properties(pairs)
            else { continue }
            let place = try Place()
            let sordino = Sordino.inPlace(place.url, policy: policy)
            await sordino.settled()
            let off = input["off"] as? [String] ?? []
            for standing in sordino.standings where !off.contains(standing.purpose) {
                try await sordino.purpose(standing.purpose).turnOn()
            }
            #expect(sordino.track(name, properties).word == word(wanted), "\(one["name"] ?? "")")
            asked += 1
        }
        #expect(asked >= 40)
    }

    /// Where keys come twice or their order counts, a dictionary cannot say it.
    private func properties(_ pairs: [[Any]]) -> [String: PropertyValue]? {
        var properties: [String: PropertyValue] = [:]
        for pair in pairs {
            guard let key = pair.first as? String, properties[key] == nil else { return nil }
            properties[key] = value(pair[1])
        }
        let faults = properties.filter { key, value in
            if case .double(let number) = value { return !number.isFinite }
            return key.isEmpty
        }
        return faults.count > 1 ? nil : properties
    }

    private func value(_ json: Any) -> PropertyValue {
        switch json {
        case let special as [String: Any] where special["$float"] != nil:
            return .double(Double(special["$float"] as? String ?? "") ?? .nan)
        case let special as [String: Any] where special["$repeat"] != nil:
            let parts = special["$repeat"] as? [Any] ?? []
            return .string(String(repeating: parts[0] as? String ?? "", count: parts[1] as? Int ?? 0))
        case let members as [String: Any]: return .map(members.mapValues(value))
        case let items as [Any]: return .list(items.map(value))
        case let text as String: return .string(text)
        case let number as NSNumber:
            if number.isTruth { return .bool(number.boolValue) }
            return number.isWhole ? .int(number.int64Value) : .double(number.doubleValue)
        default: return .string("")
        }
    }

    private func word(_ wanted: Any) -> String {
        if let refused = (wanted as? [String: Any])?["refused"] as? String { return "refused: \(refused)" }
        return wanted as? String ?? ""
    }

    private func canonical(_ json: Any) -> String { Vectors.text(json) }

    private func canonical(_ text: String) throws -> String {
        Vectors.text(try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed))
    }
}

extension Outcome {
    /// As the vectors write it.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .heldInMemory: "held_in_memory"
        case .heldSealed: "held_sealed"
        case .keysNotReady: "keys_not_ready"
        case .refused(let refusal):
            "refused: "
                + "\(refusal)".reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        }
    }
}
