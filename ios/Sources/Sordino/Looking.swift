import SordinoCore

/// What is answered from the board, and what keeps it right.
extension Running {
    /// Offers an event. While its purpose is off the properties are never asked for, and nothing crosses.
    func offer(_ event: String, _ properties: () -> [String: PropertyValue]) -> Outcome {
        let now = platform.uptime
        var answer = board.answer(to: event, at: now)
        if answer == .stale {
            look()
            answer = board.answer(to: event, at: now)
            // While a choice is under way nothing can be looked at, and the core is asked each time.
        }
        guard answer != .off else { return .refused(.closed) }
        let outcome = offer(Door.event(event, properties()))
        compare(event, outcome)
        return outcome
    }

    /// The core said otherwise than the board has it: another process changed it.
    private func compare(_ event: String, _ outcome: Outcome) {
        guard outcome == .accepted || outcome == .refused(.closed), let purpose = names?.purpose(of: event),
            board.isOpen(purpose) != (outcome == .accepted)
        else { return }
        refresh()
        choices.look()
    }

    /// How every purpose stands, with what another process changed on the disk, put on the board. Waits for no lock of
    /// another process.
    @discardableResult
    func look() -> [Standing] {
        let now = platform.uptime
        let could = (try? engine?.look()) ?? false
        board.looked(could, at: now)
        return refresh()
    }

    /// Puts on the board what the core's memory has, and hands over what was counted there.
    @discardableResult
    func refresh() -> [Standing] {
        guard let opened else { return [] }
        return refresh(opened)
    }

    @discardableResult
    func refresh(_ opened: Opened) -> [Standing] {
        let number = board.begin()
        guard let heard = try? opened.engine.standings() else { return [] }
        board.post(heard, number, opened.names)
        handOver(opened.engine)
        return heard
    }

    private func handOver(_ engine: Engine) {
        let refused = board.takeRefused()
        if refused > 0 { try? engine.noteClosed(records: refused) }
    }

    /// Whether any of them takes records, from memory; what another process changed is in it a second later at most.
    func isAnyOpen(_ ids: [String]) -> Bool {
        if opened != nil, board.isTimeToAsk(at: platform.uptime) { look() }
        return board.isAnyOpen(ids)
    }

    var counters: Counters? {
        guard let engine else { return nil }
        handOver(engine)
        return try? engine.counters()
    }
}
