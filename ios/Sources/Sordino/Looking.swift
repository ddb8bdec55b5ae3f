import Dispatch
import SordinoCore

/// What is answered from the board, and what keeps it right.
extension Running {
    /// Offers an event. While its purpose is off the properties are never asked for, and nothing crosses.
    func offer(_ event: String, _ properties: () -> [String: any PropertyConvertible]) -> Outcome {
        let now = platform.uptime
        var answer = board.answer(to: event, at: now)
        if answer == .stale {
            _ = briefly.ask { self.refresh() }
            answer = board.answer(to: event, at: now)
            // While a choice is under way nothing can be looked at, and the core is asked each time.
        }
        guard answer != .off else { return .refused(.closed) }
        let outcome = offer(Door.event(event, properties().compactMapValues(\.propertyValue)), event)
        compare(event, outcome)
        return outcome
    }

    /// The core said otherwise than the board has it: another process changed it, or it broke.
    private func compare(_ event: String, _ outcome: Outcome) {
        if outcome == .refused(.broken) { return postBriefly() }
        if outcome == .refused(.closed) { lookLater() }
        guard outcome == .accepted || outcome == .refused(.closed), let purpose = opened?.purpose(of: event),
            board.isOpen(purpose) != (outcome == .accepted)
        else { return }
        postBriefly()
    }

    /// Another process may have opened the purpose under a key that no record asks the Keychain for: once a second a look
    /// does, off the caller's thread.
    private func lookLater() {
        guard board.isTimeToAsk(at: platform.uptime) else { return }
        DispatchQueue.global(qos: .utility).async { [weak self] in _ = self?.refresh() }
    }

    private func postBriefly() {
        _ = briefly.ask { self.post() }
        choices.refresh()
    }

    /// How every purpose stands, with what another process changed on the disk, put on the board. Waits for no lock of
    /// another process.
    @discardableResult
    func refresh() -> [PurposeStatus] {
        guard let opened else { return [] }
        let now = platform.uptime
        let could = holding { (try? opened.engine.refresh()) ?? false }
        board.looked(could, at: now)
        return post(opened)
    }

    /// Puts on the board what the core's memory has, and hands over what was counted there.
    @discardableResult
    func post() -> [PurposeStatus] {
        guard let opened else { return [] }
        return post(opened)
    }

    @discardableResult
    func post(_ opened: Opened) -> [PurposeStatus] {
        let number = board.begin()
        let condition = heard(opened)
        guard let heard = try? opened.engine.statuses() else { return board.statuses }
        board.post(heard, condition, number, opened.purposes)
        handOver(opened.engine)
        // While keys or files cannot be had, everything is closed, and that says nothing about the person's choice.
        if condition.isWhole {
            let crashes = opened.purposes.ofKind("crash")
            platform.crashReports(areOpen: heard.contains { $0.open && crashes.contains($0.purpose) })
            // At the opening only after what waited for it.
            if self.opened != nil { platform.ready(self) }
        }
        return heard
    }

    private func handOver(_ engine: Engine) {
        let refused = board.takeRefused()
        if refused > 0 { try? engine.noteClosed(records: refused) }
    }

    // MARK: From memory

    /// How every purpose stands, in the policy's order.
    func statuses() -> [PurposeStatus] {
        lookIfTime()
        return board.statuses
    }

    /// The same of some, in their order.
    func statuses(_ ids: [String]) -> [PurposeStatus] {
        let all = statuses()
        return ids.compactMap { id in all.first { $0.purpose == id } }
    }

    /// Whether any of them takes records; what another process changed is seen a second later at most.
    func isAnyOpen(_ ids: [String]) -> Bool {
        lookIfTime()
        return board.isAnyOpen(ids)
    }

    /// Looks once a second. Where that takes longer than a moment, the caller has what was known before.
    private func lookIfTime() {
        guard opened != nil, board.isTimeToAsk(at: platform.uptime) else { return }
        _ = briefly.ask { self.refresh() }
    }

    var counters: Counters? {
        guard let engine else { return nil }
        handOver(engine)
        return try? engine.counters()
    }
}
