import Foundation
import Sordino

/// The files that every language reads.
public enum Vectors {
    /// The root of the checkout.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../..").standardized

    private static let folder = root.appendingPathComponent("tests/vectors")

    public static func file(_ subject: String) throws -> Json {
        try Json(Data(contentsOf: folder.appendingPathComponent("\(subject).json")))
    }

    /// One case, with what the file gives to all of them laid under it.
    public struct Case: Sendable {
        public let name: String
        public let given: Json
        public let want: Json
    }

    public static func cases(_ subject: String) throws -> [Case] {
        let file = try file(subject)
        return (file["cases"]?.items ?? []).map { one in
            let own = one["in"]?.members ?? []
            let common = (file["given"]?.members ?? []).filter { member in !own.contains { $0.key == member.key } }
            return Case(
                name: "\(subject): \(one["name"]?.string ?? "")", given: .object(common + own),
                want: one["want"] ?? .null)
        }
    }

    /// All subjects but those that are played in another way.
    public static func subjects(but others: Set<String>) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.filter { !others.contains($0) }.sorted()
    }

    /// The policy that the subject's engines are opened with.
    public static func policy(of subject: String) throws -> Data {
        Data((try file(subject)["given"]?["policy"]?.text ?? "").utf8)
    }
}

extension PropertyValue {
    /// A value as the vectors and the day write it.
    public init(_ json: Json) {
        switch json {
        case .object(let members):
            if let special = json["$float"]?.string {
                self = .double(Double(special) ?? .nan)
            } else if let parts = json["$repeat"]?.items, case .number(let times)? = parts.last {
                self = .string(String(repeating: parts[0].string ?? "", count: Int(times) ?? 0))
            } else {
                self = .map(Dictionary(members.map { ($0.key, PropertyValue($0.value)) }, uniquingKeysWith: { $1 }))
            }
        case .array(let items): self = .list(items.map(PropertyValue.init))
        case .string(let text): self = .string(text)
        case .number(let text): self = Int64(text).map(PropertyValue.int) ?? .double(Double(text) ?? .nan)
        case .bool(let truth): self = .bool(truth)
        case .null: self = .list([])
        }
    }
}
