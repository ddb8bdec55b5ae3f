import SordinoCore

/// The switch of a purpose, or of all purposes of a kind.
///
/// If the policy has no purpose of the kind, ``isOpen`` is `false`, ``state`` is `refused`, ``turnOn(how:locale:)`` opens
/// nothing and receipts have no parts.
public struct Purpose: Sendable {
    private let running: Running
    private let pick: @Sendable (Names) -> [String]

    init(_ running: Running, _ pick: @escaping @Sendable (Names) -> [String]) {
        self.running = running
        self.pick = pick
    }

    /// Returns the ids of the purposes that the switch stands for. Empty until the start has opened.
    public var ids: [String] { running.names.map(pick) ?? [] }

    /// Returns how each of them stands, in the policy's order. Answered from memory.
    public var standings: [Standing] { running.standings(ids) }

    /// Returns `true` if any of them takes records. Answered from memory; a change by another process of the app is seen
    /// within a second.
    public var isOpen: Bool { running.isAnyOpen(ids) }

    /// Returns the person's last choice. Of several purposes, it is the choice for the first one that is closed.
    public var state: ChoiceState {
        let all = standings
        if let shown = all.first(where: { !$0.open }) ?? all.first { return shown.state }
        return running.engine == nil ? .unknown : .refused
    }

    /// Returns a stream of how they stand: now, and again after each change. The stream ends with the loop that reads it.
    public var choices: AsyncStream<[Standing]> { running.choices.stream(pick) }

    /// Turns the purposes on: writes the person's yes to the disk, then opens each purpose that no limiter forbids.
    ///
    /// Each turn-on begins a new identity; earlier pseudonyms cannot be computed again.
    ///
    /// - Parameters:
    ///   - how: where the choice was made, in the app's words: `settings`, `first_run`.
    ///   - locale: the locale of the text that the person saw. The device's if it is `nil`.
    /// - Returns: which purposes are open now, and who keeps others closed.
    @discardableResult
    public func turnOn(how: String = "settings", locale: String? = nil) async throws(SordinoError) -> Turned {
        let shown = running.shown(how, locale)
        return try await running.turnOn(pick, shown)
    }

    /// Turns the purposes off. When this returns, "off" is on disk, no upload of Sordino's can begin for them, an upload
    /// under way is cancelled, and queued records can no longer be read.
    ///
    /// - Returns: a receipt with one part for each purpose.
    @discardableResult
    public func turnOff(how: String = "settings", locale: String? = nil) async throws(SordinoError) -> Receipt {
        let shown = running.shown(how, locale)
        return try await running.change { [pick] opened in
            try opened.each(pick) { try opened.engine.turnOff(purpose: $0, shown: shown) }
        }
    }

    /// Writes a choice that is neither on nor off: `requested`, `deferred`, `refused`, `informed` or `objected`.
    ///
    /// - Returns: a receipt with one part for each purpose that the choice closed.
    @discardableResult
    public func choose(
        _ state: ChoiceState, how: String = "settings", locale: String? = nil
    ) async throws(SordinoError) -> Receipt {
        let shown = running.shown(how, locale)
        return try await running.change { [pick] opened in
            try opened.each(pick) { try opened.engine.choose(purpose: $0, state: state, shown: shown) }.flatMap { $0 }
        }
    }
}

/// The result of a turn-on.
public struct Turned: Sendable, Hashable {
    /// `true` if every purpose of the switch is open now.
    public let isOpen: Bool
    /// How each purpose stands now, and who keeps it closed although the person said yes.
    public let standings: [Standing]
    /// How many records were held for this choice and are queued now.
    public let heldRecords: UInt64
}
