import Foundation
import SordinoCore

/// Tells how purposes stand to whoever listens. While somebody does, the core is asked once a second for what another
/// process of the app changed.
final class Choices: Sendable {
    private struct Listener {
        let pick: @Sendable ([PurposeNames]) -> [String]?
        let told: AsyncStream<[PurposeStatus]>.Continuation
        var last: [PurposeStatus]?
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
        var ask: @Sendable () -> [PurposeStatus] = { [] }
        var purposes: @Sendable () -> [PurposeNames]? = { nil }
    }

    var ask: @Sendable () -> [PurposeStatus] {
        get { wiring.with { $0.ask } }
        set { wiring.with { $0.ask = newValue } }
    }

    var purposes: @Sendable () -> [PurposeNames]? {
        get { wiring.with { $0.purposes } }
        set { wiring.with { $0.purposes = newValue } }
    }

    /// The stream of the purposes picked; of all where nothing is picked. Keeps the newest only: who reads slowly sees how
    /// it stands, not how it stood.
    ///
    /// Nothing is asked before the first value is waited for: a view may make a stream each time it is drawn.
    func stream(_ pick: @escaping @Sendable ([PurposeNames]) -> [String]?) -> AsyncStream<[PurposeStatus]> {
        let reader = Reader(self, pick)
        return AsyncStream { await reader.next() }
    }

    /// One stream, which listens from its first value until nobody has it any more.
    private final class Reader: Sendable {
        private let choices: Choices
        private let pick: @Sendable ([PurposeNames]) -> [String]?
        private let begun = Locked<(number: Int, values: AsyncStream<[PurposeStatus]>)?>(nil)

        init(_ choices: Choices, _ pick: @escaping @Sendable ([PurposeNames]) -> [String]?) {
            self.choices = choices
            self.pick = pick
        }

        func next() async -> [PurposeStatus]? {
            let values = begun.with { begun in
                if let begun { return begun.values }
                let (values, told) = AsyncStream.makeStream(
                    of: [PurposeStatus].self, bufferingPolicy: .bufferingNewest(1))
                begun = (choices.listen(pick, told), values)
                return values
            }
            var one = values.makeAsyncIterator()
            return await one.next()
        }

        deinit {
            if let begun = begun.with({ $0 }) { choices.forget(begun.number) }
        }
    }

    private func listen(
        _ pick: @escaping @Sendable ([PurposeNames]) -> [String]?, _ told: AsyncStream<[PurposeStatus]>.Continuation
    ) -> Int {
        let number = state.with { state in
            state.next += 1
            state.listeners[state.next] = Listener(pick: pick, told: told)
            if state.clock == nil { state.clock = everySecond() }
            return state.next
        }
        refresh()
        return number
    }

    /// How many streams are being read.
    var listeners: Int { state.with { $0.listeners.count } }

    /// Looks whether anything changed, and tells it.
    func refresh() {
        queue.async { self.tell() }
    }

    private func tell() {
        guard let purposes = purposes(), state.with({ !$0.listeners.isEmpty }) else { return }
        let all = ask()
        state.with { state in
            for (number, listener) in state.listeners {
                let ids = listener.pick(purposes)
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
