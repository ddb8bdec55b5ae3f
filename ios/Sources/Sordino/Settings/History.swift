/// A part of the record of past choices, newest first.
public struct HistoryPage: Sendable, Hashable {
    /// The record's heading.
    public let title: String
    /// The choices of this part.
    public let rows: [HistoryRow]
    /// `true` if older choices follow.
    public let more: Bool
}

/// One past choice.
public struct HistoryRow: Sendable, Hashable {
    /// What was chosen: "Crash reports: off".
    public let title: String
    /// When and where: "28 Nov 2026, 14:32 · Settings".
    public let detail: String
}
