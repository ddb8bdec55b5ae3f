import Foundation
import SordinoCore

/// Stands between the app and every telemetry vendor: lets through what the person allowed and the policy lists.
///
/// ```swift
/// let sordino = SordinoSDK.start()
/// sordino.track("alert_acknowledged", ["minutes": 3])
/// let receipt = try await sordino.crashReports.turnOff()
/// ```
///
/// Every call may be made on any thread. Those that wait for the disk are `async`.
public final class SordinoSDK: Sendable {
    let running: Running

    init(_ running: Running) {
        self.running = running
        running.start()
    }

    /// Starts Sordino with the policy in the app's bundle, `sordino/policy.json`; call it as the app launches.
    ///
    /// Returns at once: the policy, the Keychain and the files are read on a queue of Sordino's. Events offered before
    /// wait in memory, bounded. A second call gives the first one's answer, and its options go unused. It never fails;
    /// ``condition`` says what is wrong, such as a policy that is not in the app.
    @discardableResult
    public static func start(_ options: Options = Options()) -> SordinoSDK {
        started.with { started in
            if let started { return started }
            let new = SordinoSDK(Running(options, ApplePlatform(options)))
            started = new
            return new
        }
    }

    /// The identifier of the background task, for `Info.plist`.
    public static let backgroundTask = "dev.sordino.upload"

    #if canImport(BackgroundTasks) && canImport(UIKit)
        /// Registers a background task that sends what is queued. Call it from the `init` of the app's `App`, or before
        /// `application(_:didFinishLaunchingWithOptions:)` returns: the system ends an app that registers later.
        ///
        /// Needs ``backgroundTask`` under `BGTaskSchedulerPermittedIdentifiers` and `processing` under
        /// `UIBackgroundModes` in the app's `Info.plist`. The task waits for ``start(_:)`` to have opened.
        ///
        /// - Returns: `false` if nothing was registered: `Info.plist` does not list the task, it is registered already,
        ///   or the launch is over.
        @available(iOSApplicationExtension, unavailable)
        @discardableResult
        public static func registerBackgroundUploads() -> Bool {
            BackgroundUploads.register(Bundle.main.infoDictionary ?? [:]) {
                await started.with { $0 }?.running.pumpInBackground() ?? false
            }
        }
    #endif

    private static let started = Locked<SordinoSDK?>(nil)

    /// All purposes of kind `crash`.
    public var crashReports: Purpose { Purpose(running) { $0.ofKind("crash") } }

    /// All purposes of kind `events`.
    public var eventTracking: Purpose { Purpose(running) { $0.ofKind("events") } }

    /// The purpose with this id in the policy. That there is none is told by the calls that change it.
    public func purpose(_ id: String) -> Purpose { Purpose(running) { _ in [id] } }

    /// How every purpose of the policy stands, in its order; empty until the start has opened.
    public var standings: [Standing] { running.standings() }

    /// How every purpose stands now, and again whenever that changes, here or in another process of the app.
    ///
    /// Another process's change is seen within a second. Ends with the loop that reads it.
    public var choices: AsyncStream<[Standing]> { running.choices.stream { _ in nil } }

    /// Offers an event. What the policy does not list is dropped; the rest is minimised for each recipient, sealed and
    /// on disk when this returns ``Outcome/accepted``. No network.
    ///
    /// - Parameters:
    ///   - name: as the policy lists it.
    ///   - properties: what is said about it. Asked for only where the event may be taken: while its purpose is off,
    ///     nothing of this expression is worked out.
    /// - Returns: what became of it. A refused event was never written anywhere.
    @discardableResult
    public func track(
        _ name: String, _ properties: @autoclosure () -> [String: PropertyValue] = [:]
    ) -> Outcome {
        running.offer(name, properties)
    }

    /// Tells who signed in. Only pseudonyms of the ids ever leave.
    ///
    /// - Parameters:
    ///   - userId: `user_id` of the policy.
    ///   - customerId: `customer_id` of the policy.
    ///   - values: what the app knows of the person (name, e-mail address, telephone number). It stays in memory and is
    ///     searched for in free text until sign-out if ``Options/scrubKnownValues`` says so.
    public func signIn(
        userId: String?, customerId: String? = nil, values: [String] = []
    ) async throws(SordinoError) {
        try await running.changing {
            try $0.engine.signIn(account: .init(userId: userId, customerId: customerId), values: values)
        }
    }

    /// Forgets who was signed in. What is queued keeps its pseudonyms; new records carry none.
    public func signOut() async throws(SordinoError) {
        try await running.changing { try $0.engine.signOut() }
    }

    /// Tells what somebody else allows or forbids. It can only lower what the person allowed.
    ///
    /// - Parameters:
    ///   - limiter: who.
    ///   - allows: whether they allow it.
    ///   - purpose: the one purpose it is about; without one, all.
    /// - Returns: one part for each purpose that this closed.
    @discardableResult
    public func limit(
        _ limiter: Limiter, allows: Bool, purpose: String? = nil
    ) async throws(SordinoError) -> Receipt {
        try await running.change { try $0.engine.limit(limiter: limiter, purpose: purpose, allows: allows) }
    }

    /// Erases what is queued, every identity, and the choices. Refusals stay, so that nobody is asked again whose answer
    /// was no.
    ///
    /// - Returns: one part for each purpose that was open.
    @discardableResult
    public func erase() async throws(SordinoError) -> Receipt {
        try await running.change { try $0.engine.erase() }
    }

    /// Every choice since the chain began, as JSON; `sordino verify` proves that it hangs together.
    public func exportChoices() async throws(SordinoError) -> String {
        try await running.ask { try $0.engine.exportLedger() }
    }

    /// Sends what waits and may be sent now. Sordino does so by itself; this is for a screen or a test that cannot wait.
    public func flush() async {
        await running.uploads.pump()
    }

    /// What waits to be sent.
    public var queued: [Queued] {
        get async { (try? await running.ask { try $0.engine.queued() }) ?? [] }
    }

    /// The last uploads since the start, at most 64, oldest first. It holds nothing of what was in them.
    public var leftLately: [Left] { running.engine.flatMap { try? $0.leftLately() } ?? [] }

    /// What was counted since the start, in this process; none until it has opened.
    public var counters: Counters? { running.counters }

    /// How Sordino is, and what it found at the start.
    public var condition: Condition { running.condition }

    /// Asks the Keychain again, after ``Condition/notReady`` said that it failed.
    public func retry() async throws(SordinoError) {
        _ = try await running.changing { try $0.engine.retry() }
    }
}
