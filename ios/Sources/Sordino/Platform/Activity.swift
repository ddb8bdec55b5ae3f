import Foundation

#if os(Linux)
    import AppleFoundation
#endif

/// The system's leave to go on while the app leaves the screen. On a Mac none is needed.
enum Activity {
    /// How long an "off" waits for the system to answer, in seconds.
    static let answerLimit = 0.25

    /// Runs `work` once the leave is granted, and cancels it when the system takes that back. Without leave nothing is
    /// begun.
    static func run(_ work: @escaping @Sendable () async -> Void) async {
        #if canImport(UIKit)
            let leave = Leave()
            guard await leave.asked() else { return }
            let task = Task { await work() }
            leave.whenOver { task.cancel() }
            await task.value
            leave.giveBack()
        #else
            await work()
        #endif
    }

    /// Runs `work` on this thread, after the system was asked for leave: what it locks in a shared folder must not be
    /// locked when the process is suspended. Also runs without leave, because an "off" cannot wait: neither for the next leave
    /// nor for a system that does not answer.
    static func holding<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
        #if canImport(UIKit)
            let leave = Leave()
            leave.askedNow()
            defer { leave.giveBack() }
        #endif
        return try work()
    }
}

#if canImport(UIKit)
    /// One leave: asked for, granted or not, and over.
    private final class Leave: Sendable {
        private struct State {
            /// Told once whether the leave was granted.
            var told: (@Sendable (Bool) -> Void)?
            var isOver = false
            var whenOver: (@Sendable () -> Void)?
        }

        private let state = Locked(State())
        private let done = DispatchSemaphore(value: 0)

        func asked() async -> Bool {
            await withCheckedContinuation { waiting in ask { waiting.resume(returning: $0) } }
        }

        /// Waits for the answer as long as an "off" may. A leave that is granted later is given back at once.
        func askedNow() {
            let answered = DispatchSemaphore(value: 0)
            // On a thread of its own: the question may wait for the system too.
            DispatchQueue.global(qos: .userInitiated).async { [self] in ask { _ in answered.signal() } }
            _ = answered.wait(timeout: .now() + Activity.answerLimit)
        }

        func whenOver(_ then: @escaping @Sendable () -> Void) {
            let isOver = state.with { state in
                state.whenOver = then
                return state.isOver
            }
            if isOver { then() }
        }

        func giveBack() { done.signal() }

        private func ask(_ told: @escaping @Sendable (Bool) -> Void) {
            state.with { $0.told = told }
            ProcessInfo.processInfo.performExpiringActivity(withReason: "dev.sordino") { [self] expired in
                let (told, whenOver) = state.with { state in
                    defer { state.told = nil }
                    state.isOver = state.isOver || expired
                    return (state.told, state.whenOver)
                }
                told?(!expired)
                if expired { whenOver?() } else { done.wait() }
            }
        }
    }
#endif
