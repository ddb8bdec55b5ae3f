import SordinoCore

/// How purposes stand, as last heard from the core. "Off" is answered from here without crossing; "on" never is.
final class Board: Sendable {
    enum Answer: Equatable {
        /// Its purpose is off. Counted here.
        case off
        /// It was off a second ago: somebody else may have turned it on meanwhile. Said to one caller a second.
        case stale
        /// Only the core can tell.
        case unsure
    }

    private struct State {
        var offEvents: Set<String> = []
        var open: Set<String> = []
        var statuses: [PurposeStatus] = []
        var condition: Condition?
        var refused: UInt64 = 0
        var asked: UInt64 = 0
        var begun = 0
        var posted = 0
    }

    /// "Off" may be answered from memory for this long while another process turned it on; in nanoseconds.
    private static let second: UInt64 = 1_000_000_000

    private let state = Locked(State())

    /// What can be said of an event at a moment of the platform's clock, by its name alone.
    func answer(to event: String, at now: UInt64) -> Answer {
        state.with { state in
            guard state.offEvents.contains(event) else { return .unsure }
            if Board.isTime(&state, now) { return .stale }
            state.refused += 1
            return .off
        }
    }

    /// Whether a second has gone by since the disk was looked at. True for one caller.
    func isTimeToAsk(at now: UInt64) -> Bool {
        state.with { Board.isTime(&$0, now) }
    }

    /// The disk was looked at, or could not be: then the next caller has to.
    func looked(_ could: Bool, at now: UInt64) {
        state.with { $0.asked = could ? max($0.asked, now) : 0 }
    }

    func isOpen(_ purpose: String) -> Bool {
        state.with { $0.open.contains(purpose) }
    }

    func isAnyOpen(_ purposes: [String]) -> Bool {
        state.with { state in purposes.contains { state.open.contains($0) } }
    }

    /// How every purpose stood, in the policy's order.
    var statuses: [PurposeStatus] { state.with { $0.statuses } }

    /// How the core was.
    var condition: Condition? { state.with { $0.condition } }

    /// Before the core is asked: a number to post its answer with.
    func begin() -> Int {
        state.with { state in
            state.begun += 1
            return state.begun
        }
    }

    /// Takes what the core said, unless who asked it later was faster: an old "off" must not hide a new "on".
    func post(_ heard: [PurposeStatus], _ condition: Condition, _ number: Int, _ purposes: [PurposeNames]) {
        let open = Set(heard.filter(\.open).map(\.purpose))
        let off = Set(heard.filter(\.surelyOff).map(\.purpose))
        let offEvents = Set(purposes.filter { off.contains($0.purpose) }.flatMap(\.events))
        state.with { state in
            guard number > state.posted else { return }
            state.posted = number
            state.open = open
            state.statuses = heard
            state.condition = condition
            state.offEvents = offEvents
        }
    }

    /// How many records were refused here since this was last asked.
    func takeRefused() -> UInt64 {
        state.with { state in
            defer { state.refused = 0 }
            return state.refused
        }
    }

    private static func isTime(_ state: inout State, _ now: UInt64) -> Bool {
        guard now > state.asked, now - state.asked >= second else { return false }
        state.asked = now
        return true
    }
}
