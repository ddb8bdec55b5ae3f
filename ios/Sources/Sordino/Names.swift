import Foundation

/// The policy's names: which purposes there are and of which kind. No rule of it is read here.
struct Names: Decodable, Sendable {
    private let purposes: [Named]

    private struct Named: Decodable, Sendable {
        let id: String
        let kind: String
    }

    /// Reads a file that the core has accepted.
    init(policy: Data) {
        self = (try? JSONDecoder().decode(Names.self, from: policy)) ?? Names(purposes: [])
    }

    private init(purposes: [Named]) { self.purposes = purposes }

    func ofKind(_ kind: String) -> [String] { purposes.filter { $0.kind == kind }.map(\.id) }
}
