import SordinoCore

/// One request under way, and the handle by which a turn-off stops it.
final class Flight: Cancel, Sendable {
    private enum State {
        case waiting
        case begun(stop: @Sendable () -> Void)
        case cancelled
    }

    private let state = Locked(State.waiting)

    var isCancelled: Bool {
        state.with { if case .cancelled = $0 { true } else { false } }
    }

    /// Runs `begin` unless the request was cancelled before; `stop` ends it afterwards. False if it must not begin.
    func begin(stop: @escaping @Sendable () -> Void, _ begin: () -> Void) -> Bool {
        state.with { state in
            if case .cancelled = state { return false }
            state = .begun(stop: stop)
            begin()
            return true
        }
    }

    func cancel() throws {
        let stop: (@Sendable () -> Void)? = state.with { state in
            defer { state = .cancelled }
            if case .begun(let stop) = state { return stop }
            return nil
        }
        stop?()
    }
}
