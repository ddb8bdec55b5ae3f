import Foundation

@testable import Sordino

/// A push service and an app's server that note what they are asked.
final class FakePush: PushService, PushServer {
    struct NoNetwork: Error {}

    private struct State {
        var asked: [String] = []
        var isOnline = true
        var isHanging = false
    }

    private let state = Locked(State())

    var asked: [String] { state.with { $0.asked } }

    /// The same without the requests for a token, which a yes brings about by itself.
    var askedFor: [String] { asked.filter { $0 != "request" } }

    var isRequested: Bool { asked.contains("request") }

    func forgetWhatWasAsked() { state.with { $0.asked = [] } }

    func goOnline(_ isOnline: Bool) { state.with { $0.isOnline = isOnline } }

    /// What is asked from now on is never answered.
    func hang() { state.with { $0.isHanging = true } }

    func requestToken() async throws { try await note("request") }

    func delete() async throws { try await note("delete") }

    func keep(_ token: String) async throws { try await note("keep \(token)") }

    func forget() async throws { try await note("forget") }

    private func note(_ call: String) async throws {
        let (isOnline, isHanging) = state.with { state in
            state.asked.append(call)
            return (state.isOnline, state.isHanging)
        }
        if isHanging { try await Task.sleep(nanoseconds: 60_000_000_000) }
        if !isOnline { throw NoNetwork() }
    }
}

extension PushTokenGate {
    /// Returns once everything that the gate was told is done.
    func settled() async {
        await withCheckedContinuation { waiting in queue.async { waiting.resume() } }
    }
}
