/// What is happening on a screen's rows, by the row's id.
struct Changes {
    enum Change: Hashable {
        /// Under way.
        case turning(on: Bool)
        /// Off, with a receipt. `changedAt` is known once the screen was loaded after it.
        case received(number: Int, lines: [String], changedAt: Int64??)
        /// Failed. `holds` if memory keeps the purpose closed although nothing was saved.
        case failed(on: Bool, holds: Bool)
    }

    private var rows: [String: Change] = [:]
    private var last = 0

    subscript(_ row: String) -> Change? { rows[row] }

    func isUnderWay(_ row: String) -> Bool { if case .turning = rows[row] { true } else { false } }

    func failed(_ row: String) -> (on: Bool, holds: Bool)? {
        if case .failed(let on, let holds) = rows[row] { (on, holds) } else { nil }
    }

    mutating func begin(_ row: String, on: Bool) { rows[row] = .turning(on: on) }

    mutating func end(_ row: String) { rows[row] = nil }

    mutating func fail(_ row: String, on: Bool, holds: Bool) { rows[row] = .failed(on: on, holds: holds) }

    /// Returns the receipt's number.
    mutating func receive(_ row: String, _ lines: [String]) -> Int {
        last += 1
        rows[row] = .received(number: last, lines: lines, changedAt: nil)
        return last
    }

    /// Returns `false` if another change has taken the receipt's place.
    mutating func complete(_ row: String, _ number: Int, _ lines: [String]) -> Bool {
        guard case .received(number, _, let changedAt) = rows[row] else { return false }
        rows[row] = .received(number: number, lines: lines, changedAt: changedAt)
        return true
    }

    /// Forgets what a screen that was loaded contradicts: rows that are gone, a receipt of a purpose that is on again or
    /// was changed since, a failure that somebody mended. An off that memory holds is not forgotten for an "on".
    mutating func keep(with screen: SettingsScreen) {
        let loaded = screen.sections.flatMap(\.rows)
        rows = rows.filter { id, change in
            guard let row = loaded.first(where: { $0.id == id }) else { return false }
            switch change {
            case .turning: return true
            case .received(_, _, let changedAt):
                guard row.kind == .toggle else { return true }
                return !row.on && (changedAt == nil || changedAt == .some(row.changedAt))
            case .failed(_, holds: true): return row.on || row.unsaved
            case .failed(let on, holds: false): return row.kind != .toggle || row.on != on
            }
        }
        for row in loaded {
            guard case .received(let number, let lines, nil) = rows[row.id] else { continue }
            rows[row.id] = .received(number: number, lines: lines, changedAt: .some(row.changedAt))
        }
    }
}
