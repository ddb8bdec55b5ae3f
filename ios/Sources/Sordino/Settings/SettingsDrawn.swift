extension SordinoSettingsModel {
    /// A group of rows, as it stands now.
    public struct Section: Sendable, Hashable, Identifiable {
        /// The group's name, the same in every locale.
        public let id: String
        /// The heading, or `nil`.
        public let title: String?
        /// The rows, in the order to draw them.
        public let rows: [Row]
    }

    /// A row, as it stands now.
    public struct Row: Sendable, Hashable, Identifiable {
        /// The row's name, the same in every locale.
        public let id: String
        /// What the row is drawn as.
        public let kind: RowKind
        /// The title. Never says on or off.
        public let label: String
        /// What is sent. May be empty.
        public let explanation: String
        /// What assistive technology says of the row's use. May be empty.
        public let hint: String
        /// `true` if the purpose is on. Never `true` before Sordino has said so.
        public let isOn: Bool
        /// `true` if a tap on the switch does something now.
        public let isChangeable: Bool
        /// `true` while the row's change is under way.
        public let isUnderWay: Bool
        /// The state or the receipt, then each reason, one sentence each. Draw them beside the switch.
        public let lines: [String]
        /// The title of a button that makes a failed change again, or `nil`.
        public let tryAgain: String?
        /// What is a tap away: to whom, how long, how to take the choice back.
        public let details: [Detail]
        /// A line that leads to the system's settings where these keep the purpose off, or `nil`.
        public let leadsTo: Detail?
        /// Where a link leads: a URL, `system.app` or `system.notifications`. `nil` for what is no link.
        public let target: String?
    }

    /// One line of what is a tap away.
    public struct Detail: Sendable, Hashable {
        /// The line's text.
        public let text: String
        /// Where the line leads, or `nil`.
        public let target: String?
    }

    /// A question that is asked before an off or an erasure.
    public struct Question: Sendable, Hashable, Identifiable {
        /// The row it is about.
        public let id: String
        /// What is asked.
        public let asked: Confirmation
    }
}

extension SordinoSettingsModel.Section {
    init(_ section: SettingsSection, _ changes: Changes, _ words: SordinoSettingsModel.Row.Words) {
        self.init(
            id: section.id, title: section.title,
            rows: section.rows.map { SordinoSettingsModel.Row($0, changes[$0.id], words) })
    }
}

extension SordinoSettingsModel.Row {
    static let eraseId = "action.erase"
    static let exportId = "action.export"
    static let historyId = "action.history"

    /// What a row is drawn with besides its own words.
    struct Words {
        let texts: SettingsTexts
        /// What the system's settings are called.
        let system: String?

        init(_ screen: SettingsScreen, _ texts: SettingsTexts) {
            self.texts = texts
            system = screen.sections.lazy.flatMap(\.rows).first { $0.target == "system.app" && $0.kind == .link }?.label
        }
    }

    /// The row as it was loaded, with what is happening on it.
    init(_ row: SettingsRow, _ change: Changes.Change?, _ words: Words) {
        let texts = words.texts
        var (isOn, isChangeable) = (row.on, row.changeable)
        var (state, again) = ([row.state], row.unsaved ? texts.tryAgain : nil)
        switch change {
        case nil: break
        case .turning(let on):
            (isOn, isChangeable, again) = (false, false, nil)
            state = row.kind == .toggle ? [on ? texts.turningOn : texts.turningOff] : []
        case .received(_, let lines, _):
            (isOn, state, again) = (false, lines, nil)
        case .failed(_, holds: true):
            (isOn, state, again) = (false, [texts.offUntilRestart], texts.tryAgain)
        case .failed(_, holds: false):
            state = [texts.notSaved, row.state]
            again = row.kind == .toggle ? texts.tryAgain : nil
        }
        self.init(
            id: row.id, kind: row.kind, label: row.label, explanation: row.explanation, hint: row.hint, isOn: isOn,
            isChangeable: isChangeable, isUnderWay: change?.isUnderWay ?? false,
            lines: (state + row.reasons).filter { !$0.isEmpty }, tryAgain: again, details: Self.details(row, words),
            leadsTo: Self.leads(row, words), target: row.kind == .link ? row.target : nil)
    }

    /// A row that the system closed leads to the system's settings.
    private static func leads(_ row: SettingsRow, _ words: Words) -> SordinoSettingsModel.Detail? {
        guard row.kind == .toggle, let target = row.target, let system = words.system else { return nil }
        return .init(text: system, target: target)
    }

    private static func details(_ row: SettingsRow, _ words: Words) -> [SordinoSettingsModel.Detail] {
        var details: [SordinoSettingsModel.Detail] = []
        for recipient in row.recipients {
            let parts = [recipient.name, recipient.country, recipient.retention].filter { !$0.isEmpty }
            details.append(.init(text: parts.joined(separator: " · "), target: nil))
            if let link = recipient.policyLink {
                details.append(.init(text: "\(recipient.name): \(words.texts.theirPolicy)", target: link))
            }
        }
        if !row.turningOff.isEmpty { details.append(.init(text: row.turningOff, target: nil)) }
        // What cannot be switched is objected to elsewhere.
        let elsewhere = row.kind == .status ? row.target : nil
        if !row.withdrawal.isEmpty { details.append(.init(text: row.withdrawal, target: elsewhere)) }
        return details
    }
}

extension Changes.Change {
    var isUnderWay: Bool { if case .turning = self { true } else { false } }
}
