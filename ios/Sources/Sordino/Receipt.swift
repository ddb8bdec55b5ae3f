import SordinoCore

/// What a turn-off did: one part for each purpose that the switch stands for.
///
/// Everything in ``parts`` was done before the call returned. What takes longer (the Keychain's key, the files, the
/// vendors' SDKs) follows by itself, and ``completed`` has it then.
public struct Receipt: Sendable, CustomStringConvertible {
    /// One for each purpose, in the policy's order.
    public let parts: [PurposeReceipt]
    private let completion: Task<[CompletedReceipt], Never>

    init(parts: [PurposeReceipt], completion: Task<[CompletedReceipt], Never>) {
        self.parts = parts
        self.completion = completion
    }

    /// The same parts when everything was told and removed. One whose completion failed is not among them; the next
    /// start takes it up again.
    public var completed: [CompletedReceipt] {
        get async { await completion.value }
    }

    /// How many queued records can no longer be read.
    public var records: Count {
        Count(number: parts.reduce(0) { $0 + $1.records.number }, exact: parts.allSatisfy { $0.records.exact })
    }

    /// One line for each purpose, for a log or a screen.
    public var description: String {
        parts.map { part in
            let least = part.records.exact ? "" : "at least "
            return "\(part.purpose): \(least)\(part.records.number) records erased, \(part.erasure)"
        }.joined(separator: "\n")
    }
}
