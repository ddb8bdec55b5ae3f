import Foundation

#if canImport(Combine)
    import Combine
#endif

/// The privacy settings of a person, with what is happening at this moment. ``SordinoSettingsView`` draws it; so can a view
/// of the app's own.
///
/// ```swift
/// let model = SordinoSettingsModel(sordino)
/// await model.follow()
/// ```
///
/// The model alone says what is on. A switch is bound to ``isOn(_:)`` and ``set(_:on:)`` and keeps no state of its own. A
/// purpose is shown as on only once Sordino has said so; while it is being turned off, and where memory holds it closed, it
/// is shown as off.
@MainActor
public final class SordinoSettingsModel: ObservableObject {
    /// How far the screen has come.
    public enum Stage: Sendable, Hashable {
        /// Nothing is known yet.
        case loading
        /// ``sections`` is what holds.
        case shown
        /// Sordino could not be asked; ``SordinoSDK/condition`` says why. Everything is closed. Show
        /// ``SettingsTexts/unavailable``.
        case unavailable
    }

    /// How far the screen has come.
    @Published public private(set) var stage = Stage.loading
    /// The screen's heading.
    @Published public private(set) var title = ""
    /// The groups of rows, as they stand now.
    @Published public private(set) var sections: [Section] = []
    /// A question that the person has to answer first, or `nil`.
    @Published public private(set) var question: Question?
    /// The texts around the rows, once they are loaded.
    @Published public private(set) var texts: SettingsTexts?

    /// `true` after a record that could not be read, until one is.
    @Published private(set) var isExportFailed = false

    let source: any SettingsSource
    let locale: String?
    private let say: @MainActor (String) -> Void
    private var screen: SettingsScreen?
    /// The question that was taken from the screen last. The system may do so before it carries out the button.
    private var left: Question?
    private var changes = Changes()
    /// Counts the loads: the answer to an earlier one is older than that to a later one.
    private var begun = 0
    private var applied = 0

    init(_ source: any SettingsSource, locale: String?, say: @escaping @MainActor (String) -> Void) {
        self.source = source
        self.locale = locale
        self.say = say
    }

    // MARK: Loading

    /// Loads the screen and follows every change, also of another process, until the task is cancelled.
    public func follow() async {
        await load()
        for await _ in source.changes() { await load() }
    }

    /// Loads the screen anew. What a person is changing at this moment stays as it is.
    public func load() async {
        begun += 1
        let own = begun
        let loaded = try? await source.screen(locale)
        guard own > applied else { return }
        applied = own
        guard let loaded else { return lose() }
        screen = loaded.screen
        texts = loaded.texts
        changes.keep(with: loaded.screen)
        if let asked = question, !stillAsks(asked) { question = nil }
        stage = .shown
        draw()
    }

    /// What cannot be read is not shown.
    private func lose() {
        (screen, question) = (nil, nil)
        texts = texts ?? source.textsAlone(locale)
        title = texts?.title ?? title
        stage = .unavailable
        draw()
    }

    private func draw() {
        title = screen?.title ?? title
        guard let screen, let texts else { return sections = [] }
        let words = Row.Words(screen, texts)
        sections = screen.sections.map { Section($0, changes, words) }
    }

    // MARK: Switching

    /// Returns `true` if the row's purpose is on. Bind a switch to it and to ``set(_:on:)``.
    public func isOn(_ row: String) -> Bool { shown(row)?.isOn ?? false }

    /// Carries out the tap on a row's switch, or asks ``question`` first. A tap on a row that is being changed, or that
    /// cannot be changed, does nothing.
    public func set(_ row: String, on: Bool) {
        // The system's switch has moved already: it is drawn anew whatever becomes of the tap.
        defer { draw() }
        guard let loaded = loaded(row), let shown = shown(row), shown.isChangeable, shown.isOn != on, question == nil
        else { return }
        if !on, let asked = loaded.confirm {
            ask(Question(id: row, asked: asked))
            return
        }
        // While an off is unsaved a tap asks for the off once more, and never for on.
        change(loaded, on: on && !isOffUnsaved(loaded))
    }

    private func isOffUnsaved(_ row: SettingsRow) -> Bool {
        changes.failed(row.id).map { !$0.on && $0.holds } ?? row.unsaved
    }

    /// Makes the change again that failed on this row.
    public func tryAgain(_ row: String) {
        guard let loaded = loaded(row), let on = changes.failed(row)?.on ?? (loaded.unsaved ? false : nil) else {
            return
        }
        change(loaded, on: on)
    }

    /// Asks before everything is erased. ``answer(_:doIt:)`` carries it out.
    public func askToErase() {
        guard let row = eraseRow, let texts, question == nil, !changes.isUnderWay(row) else { return }
        ask(Question(id: row, asked: texts.eraseQuestion))
    }

    private func ask(_ new: Question) { (question, left) = (new, nil) }

    /// Carries out what ``question`` asked, or leaves everything as it is. An answer to a question that is no longer asked
    /// does nothing.
    public func answer(_ answered: Question, doIt: Bool) {
        guard answered == question || answered == left, stillAsks(answered) else { return }
        leave()
        left = nil
        guard doIt else { return }
        if answered.id == eraseRow { return erase(answered.id) }
        if let loaded = loaded(answered.id) { change(loaded, on: false) }
    }

    /// Takes ``question`` back; everything stays as it is.
    func leave() {
        (left, question) = (question ?? left, nil)
        draw()
    }

    private func change(_ row: SettingsRow, on: Bool) {
        guard let purpose = row.purpose, !changes.isUnderWay(row.id) else { return }
        let shown = ShownTo(how: "settings", locale: screen?.locale)
        changes.begin(row.id, on: on)
        draw()
        Task { await on ? turnOn(row.id, purpose, shown) : turnOff(row.id, purpose, shown) }
    }

    private func turnOn(_ row: String, _ purpose: String, _ shown: ShownTo) async {
        do {
            try await source.turnOn(purpose, shown)
            await end(row) { $0.end(row) }
        } catch { await fail(row, on: true, error) }
    }

    private func turnOff(_ row: String, _ purpose: String, _ shown: ShownTo) async {
        let closing: Closing
        do { closing = try await source.turnOff(purpose, shown) } catch { return await fail(row, on: false, error) }
        // Without words for it the row says its state.
        if closing.lines.isEmpty { return await end(row) { $0.end(row) } }
        var number = 0
        await end(row) { number = $0.receive(row, closing.lines) }
        announce(closing.lines)
        guard let lines = await closing.inTheEnd() else { return }
        guard changes.complete(row, number, lines) else { return }
        draw()
        announce(lines.filter { !closing.lines.contains($0) })
    }

    private func fail(_ row: String, on: Bool, _ why: SordinoError) async {
        let holds = !on && why == .ClosedUntilRestart
        await end(row) { $0.fail(row, on: on, holds: holds) }
        announce([(holds ? texts?.offUntilRestart : texts?.notSaved) ?? ""])
    }

    private func erase(_ row: String) {
        changes.begin(row, on: false)
        draw()
        Task {
            do {
                try await source.erase()
                await end(row) { [texts] in _ = $0.receive(row, [texts?.erased ?? ""]) }
                announce([texts?.erased ?? ""])
            } catch { await fail(row, on: false, SordinoError(any: error)) }
        }
    }

    /// Returns everything that is held about the person, as JSON, for the share sheet. Neither it nor the dialog for files says
    /// why it got none: the export's row does, and it is announced.
    func export() async throws(SordinoError) -> String {
        do {
            let record = try await source.export()
            tellExport(failed: false)
            return record
        } catch {
            tellExport(failed: true)
            throw error
        }
    }

    private func tellExport(failed: Bool) {
        guard failed || isExportFailed else { return }
        let text = texts?.unavailable ?? ""
        if failed { _ = changes.receive(Row.exportId, [text]) } else { changes.end(Row.exportId) }
        isExportFailed = failed
        draw()
        if failed { announce([text]) }
    }

    /// The row stays under way until the screen was loaded anew: what was read before the change is old.
    private func end(_ row: String, _ change: (inout Changes) -> Void) async {
        await load()
        change(&changes)
        if let screen { changes.keep(with: screen) }
        draw()
    }

    private func announce(_ lines: [String]) {
        let text = lines.filter { !$0.isEmpty }.joined(separator: " ")
        if !text.isEmpty { say(text) }
    }

    // MARK: Finding

    private var eraseRow: String? { screen?.sections.lazy.flatMap(\.rows).first { $0.id == Row.eraseId }?.id }

    private func loaded(_ row: String) -> SettingsRow? {
        screen?.sections.lazy.flatMap(\.rows).first { $0.id == row }
    }

    private func shown(_ row: String) -> Row? { sections.lazy.flatMap(\.rows).first { $0.id == row } }

    /// Whether the question would be asked again.
    private func stillAsks(_ asked: Question) -> Bool {
        if asked.id == eraseRow { return true }
        guard let row = loaded(asked.id) else { return false }
        return row.on && row.changeable && row.confirm == asked.asked
    }
}
