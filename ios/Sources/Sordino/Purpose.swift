import SordinoCore

/// The switch of a purpose, or of all purposes of a kind.
///
/// Where the policy has none of the kind there is nothing to switch: ``isOpen`` is false, ``state`` is `refused`, a
/// turn-on opens nothing, a receipt has no parts.
public struct Purpose: Sendable {
    private let running: Running
    private let pick: @Sendable (Names) -> [String]

    init(_ running: Running, _ pick: @escaping @Sendable (Names) -> [String]) {
        self.running = running
        self.pick = pick
    }

    /// Ids of the purposes that it stands for; empty until the start has opened.
    public var ids: [String] { running.names.map(pick) ?? [] }

    /// How each stands, in the policy's order.
    public var standings: [Standing] { running.standings(ids) }

    /// Whether any of them takes records. Answered from memory; what another process of the app changed is seen within a
    /// second.
    public var isOpen: Bool { running.isAnyOpen(ids) }

    /// The person's last choice; of several purposes, that of the first one that is closed.
    public var state: ChoiceState {
        let all = standings
        if let shown = all.first(where: { !$0.open }) ?? all.first { return shown.state }
        return running.engine == nil ? .unknown : .refused
    }

    /// How they stand now, and again whenever that changes. Ends with the loop that reads it.
    public var choices: AsyncStream<[Standing]> { running.choices.stream(pick) }

    /// Turns it on: writes the person's yes to the disk, then opens it if nobody else forbids it.
    ///
    /// It begins a new identity: pseudonyms of before cannot be computed again.
    ///
    /// - Parameters:
    ///   - how: where the choice was made, in the app's words: `settings`, `first_run`.
    ///   - locale: of the text that the person saw; the device's without one.
    @discardableResult
    public func turnOn(how: String = "settings", locale: String? = nil) async throws(SordinoError) -> Turned {
        let shown = running.shown(how, locale)
        return try await running.turnOn(pick, shown)
    }

    /// Turns it off. When this returns, "off" is on disk, no upload of ours can begin for it, one under way is
    /// cancelled, and what was queued can no longer be read.
    @discardableResult
    public func turnOff(how: String = "settings", locale: String? = nil) async throws(SordinoError) -> Receipt {
        let shown = running.shown(how, locale)
        return try await running.change { [pick] opened in
            try opened.each(pick) { try opened.engine.turnOff(purpose: $0, shown: shown) }
        }
    }

    /// Writes a choice that neither turns on nor off: `requested`, `deferred`, `refused`, `informed` or `objected`.
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

/// What a turn-on did.
public struct Turned: Sendable, Hashable {
    /// Whether every purpose of the switch is open now.
    public let isOpen: Bool
    /// How each stands now, and who keeps it closed although the person said yes.
    public let standings: [Standing]
    /// Records that were held for this choice and are queued now.
    public let heldRecords: UInt64
}
