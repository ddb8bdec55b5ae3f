import SordinoCore

/// The result of a turn-off, with one part for each purpose that the switch stands for.
///
/// Everything in ``parts`` was done before the call returned. The rest follows by itself: the key in the Keychain is
/// replaced, the files are removed, the vendors' SDKs are told. ``completed`` returns when that is done.
public struct Receipt: Sendable, CustomStringConvertible {
    /// One part for each purpose, in the policy's order.
    public let parts: [PurposeReceipt]
    private let completion: Task<[CompletedReceipt], Never>

    init(parts: [PurposeReceipt], completion: Task<[CompletedReceipt], Never>) {
        self.parts = parts
        self.completion = completion
    }

    /// Returns the parts once everything was told and removed. A part whose completion failed is missing; the next start
    /// completes it.
    public var completed: [CompletedReceipt] {
        get async { await completion.value }
    }

    /// Returns how many queued records were closed with the purposes. Sordino can no longer read them, and nobody can once
    /// ``completed`` says `vaultReplaced`.
    public var records: Count {
        Count(number: parts.reduce(0) { $0 + $1.records.number }, exact: parts.allSatisfy { $0.records.exact })
    }

    /// Returns one line for each purpose, for a log or a screen.
    public var description: String {
        parts.map { part in
            let least = part.records.exact ? "" : "at least "
            return "\(part.purpose): \(least)\(part.records.number) records erased, \(part.erasure)"
        }.joined(separator: "\n")
    }
}
