import Foundation

@testable import Sordino

/// A Sordino that answers the screens as a test wants it to.
final class FakeSettings: SettingsSource {
    struct State {
        var rows: [SettingsRow] = [.crashes]
        var prompts: [Prompt] = []
        var past: [HistoryRow] = []
        /// Why the next change fails.
        var failure: SordinoError?
        /// Why nothing can be read.
        var isUnreadable = false
        var receipt = ["Off. 12 waiting reports deleted."]
        var inTheEnd: [String]?
        /// What was asked, in its order.
        var asked: [String] = []
        var screens = 0
    }

    let state: Locked<State>
    /// Held while a change is to stay under way.
    let gate = Held()
    /// Held while the end of a receipt is awaited.
    let end = Held()
    /// Held while a screen is read.
    let reading = Held()
    let told = AsyncStream.makeStream(of: Void.self)

    init(_ rows: [SettingsRow] = [.crashes]) { state = Locked(State(rows: rows)) }

    var asked: [String] { state.with { $0.asked } }

    func set(_ change: (inout State) -> Void) { state.with { change(&$0) } }

    /// What another process changed.
    func elsewhere(_ change: (inout State) -> Void) {
        set(change)
        told.continuation.yield()
    }

    func screen(_ locale: String?) async throws(SordinoError) -> LoadedScreen {
        let (rows, isUnreadable) = state.with { state in
            state.screens += 1
            return (state.rows, state.isUnreadable)
        }
        await reading.pass()
        guard !isUnreadable else { throw .NotReady }
        let known = ["de": "de", "en": "en"][locale ?? "en"] ?? "en"
        return LoadedScreen(
            screen: SettingsScreen(
                locale: known, title: "Privacy", sections: [SettingsSection(id: "purposes", title: nil, rows: rows)]),
            texts: .english)
    }

    func textsAlone(_ locale: String?) -> SettingsTexts? { .english }

    func prompts(_ locale: String?) async throws(SordinoError) -> [Prompt] { state.with { $0.prompts } }

    func history(_ locale: String?, from offset: Int, limit: Int) async throws(SordinoError) -> HistoryPage {
        state.with { state in
            state.asked.append("history \(offset)")
            let rows = Array(state.past.dropFirst(offset).prefix(limit))
            return HistoryPage(title: "Past choices", rows: rows, more: offset + rows.count < state.past.count)
        }
    }

    func turnOn(_ purpose: String, _ shown: ShownTo) async throws(SordinoError) {
        try await begin("on \(purpose) \(shown.how) \(shown.locale ?? "")")
        set { $0.set(purpose, on: true) }
    }

    func turnOff(_ purpose: String, _ shown: ShownTo) async throws(SordinoError) -> Closing {
        try await begin("off \(purpose) \(shown.how) \(shown.locale ?? "")")
        set { $0.set(purpose, on: false) }
        let (receipt, inTheEnd) = state.with { ($0.receipt, $0.inTheEnd) }
        return Closing(lines: receipt) { [end] in
            await end.pass()
            return inTheEnd
        }
    }

    func answer(_ answer: PromptAnswer, for purposes: [String], _ shown: ShownTo) async throws(SordinoError) {
        try await begin("\(answer) \(purposes.joined(separator: " ")) \(shown.how)")
        set { state in if !state.prompts.isEmpty { state.prompts.removeFirst() } }
    }

    func erase() async throws(SordinoError) { try await begin("erase") }

    func export() async throws(SordinoError) -> String {
        try await begin("export")
        return "{}"
    }

    func changes() -> AsyncStream<Void> { told.stream }

    private func begin(_ asked: String) async throws(SordinoError) {
        set { $0.asked.append(asked) }
        await gate.pass()
        if let failure = state.with({ $0.failure }) { throw failure }
    }
}

extension FakeSettings.State {
    mutating func set(_ purpose: String, on: Bool) {
        rows = rows.map { $0.purpose == purpose ? $0.with(on: on, changedAt: ($0.changedAt ?? 0) + 1) : $0 }
    }
}

/// Lets pass unless it is held; then once it is let go.
final class Held: Sendable {
    private let waiting = Locked<[CheckedContinuation<Void, Never>]?>(nil)

    func hold() { waiting.with { $0 = [] } }

    func letGo() {
        let all = waiting.with { waiting in
            defer { waiting = nil }
            return waiting ?? []
        }
        all.forEach { $0.resume() }
    }

    var count: Int { waiting.with { $0?.count ?? 0 } }

    func pass() async {
        await withCheckedContinuation { new in
            let passes = waiting.with { waiting in
                waiting?.append(new)
                return waiting == nil
            }
            if passes { new.resume() }
        }
    }
}

extension SettingsRow {
    static let crashes = purpose("crash_reports", "Crash reports", on: true)
    static let pushes = purpose(
        "alert_pushes", "Alert pushes", on: true,
        confirm: Confirmation(
            title: "Turn off alert pushes?", text: "Alerts then come only by text message or call.", keep: "Keep on",
            turnOff: "Turn off"))

    static func purpose(
        _ id: String, _ label: String, on: Bool, changeable: Bool = true, reasons: [String] = [],
        confirm: Confirmation? = nil
    ) -> SettingsRow {
        SettingsRow(
            id: "purpose.\(id)", kind: .toggle, purpose: id, label: label,
            explanation: "After a crash, sends where in the app it happened.", hint: "Sends reports to our server.",
            on: on,
            changeable: changeable, unsaved: false, state: on ? "On since 3 March" : "Off", reasons: reasons,
            confirm: confirm,
            turningOff: "Waiting reports are deleted.", withdrawal: "Turn it off here at any time.",
            recipients: [
                RecipientLine(
                    name: "Our crash server", country: "Germany", policyLink: "https://example.com/privacy",
                    retention: "Kept 90 days")
            ], changedAt: 1, target: nil, objects: false)
    }

    static func other(_ id: String, _ kind: RowKind, _ label: String, target: String? = nil) -> SettingsRow {
        SettingsRow(
            id: id, kind: kind, purpose: nil, label: label, explanation: "", hint: "", on: false, changeable: false,
            unsaved: false, state: "", reasons: [], confirm: nil, turningOff: "", withdrawal: "", recipients: [],
            changedAt: nil,
            target: target, objects: false)
    }

    func with(
        on: Bool? = nil, changeable: Bool? = nil, unsaved: Bool? = nil, reasons: [String]? = nil,
        changedAt: Int64? = nil
    ) -> SettingsRow {
        SettingsRow(
            id: id, kind: kind, purpose: purpose, label: label, explanation: explanation, hint: hint, on: on ?? self.on,
            changeable: changeable ?? self.changeable, unsaved: unsaved ?? self.unsaved,
            state: on ?? self.on ? "On since 3 March" : "Off",
            reasons: reasons ?? self.reasons, confirm: confirm, turningOff: turningOff, withdrawal: withdrawal,
            recipients: recipients, changedAt: changedAt ?? self.changedAt, target: target, objects: objects)
    }
}

extension SettingsTexts {
    static let english = SettingsTexts(
        title: "Privacy", back: "Back", details: "Details", always: "Always needed", theirPolicy: "Privacy policy",
        unavailable: "Your choices cannot be read now.", turningOn: "Turning on …", turningOff: "Turning off …",
        offUntilRestart: "Off until the app restarts; could not be saved. Try again.",
        notSaved: "Not saved. Try again.",
        tryAgain: "Try again", pastChoices: "Past choices", emptyHistory: "No choices yet.", export: "Export",
        cannotShare: "Could not be shared.", erase: "Erase", eraseTitle: "Erase everything?",
        eraseText: "Reports and choices go.", eraseKeep: "Keep", eraseDo: "Erase", erased: "Erased.")
}

extension Prompt {
    static let firstRun = Prompt(
        kind: .firstRun, title: "May this app send reports?", text: "Both are off. The app works without them.",
        news: [],
        purposes: [
            PromptPurpose(
                purpose: "crash_reports", label: "Crash reports", text: "Where in the app it crashed.",
                toWhom: "To our crash server (Germany)"),
            PromptPurpose(
                purpose: "usage", label: "Usage statistics", text: "Which functions you use.", toWhom: "To us (Germany)"
            ),
        ], allowNone: "Allow none", allowAll: "Allow all", choose: "Choose", notSaved: "Not saved. Try again.")
}
