import Foundation

/// The policy's names: which purposes there are, of which kind, and whose an event is.
struct Names: Sendable {
    private let kinds: [String: [String]]
    private let events: [String: [String]]
    private let purposes: [String: String]
    private let discarding: Set<String>

    /// Reads a file that the core has accepted.
    init(policy: Data) {
        let file = (try? JSONDecoder().decode(File.self, from: policy)) ?? File(purposes: [], events: [])
        kinds = Dictionary(grouping: file.purposes, by: \.kind).mapValues { $0.map(\.id) }
        events = Dictionary(grouping: file.events, by: \.purpose).mapValues { $0.map(\.name) }
        purposes = Dictionary(file.events.map { ($0.name, $0.purpose) }, uniquingKeysWith: { $1 })
        discarding = Set(file.purposes.filter { $0.beforeChoice?.isDiscard ?? false }.map(\.id))
    }

    func ofKind(_ kind: String) -> [String] { kinds[kind] ?? [] }

    func purpose(of event: String) -> String? { purposes[event] }

    func events(of purpose: String) -> [String] { events[purpose] ?? [] }

    /// Whether nothing of the purpose is held before a choice.
    func discards(_ purpose: String) -> Bool { discarding.contains(purpose) }
}

/// What is read of the file.
private struct File: Decodable {
    let purposes: [Named]
    let events: [Event]

    struct Named: Decodable {
        let id: String
        let kind: String
        let beforeChoice: BeforeChoice?

        enum CodingKeys: String, CodingKey {
            case id, kind
            case beforeChoice = "before_choice"
        }
    }

    struct Event: Decodable {
        let name: String
        let purpose: String
    }

    /// One word, or an object where records are held.
    struct BeforeChoice: Decodable {
        let isDiscard: Bool

        init(from decoder: any Decoder) throws {
            isDiscard = (try? decoder.singleValueContainer().decode(String.self)) == "discard"
        }
    }
}
