import Foundation
import SordinoCore

/// What the screens ask of a Sordino that runs.
struct LiveSettings: SettingsSource {
    /// Reads do not stand behind a turn-off that waits for an upload.
    private static let queue = DispatchQueue(label: "dev.sordino.settings", qos: .userInitiated)

    let running: Running
    /// By how much the person's clock is ahead of UTC; as the device says, if it is `nil`.
    var minutesAhead: Int32?

    func screen(_ locale: String?) async throws(SordinoError) -> LoadedScreen {
        try await read { [running] engine in
            running.refresh()
            let locale = running.locale(locale)
            return LoadedScreen(
                screen: SettingsScreen(try engine.settings(locale: locale, utcOffsetMinutes: utcOffset)),
                texts: SettingsTexts(try engine.settingsTexts(locale: locale)))
        }
    }

    func textsAlone(_ locale: String?) -> SettingsTexts? {
        if case .BadLibrary = running.condition.failure { return nil }
        return (try? textsWithoutEngine(locale: running.locale(locale))).map(SettingsTexts.init)
    }

    func prompts(_ locale: String?) async throws(SordinoError) -> [Prompt] {
        try await read { [running] engine in
            running.refresh()
            return try engine.prompts(locale: running.locale(locale)).map(Prompt.init)
        }
    }

    func history(_ locale: String?, from offset: Int, limit: Int) async throws(SordinoError) -> HistoryPage {
        try await read { [running] engine in
            HistoryPage(
                try engine.history(
                    locale: running.locale(locale), utcOffsetMinutes: utcOffset, offset: UInt32(offset),
                    limit: UInt32(limit)))
        }
    }

    func turnOn(_ purpose: String, _ shown: ShownTo) async throws(SordinoError) {
        do { _ = try await running.turnOn({ _ in [purpose] }, running.shown(shown.how, shown.locale)) } catch {
            throw error.why
        }
    }

    func turnOff(_ purpose: String, _ shown: ShownTo) async throws(SordinoError) -> Closing {
        let receipt: Receipt
        do { receipt = try await off([purpose], shown) } catch { throw error.why }
        let locale = running.locale(shown.locale)
        let own = receipt.parts.first { $0.purpose == purpose }
        // Off is off, also where no words for it can be had.
        let lines = try? await read { engine in
            try own.map { try engine.receiptTexts(locale: locale, receipt: $0) } ?? []
        }
        return Closing(lines: lines ?? []) {
            guard let done = await receipt.completed.first(where: { $0.receipt.purpose == purpose }) else { return nil }
            return try? await read { try $0.completedTexts(locale: locale, completed: done) }
        }
    }

    func answer(_ answer: PromptAnswer, for purposes: [String], _ shown: ShownTo) async throws(SordinoError) {
        let told = running.shown(shown.how, shown.locale)
        do {
            switch answer {
            case .allowNone: _ = try await off(purposes, shown)
            case .allowAll: _ = try await running.turnOn({ _ in purposes }, told)
            case .choose:
                _ = try await running.close {
                    try $0.engine.chooseEach(purposes: purposes, state: .deferred, shown: told)
                }
            }
        } catch { throw (error as? any WithReason)?.why ?? .Broken }
    }

    func erase() async throws(SordinoError) {
        do { _ = try await running.close { try $0.engine.erase() } } catch { throw error.why }
    }

    func export() async throws(SordinoError) -> String { try await running.ask { try $0.engine.exportData() } }

    func changes() -> AsyncStream<Void> {
        let standings = running.choices.stream { _ in nil }
        return AsyncStream {
            var one = standings.makeAsyncIterator()
            return await one.next().map { _ in }
        }
    }

    private func off(_ purposes: [String], _ shown: ShownTo) async throws(PartlyDone<Receipt>) -> Receipt {
        let told = running.shown(shown.how, shown.locale)
        return try await running.close { try $0.engine.turnOffEach(purposes: purposes, shown: told) }
    }

    /// Asks the engine once it has opened, on a queue of the screens' own.
    private func read<Answer: Sendable>(
        _ call: @escaping @Sendable (Engine) throws -> Answer
    ) async throws(SordinoError) -> Answer {
        let engine: Engine
        if let opened = running.engine { engine = opened } else { engine = try await running.ask { $0.engine } }
        let result: Result<Answer, SordinoError> = await withCheckedContinuation { waiting in
            Self.queue.async {
                waiting.resume(
                    returning: running.holding {
                        do { return .success(try call(engine)) } catch { return .failure(SordinoError(any: error)) }
                    })
            }
        }
        return try result.get()
    }

    private var utcOffset: Int32 { minutesAhead ?? DeviceFacts.utcOffsetMinutes }
}

/// A ``PartlyDone`` of any kind.
private protocol WithReason: Error { var why: SordinoError { get } }
extension PartlyDone: WithReason {}

extension Running {
    /// The locale asked for, or the device's.
    fileprivate func locale(_ asked: String?) -> String { asked ?? platform.locale }
}

extension SordinoSettingsModel {
    /// Makes the model. `locale` is that of the texts; the device's if it is `nil`.
    public convenience init(_ sordino: SordinoSDK, locale: String? = nil) {
        self.init(LiveSettings(running: sordino.running), locale: locale, say: VoiceOver.say)
    }
}

extension SordinoPromptModel {
    /// Makes the model. `locale` is that of the texts; the device's if it is `nil`.
    public convenience init(_ sordino: SordinoSDK, locale: String? = nil) {
        self.init(LiveSettings(running: sordino.running), locale: locale, say: VoiceOver.say)
    }
}

extension SordinoHistoryModel {
    /// Makes the model. `locale` is that of the texts; the device's if it is `nil`.
    public convenience init(_ sordino: SordinoSDK, locale: String? = nil) {
        self.init(LiveSettings(running: sordino.running), locale: locale)
    }
}

extension SordinoSDK {
    /// Writes down a no that the person gave an earlier version of the app, before Sordino was in it. A person who has chosen
    /// since keeps that choice, so that the call may be made at every start. An old yes cannot be taken over.
    ///
    /// - Parameters:
    ///   - purpose: the purpose's id in the policy.
    ///   - how: where the old no stood, in the app's words.
    /// - Returns: a receipt with a part if the call closed the purpose.
    @discardableResult
    public func importRefusal(of purpose: String, how: String) async throws(SordinoError) -> Receipt {
        try await running.change { try $0.engine.importRefusal(purpose: purpose, how: how) }
    }
}
