import Foundation

#if canImport(Combine)
    import Combine
#endif

/// The record of a person's past choices, newest first, read as far as it is looked at.
@MainActor
public final class SordinoHistoryModel: ObservableObject {
    /// One past choice, with its place in the record.
    public struct Row: Sendable, Hashable, Identifiable {
        /// The place, newest first.
        public let id: Int
        /// The choice.
        public let row: HistoryRow
    }

    /// The record's heading.
    @Published public private(set) var title = ""
    /// The choices read so far.
    @Published public private(set) var rows: [Row] = []
    /// `true` once nothing older follows.
    @Published public private(set) var isWhole = false
    /// `true` if Sordino could not be asked. Show ``SettingsTexts/unavailable``.
    @Published public private(set) var isUnavailable = false

    /// How many choices are read at a time.
    static let page = 50

    private let source: any SettingsSource
    private let locale: String?
    private var isReading = false

    init(_ source: any SettingsSource, locale: String?) {
        self.source = source
        self.locale = locale
    }

    /// Reads the next choices. Does nothing while a read is under way or if nothing follows.
    public func readOn() async {
        guard !isReading, !isWhole else { return }
        isReading = true
        defer { isReading = false }
        do {
            let page = try await source.history(locale, from: rows.count, limit: Self.page)
            title = page.title
            rows += page.rows.enumerated().map { Row(id: rows.count + $0.offset, row: $0.element) }
            isWhole = !page.more || page.rows.isEmpty
            isUnavailable = false
        } catch { isUnavailable = true }
    }

    /// Reads on if `row` is near the end of what was read. Call it as a row comes into sight.
    public func cameIntoSight(_ row: Row) async {
        if row.id + Self.page / 2 >= rows.count { await readOn() }
    }
}
