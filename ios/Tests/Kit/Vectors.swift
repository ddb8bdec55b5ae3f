import Foundation

/// The files that every language reads.
public enum Vectors {
    public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../tests/vectors").standardized

    public static func file(_ subject: String) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appendingPathComponent("\(subject).json"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    public static func subjects() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The policy that the subject's engines are opened with.
    public static func policy(of subject: String) throws -> Data {
        let given = try file(subject)["given"] as? [String: Any] ?? [:]
        return try JSONSerialization.data(withJSONObject: given["policy"] ?? [:], options: .sortedKeys)
    }
}

extension Vectors {
    /// JSON with its keys in order. Foundation's own writes 2.0 as 2, which is another number in these files.
    public static func text(_ json: Any) -> String {
        switch json {
        case let members as [String: Any]:
            let sorted = members.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(text($0.value))" }
            return "{\(sorted.joined(separator: ","))}"
        case let items as [Any]: return "[\(items.map(text).joined(separator: ","))]"
        case let string as String: return quoted(string)
        case let number as NSNumber:
            if number.isTruth { return number.boolValue ? "true" : "false" }
            return number.isWhole ? number.stringValue : "\(number.doubleValue)"
        default: return "null"
        }
    }

    private static func quoted(_ string: String) -> String {
        let array = try? JSONSerialization.data(withJSONObject: [string], options: .withoutEscapingSlashes)
        return String(decoding: array ?? Data("[]".utf8), as: UTF8.self).dropFirst().dropLast().description
    }
}

extension NSNumber {
    /// Foundation keeps truth values and numbers in one class.
    public var isTruth: Bool { String(cString: objCType) == "c" }

    public var isWhole: Bool { !["d", "f"].contains(String(cString: objCType)) }
}
