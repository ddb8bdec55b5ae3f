import Foundation

/// JSON as it stands: members keep their order, numbers their text. Foundation makes 2.0 the same as 2.
public enum Json: Sendable {
    case object([(key: String, value: Json)])
    case array([Json])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    public struct Damaged: Error {}

    public init(_ data: Data) throws {
        var rest = [UInt8](data)[...]
        self = try Json.value(&rest)
    }

    public subscript(_ key: String) -> Json? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    public var items: [Json] { if case .array(let items) = self { items } else { [] } }

    public var string: String? { if case .string(let string) = self { string } else { nil } }

    public var int: Int64? { if case .number(let text) = self { Int64(text) } else { nil } }

    public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }

    public var members: [(key: String, value: Json)] {
        if case .object(let members) = self { members } else { [] }
    }

    /// With its keys in order and no space, so that equal values have equal texts.
    public var text: String {
        switch self {
        case .object(let members):
            let sorted = members.sorted { $0.key < $1.key }.map { "\(Json.quoted($0.key)):\($0.value.text)" }
            return "{\(sorted.joined(separator: ","))}"
        case .array(let items): return "[\(items.map(\.text).joined(separator: ","))]"
        case .string(let string): return Json.quoted(string)
        case .number(let text): return text
        case .bool(let truth): return truth ? "true" : "false"
        case .null: return "null"
        }
    }

    private static func quoted(_ string: String) -> String {
        let array = try? JSONSerialization.data(withJSONObject: [string], options: .withoutEscapingSlashes)
        return String(String(decoding: array ?? Data("[\"\"]".utf8), as: UTF8.self).dropFirst().dropLast())
    }

    private static func value(_ rest: inout ArraySlice<UInt8>) throws -> Json {
        skipSpace(&rest)
        switch rest.first {
        case UInt8(ascii: "{"):
            let members = try list(&rest, until: "}") { rest -> (key: String, value: Json) in
                skipSpace(&rest)
                let key = try text(&rest)
                skipSpace(&rest)
                guard rest.popFirst() == UInt8(ascii: ":") else { throw Damaged() }
                return (key, try value(&rest))
            }
            return .object(members)
        case UInt8(ascii: "["): return .array(try list(&rest, until: "]", value))
        case UInt8(ascii: "\""): return .string(try text(&rest))
        default: return try word(&rest)
        }
    }

    private static func list<Item>(
        _ rest: inout ArraySlice<UInt8>, until end: Unicode.Scalar, _ item: (inout ArraySlice<UInt8>) throws -> Item
    ) throws -> [Item] {
        rest.removeFirst()
        var items: [Item] = []
        skipSpace(&rest)
        if rest.first == UInt8(ascii: end) {
            rest.removeFirst()
            return items
        }
        while true {
            items.append(try item(&rest))
            skipSpace(&rest)
            switch rest.popFirst() {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: end): return items
            default: throw Damaged()
            }
        }
    }

    private static func text(_ rest: inout ArraySlice<UInt8>) throws -> String {
        var end = rest.startIndex + 1
        while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") { end += rest[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < rest.endIndex else { throw Damaged() }
        let token = Data(rest[...end])
        rest = rest[(end + 1)...]
        guard let text = try JSONSerialization.jsonObject(with: token, options: .fragmentsAllowed) as? String else {
            throw Damaged()
        }
        return text
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) throws -> Json {
        let ends = Set(",]} \n\r\t".utf8)
        let word = String(decoding: rest.prefix { !ends.contains($0) }, as: UTF8.self)
        rest = rest.dropFirst(word.utf8.count)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            guard Double(word) != nil else { throw Damaged() }
            return .number(word)
        }
    }

    private static func skipSpace(_ rest: inout ArraySlice<UInt8>) {
        rest = rest.drop { " \n\r\t".utf8.contains($0) }
    }
}
