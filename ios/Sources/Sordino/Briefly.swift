import Foundation

/// Asks what may take long on a queue of its own, and waits for the answer for a moment only. So the caller's thread, which
/// may be the main one, never stands behind a lock that another queue holds.
final class Briefly: Sendable {
    /// How long the caller's thread waits.
    static let limit = 0.005

    private let queue = DispatchQueue(label: "dev.sordino.briefly", qos: .userInitiated)
    private let isBusy = Locked(false)

    /// Returns the answer of `call`, or `nil` if it did not come in time or an earlier call is still under way. The call
    /// itself goes on.
    func ask<Answer: Sendable>(_ call: @escaping @Sendable () -> Answer?) -> Answer? {
        let isFirst = isBusy.with { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
        guard isFirst else { return nil }
        let answer = Locked<Answer?>(nil)
        let done = DispatchSemaphore(value: 0)
        queue.async { [isBusy] in
            let own = call()
            answer.with { $0 = own }
            isBusy.with { $0 = false }
            done.signal()
        }
        guard done.wait(timeout: .now() + Self.limit) == .success else { return nil }
        return answer.with { $0 }
    }
}
