import Foundation

#if canImport(Combine)
    import Combine
#endif

/// A person's answer to a prompt.
public enum PromptAnswer: Sendable, Hashable, CaseIterable {
    /// Refuse every purpose asked for.
    case allowNone
    /// Allow every purpose asked for.
    case allowAll
    /// Decide in the settings. The purposes stay off.
    case choose
}

/// What must be asked or told now: the first run, or a renewal after the policy changed.
///
/// Nothing is decided before the person presses a button: leaving the screen decides nothing.
@MainActor
public final class SordinoPromptModel: ObservableObject {
    /// A button of the prompt. All of them look the same.
    public struct Button: Sendable, Hashable, Identifiable {
        /// The answer that it gives.
        public let id: PromptAnswer
        /// Its title.
        public let title: String
    }

    /// What is asked now, or `nil` if nothing is, or nothing any more.
    @Published public private(set) var prompt: Prompt?
    /// `true` once ``load()`` has ended.
    @Published public private(set) var isLoaded = false
    /// `true` while an answer is being saved.
    @Published public private(set) var isSaving = false
    /// Why the screen is still there after an answer, or `nil`.
    @Published public private(set) var failure: String?
    /// `true` once the person wanted to decide in the settings.
    @Published public private(set) var wantsSettings = false

    private let source: any SettingsSource
    private let locale: String?
    private let say: @MainActor (String) -> Void

    init(_ source: any SettingsSource, locale: String?, say: @escaping @MainActor (String) -> Void) {
        self.source = source
        self.locale = locale
        self.say = say
    }

    /// Looks whether anything must be asked.
    public func load() async {
        prompt = try? await source.prompts(locale).first
        isLoaded = true
    }

    /// Returns the buttons, refusing first.
    public var buttons: [Button] {
        guard let prompt else { return [] }
        let titles: [(PromptAnswer, String)] = [
            (.allowNone, prompt.allowNone), (.allowAll, prompt.allowAll), (.choose, prompt.choose),
        ]
        return titles.filter { !$0.1.isEmpty }.map { Button(id: $0.0, title: $0.1) }
    }

    /// Saves an answer and looks what else must be asked. If it cannot be saved the prompt stays, with ``failure``. An
    /// answer while another one is being saved does nothing.
    public func answer(_ answer: PromptAnswer) async {
        guard let asked = prompt, !isSaving else { return }
        (isSaving, failure) = (true, nil)
        defer { isSaving = false }
        let how = asked.kind == .firstRun ? "first_run" : "renewal"
        do {
            let shown = ShownTo(how: how, locale: locale)
            try await source.answer(answer, for: asked.purposes.map(\.purpose), shown)
        } catch {
            failure = asked.notSaved
            return say(asked.notSaved)
        }
        if answer == .choose {
            (wantsSettings, prompt) = (true, nil)
            return
        }
        let next = try? await source.prompts(locale).first
        // What was just answered is not asked twice, whatever is read.
        prompt = next == asked ? nil : next
    }
}
