import Foundation
import SordinoCore

/// The service that issues the app's push token, such as Apple's, or one between Apple and the app's server.
///
/// Its calls are made one after the other; a call of ``requestToken()`` may go on beside them.
public protocol PushService: Sendable {
    /// Asks the service for a token; hand the token to ``PushTokenGate/issued(_:)``. Cancelled if the last purpose closes
    /// meanwhile.
    func requestToken() async throws

    /// Has the service delete the token, and what it keeps with it. Returns once the service did, and throws if it could not.
    func delete() async throws
}

/// The app's own server, which sends the notifications. Its calls are made one after the other.
public protocol PushServer: Sendable {
    /// Tells the server the token.
    func keep(_ token: String) async throws

    /// Has the server forget the token, while the session still stands. Returns once the server did, and throws if it could
    /// not.
    func forget() async throws
}

/// Stands between the app and its push service: no token is asked for before a yes, and none is left after the last one was
/// taken back. Hand the gate over in ``Options/vendors``.
///
/// ```swift
/// let gate = PushTokenGate("apple_push", service: ApplePush(), server: OnCallServer())
/// var options = Options()
/// options.vendors = [gate]
/// SordinoSDK.start(options)
/// ```
///
/// What could not be deleted, as without a network, is tried again at the next starts, 20 times at most; the receipt says so.
public final class PushTokenGate: VendorSwitch {
    private let id: String
    private let service: any PushService
    private let server: any PushServer
    /// In seconds: the app's own code counts as failed after that.
    private let limit: Double
    /// One input after the other: a token that is being told to the server is there before the server forgets it.
    let queue = DispatchQueue(label: "dev.sordino.push", qos: .utility)
    private let state = Locked(State())

    private struct State {
        weak var running: Running?
        /// A token that came before the core could be asked.
        var early: String?
        var requesting: Task<Void, Never>?
        /// What the core said last of the token; nothing before the core could be asked.
        var said: TokenAnswer?
    }

    /// Makes the gate of a service.
    ///
    /// - Parameters:
    ///   - recipient: the id of the service in the policy, where it is a recipient of kind `vendor_sdk`.
    ///   - service: the service, which the app calls.
    ///   - server: the app's own server.
    public convenience init(_ recipient: String, service: any PushService, server: any PushServer) {
        self.init(recipient, service: service, server: server, limit: 60)
    }

    init(_ recipient: String, service: any PushService, server: any PushServer, limit: Double) {
        (id, self.service, self.server, self.limit) = (recipient, service, server, limit)
    }

    /// Returns the service, by its id in the policy.
    public func about() -> VendorAbout { VendorAbout(recipient: id, name: id, version: "") }

    /// Follows the purposes that are open. Sordino calls it, on a thread of its own.
    public func apply(openPurposes: [String]) -> VendorReport {
        // What was begun under a yes that no longer stands need not go on.
        if openPurposes.isEmpty { state.with { $0.requesting.take() }?.cancel() }
        queue.sync { _ = go(.told) }
        return VendorReport(inFlight: nil, purged: nil)
    }

    /// Returns whether a token is left, as the core said last.
    public func readBack() -> VendorReadBack {
        switch state.with({ $0.said }) {
        case .off: VendorReadBack(collecting: .no, unsent: 0, hasId: false)
        case .stillOn: VendorReadBack(collecting: .no, unsent: 0, hasId: true)
        default: VendorReadBack(collecting: .cannotTell, unsent: nil, hasId: nil)
        }
    }

    /// Takes a token that the service issued: hands the token to the app's server if a purpose is open, else has the service
    /// delete it. Returns at once. While Sordino still opens, the token waits in memory.
    public func issued(_ token: String) {
        queue.async { self.take(token) }
    }

    /// Takes Apple's token, as `application(_:didRegisterForRemoteNotificationsWithDeviceToken:)` has it. The app's server is
    /// told its bytes as hexadecimal digits.
    public func issued(deviceToken token: Data) {
        issued(token.map { String(format: "%02x", $0) }.joined())
    }

    /// Has the token handed to the app's server again, after somebody signed in.
    public func signedIn() async {
        await onQueue { _ = self.go(.told) }
    }

    /// Has the app's server forget the token before the person signs out. Call it while the session still stands; it waits
    /// for the server.
    ///
    /// - Returns: `true` if no token is left at the server.
    public func signingOut() async -> Bool {
        await onQueue {
            var didForget = true
            let next = self.go(.signingOut) { didForget = $0 }
            return didForget && next.map { $0.answer != .cannotTell } ?? false
        }
    }

    func bind(_ running: Running) { state.with { $0.running = running } }

    /// The start tells the gate before the core can be asked; the core is asked now.
    func opened() {
        queue.async {
            _ = self.go(.told)
            if let token = self.state.with({ $0.early.take() }) { self.take(token) }
        }
    }

    private func take(_ token: String) {
        // One that the core could not be asked about is asked about again after the next opening.
        if engine == nil || go(.issued, token) == nil { state.with { $0.early = token } }
    }

    private var engine: Engine? { state.with { $0.running }?.engine }

    /// Carries out what the core says until it says nothing more. Runs on the queue.
    private func go(_ first: TokenInput, _ token: String? = nil, forgot: (Bool) -> Void = { _ in }) -> TokenNext? {
        var input = first
        while true {
            guard let running = state.with({ $0.running }), let engine = running.engine,
                let next = running.holding({ try? engine.tokenStep(service: id, input: input) })
            else { return nil }
            state.with { $0.said = next.answer }
            switch next.step {
            case .register:
                requestToken()
                return next
            case .handOver:
                _ = token.map { token in did { [server] in try await server.keep(token) } }
                return next
            case .forget:
                let did = did { [server] in try await server.forget() }
                forgot(did)
                input = did ? .forgotten : .failed
            case .delete: input = did { [service] in try await service.delete() } ? .deleted : .failed
            // Nothing is to be done, or nothing more is tried.
            default: return next
            }
        }
    }

    /// Nobody waits for it: what the app does there may end with ``issued(_:)``, which waits for the queue.
    private func requestToken() {
        let task = Task { [service] in
            guard !Task.isCancelled else { return }
            try? await service.requestToken()
        }
        state.with { state in
            state.requesting?.cancel()
            state.requesting = task
        }
    }

    /// Waits for the app's own code on this thread, which is the queue's. Returns `false` if the code threw or took too long.
    private func did(_ call: @escaping @Sendable () async throws -> Void) -> Bool {
        let done = DispatchSemaphore(value: 0)
        let didIt = Locked(false)
        let task = Task {
            if (try? await call()) != nil { didIt.with { $0 = true } }
            done.signal()
        }
        guard done.wait(timeout: .now() + limit) == .success else {
            task.cancel()
            return false
        }
        return didIt.with { $0 }
    }

    private func onQueue<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { waiting in queue.async { waiting.resume(returning: work()) } }
    }
}
