import Foundation
import SordinoCore

/// Tells how purposes stand to whoever listens. While somebody does, the core is asked once a second for what another
/// process of the app changed.
final class Choices: Sendable {
    private struct Listener {
        let pick: @Sendable (Names) -> [String]?
        let told: AsyncStream<[Standing]>.Continuation
        var last: [Standing]?
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
        var clock: (any DispatchSourceTimer)?
    }

    private let state = Locked(State())
    private let wiring = Locked(Wiring())
    private let queue = DispatchQueue(label: "dev.sordino.choices", qos: .utility)

    private struct Wiring {
        var ask: @Sendable () -> [Standing] = { [] }
        var names: @Sendable () -> Names? = { nil }
    }

    var ask: @Sendable () -> [Standing] {
        get { wiring.with { $0.ask } }
        set { wiring.with { $0.ask = newValue } }
    }

    var names: @Sendable () -> Names? {
        get { wiring.with { $0.names } }
        set { wiring.with { $0.names = newValue } }
    }

    /// The stream of the purposes picked; of all where nothing is picked. Keeps the newest only: who reads slowly sees how
    /// it stands, not how it stood.
    func stream(_ pick: @escaping @Sendable (Names) -> [String]?) -> AsyncStream<[Standing]> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { told in
            let number = state.with { state in
                state.next += 1
                state.listeners[state.next] = Listener(pick: pick, told: told)
                if state.clock == nil { state.clock = everySecond() }
                return state.next
            }
            told.onTermination = { [weak self] _ in self?.forget(number) }
            look()
        }
    }

    /// Looks whether anything changed, and tells it.
    func look() {
        queue.async { self.tell() }
    }

    private func tell() {
        guard let names = names(), state.with({ !$0.listeners.isEmpty }) else { return }
        let all = ask()
        state.with { state in
            for (number, listener) in state.listeners {
                let ids = listener.pick(names)
                let own = all.filter { ids?.contains($0.purpose) ?? true }
                guard own != listener.last else { continue }
                state.listeners[number]?.last = own
                listener.told.yield(own)
            }
        }
    }

    private func forget(_ number: Int) {
        state.with { state in
            state.listeners[number] = nil
            if state.listeners.isEmpty {
                state.clock?.cancel()
                state.clock = nil
            }
        }
    }

    private func everySecond() -> any DispatchSourceTimer {
        let clock = DispatchSource.makeTimerSource(queue: queue)
        clock.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
        clock.setEventHandler { [weak self] in self?.tell() }
        clock.resume()
        return clock
    }
}
