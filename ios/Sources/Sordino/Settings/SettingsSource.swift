/// What the screens ask of Sordino. Nothing here is answered on the main thread.
protocol SettingsSource: Sendable {
    /// Returns the screen in the policy's locale that matches `locale`, the device's if it is `nil`.
    func screen(_ locale: String?) async throws(SordinoError) -> LoadedScreen

    /// Returns the texts where no screen can be had, or `nil` if not even these can.
    func textsAlone(_ locale: String?) -> SettingsTexts?

    /// Returns what must be asked now, in the same locale.
    func prompts(_ locale: String?) async throws(SordinoError) -> [Prompt]

    /// Returns `limit` choices from the one at `offset` on, newest first.
    func history(_ locale: String?, from offset: Int, limit: Int) async throws(SordinoError) -> HistoryPage

    /// Turns a purpose on.
    func turnOn(_ purpose: String, _ shown: ShownTo) async throws(SordinoError)

    /// Turns a purpose off.
    func turnOff(_ purpose: String, _ shown: ShownTo) async throws(SordinoError) -> Closing

    /// Writes one answer for several purposes. Every purpose is tried.
    func answer(_ answer: PromptAnswer, for purposes: [String], _ shown: ShownTo) async throws(SordinoError)

    /// Erases what is queued, the identities and the choices.
    func erase() async throws(SordinoError)

    /// Returns everything that is held about the person, as JSON.
    func export() async throws(SordinoError) -> String

    /// A value whenever purposes may stand otherwise, also by another process.
    func changes() -> AsyncStream<Void>
}

/// A screen with the texts of what happens on it.
struct LoadedScreen: Sendable, Hashable {
    let screen: SettingsScreen
    let texts: SettingsTexts
}

/// Where a person made a choice, and the locale of what they read. The ledger keeps both.
struct ShownTo: Sendable, Hashable {
    let how: String
    let locale: String?
}

/// A turn-off in words: what was done before the call returned, and what is known in the end.
struct Closing: Sendable {
    let lines: [String]
    /// `nil` if the completion failed; the next start completes it.
    let inTheEnd: @Sendable () async -> [String]?
}
