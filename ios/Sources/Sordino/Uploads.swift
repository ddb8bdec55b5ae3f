import Foundation
import SordinoCore

/// Sends what waits, one request after the other. When, how often and whether at all is the core's to say.
final class Uploads: Sendable {
    private struct State {
        var running: Task<Void, Never>?
        /// Somebody asked while it ran: what was accepted since may not have been seen.
        var again = false
        var engine: Engine?
        var platform: (any Platform)?
        /// Runs what may lock a file in a shared folder.
        var holding: @Sendable (() -> Void) -> Void = { $0() }
        var planned = false
    }

    /// How long a record waits for others to share a request with.
    private static let gathering = 10.0
    /// How long to leave a recipient alone whose upload could not be begun.
    private static let pause = 30.0

    private let state = Locked(State())
    private let queue = DispatchQueue(label: "dev.sordino.uploads", qos: .utility)

    func open(_ running: Running, _ engine: Engine) {
        state.with { state in
            state.engine = engine
            state.platform = running.platform
            state.holding = { [weak running] work in
                if let running { running.holding(work) } else { work() }
            }
        }
        plan(after: 0)
    }

    /// Something was accepted: send it soon.
    func soon() { plan(after: Self.gathering) }

    /// Sends until nothing may be sent now. Who asks while it runs waits for the same run, which then looks once more.
    func pump() async {
        let run = state.with { state -> Task<Void, Never> in
            if let running = state.running {
                state.again = true
                return running
            }
            let run = Task { await self.run() }
            state.running = run
            return run
        }
        await run.value
    }

    /// The same within the time that the system grants: when it takes that back the task is cancelled, and with it the
    /// request under way, whoever else waits for it. What it carried stays queued.
    func pumpWhileGranted() async {
        await withTaskCancellationHandler {
            await pump()
        } onCancel: {
            state.with { $0.running }?.cancel()
        }
    }

    /// Sends within the time that the system grants to an app that leaves the screen.
    func pumpInActivity() {
        guard let platform = state.with({ $0.platform }) else { return }
        Task { await platform.activity { await self.pumpWhileGranted() } }
    }

    private func plan(after seconds: Double) {
        let platform = state.with { state -> (any Platform)? in
            guard !state.planned else { return nil }
            state.planned = state.platform != nil
            return state.platform
        }
        platform?.later(seconds) { [weak self] in
            guard let self else { return }
            self.state.with { $0.planned = false }
            self.pumpInActivity()
        }
    }

    private func run() async {
        let (engine, platform) = state.with { ($0.engine, $0.platform) }
        repeat {
            guard let engine, let platform else { continue }
            while !Task.isCancelled, let pause = await step(engine, platform) {
                guard pause > 0 else { continue }
                plan(after: pause)
                break
            }
        } while goesOn()
        platform?.watch?.delivered()
    }

    private func goesOn() -> Bool {
        state.with { state in
            defer { state.again = false }
            if state.again, !Task.isCancelled { return true }
            state.running = nil
            return false
        }
    }

    /// One request. How many seconds to wait before the next one; none when nothing waits.
    private func step(_ engine: Engine, _ platform: any Platform) async -> Double? {
        let next = await onQueue { try engine.nextUpload() }
        switch next {
        case .wait(let millis): return Double(millis) / 1000 + 0.01
        case .ready(let ticket):
            let flight = Flight()
            switch await onQueue({ try engine.begin(ticket: ticket, cancel: flight) }) {
            case .send(let request):
                let watch = watching(engine)
                // The process may have been suspended since: another one may have begun the request, or turned its purpose
                // off. One call of the system's connects and writes, so that this is the last look.
                _ = await onQueue { try engine.stopRevoked() }
                let reply = await platform.transport.send(request, flight)
                watch.cancel()
                _ = await onQueue { try engine.report(id: request.id, reply: reply) }
                return 0
            case .not(.revoked), .not(.gone): return 0
            default: return Self.pause
            }
        // Nothing waits, or the core could not be asked.
        default: return nil
        }
    }

    /// Cancels the request when another process of the app turns its purpose off.
    private func watching(_ engine: Engine) -> Task<Void, Never> {
        Task {
            while true {
                do { try await Task.sleep(nanoseconds: 1_000_000_000) } catch { return }
                _ = await onQueue { try engine.stopRevoked() }
            }
        }
    }

    private func onQueue<Answer: Sendable>(_ call: @escaping @Sendable () throws -> Answer) async -> Answer? {
        let holding = state.with { $0.holding }
        return await withCheckedContinuation { waiting in
            queue.async {
                var answer: Answer?
                holding { answer = try? call() }
                waiting.resume(returning: answer)
            }
        }
    }
}
