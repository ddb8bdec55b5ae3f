import SordinoCore

/// The switch of a purpose, of several, or of all purposes of a kind.
///
/// A call that changes them is one call over all of them: every purpose is tried, and if the call fails for one its error,
/// ``PartlyDone``, carries what was done for the others.
///
/// If the policy has no purpose of the kind, ``isOpen`` is `false`, ``state`` is `refused`, ``turnOn(how:locale:)`` opens
/// nothing and receipts have no parts.
public struct Purpose: Sendable {
    private let running: Running
    private let pick: @Sendable ([PurposeNames]) -> [String]

    init(_ running: Running, _ pick: @escaping @Sendable ([PurposeNames]) -> [String]) {
        self.running = running
        self.pick = pick
    }

    /// Returns the ids of the purposes that the switch stands for. Empty until the start has opened.
    public var ids: [String] { running.purposes.map(pick) ?? [] }

    /// Returns how each of them stands, in the policy's order. Answered from memory.
    public var statuses: [PurposeStatus] { running.statuses(ids) }

    /// Returns `true` if any of them takes records. Answered from memory; a change by another process of the app is seen
    /// within a second.
    public var isOpen: Bool { running.isAnyOpen(ids) }

    /// Returns the person's last choice. Of several purposes, it is the choice for the first one that is closed.
    public var state: ChoiceState {
        let all = statuses
        if let shown = all.first(where: { !$0.open }) ?? all.first { return shown.state }
        return running.engine == nil ? .unknown : .refused
    }

    /// Returns a stream of how they stand: now, and again after each change. The stream ends with the loop that reads it.
    public var choices: AsyncStream<[PurposeStatus]> { running.choices.stream(pick) }

    /// Turns the purposes on: writes the person's yes to the disk, then opens each purpose that no limiter forbids.
    ///
    /// Each turn-on begins a new identity; earlier pseudonyms cannot be computed again.
    ///
    /// - Parameters:
    ///   - how: where the choice was made, in the app's words: `settings`, `first_run`.
    ///   - locale: the locale of the text that the person saw. The device's if it is `nil`.
    /// - Returns: which purposes are open now, and who keeps others closed.
    /// - Throws: ``PartlyDone`` if a purpose could not be turned on; it carries what was turned on.
    @discardableResult
    public func turnOn(
        how: String = "settings", locale: String? = nil
    ) async throws(PartlyDone<TurnOnResult>) -> TurnOnResult {
        let shown = running.shown(how, locale)
        return try await running.turnOn(pick, shown)
    }

    /// Turns the purposes off. When this returns, "off" is on disk, no upload of Sordino's can begin for them, an upload
    /// under way is cancelled, and Sordino can no longer read what was queued. Nobody can once ``Receipt/completed`` says
    /// `vaultReplaced`.
    ///
    /// - Returns: a receipt with one part for each purpose, and after them one for each other purpose that was found to
    ///   have run out.
    /// - Throws: ``PartlyDone`` if a purpose could not be closed; it carries the receipt of the others.
    @discardableResult
    public func turnOff(how: String = "settings", locale: String? = nil) async throws(PartlyDone<Receipt>) -> Receipt {
        let shown = running.shown(how, locale)
        return try await running.close(isOff: true) { [pick] in
            try $0.engine.turnOffEach(purposes: pick($0.purposes), shown: shown)
        }
    }

    /// Writes a choice that is neither on nor off: `requested`, `deferred`, `refused`, `informed` or `objected`.
    ///
    /// - Returns: a receipt with one part for each purpose that the choice closed.
    /// - Throws: ``PartlyDone`` if the choice could not be written for a purpose; it carries the receipt of the others.
    @discardableResult
    public func choose(
        _ state: ChoiceState, how: String = "settings", locale: String? = nil
    ) async throws(PartlyDone<Receipt>) -> Receipt {
        let shown = running.shown(how, locale)
        return try await running.choose(pick, state, shown)
    }
}

/// The result of a turn-on.
public struct TurnOnResult: Sendable, Hashable {
    /// `true` if every purpose of the switch is open now.
    public let isOpen: Bool
    /// How each purpose that was turned on stands now, and who keeps it closed although the person said yes.
    public let statuses: [PurposeStatus]
    /// How many records were held for this choice and are queued now.
    public let heldRecords: UInt64
}

extension TurnOnResult {
    init(_ openings: Openings, _ statuses: [PurposeStatus]) {
        let all = openings.turned
        self.init(
            isOpen: !all.isEmpty && openings.failed.isEmpty && all.allSatisfy { $0.open },
            statuses: all.compactMap { one in statuses.first { $0.purpose == one.purpose } },
            heldRecords: all.reduce(0) { $0 + $1.heldRecords })
    }
}
