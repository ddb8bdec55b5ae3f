import Foundation
import SordinoCore

/// Stands between the app and every telemetry vendor, and lets through what the person allowed and the policy lists.
///
/// ```swift
/// let sordino = SordinoSDK.start()
/// sordino.track("alert_acknowledged", ["minutes": 3])
/// let receipt = try await sordino.crashReports.turnOff()
/// ```
///
/// Every call may be made on any thread. Calls that wait for the disk are `async`.
public final class SordinoSDK: Sendable {
    let running: Running

    init(_ running: Running) {
        self.running = running
        running.start()
    }

    /// Starts Sordino with the policy in the app's bundle, `sordino/policy.json`; call it as the app launches.
    ///
    /// Returns at once. The policy, the Keychain and the files are read on a queue of Sordino's; events offered until then
    /// are held in memory, at most 256 of them. A second call returns the same object and ignores its options. The call
    /// never fails: ``condition`` says what is wrong, such as a policy that is not in the app.
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

    /// Returns the switch of all purposes of kind `crash`.
    public var crashReports: Purpose { Purpose(running) { $0.ofKind("crash") } }

    /// Returns the switch of all purposes of kind `events`.
    public var eventTracking: Purpose { Purpose(running) { $0.ofKind("events") } }

    /// Returns the switch of the purpose with this id in the policy. If the policy has none, the calls that change it fail with
    /// `UnknownPurpose` as ``PartlyDone/why``.
    public func purpose(_ id: String) -> Purpose { Purpose(running) { _ in [id] } }

    /// Returns one switch of several purposes, by their ids in the policy. The calls that change them try each of them, in
    /// this order.
    public func purposes(_ ids: [String]) -> Purpose { Purpose(running) { _ in ids } }

    /// Returns how every purpose stands, in the policy's order. Empty until the start has opened. Answered from memory.
    public var statuses: [PurposeStatus] { running.statuses() }

    /// Returns a stream of how every purpose stands: now, and again after each change in this process or another one of
    /// the app.
    ///
    /// Another process's change arrives within a second. The stream ends with the loop that reads it.
    public var choices: AsyncStream<[PurposeStatus]> { running.choices.stream { _ in nil } }

    /// Offers an event. Properties that the policy does not list are dropped. The rest is minimised for each recipient and
    /// is on disk, sealed, when this returns ``Outcome/accepted``. The call does no network.
    ///
    /// - Parameters:
    ///   - name: the event's name in the policy.
    ///   - properties: the event's properties: Swift's own values, see ``PropertyConvertible``. The expression is evaluated
    ///     only if the event may be taken, never while its purpose is off.
    /// - Returns: the event's fate. A refused event was never written anywhere.
    @discardableResult
    public func track(
        _ name: String, _ properties: @autoclosure () -> [String: any PropertyConvertible] = [:]
    ) -> Outcome {
        running.offer(name, properties)
    }

    /// Offers an error that ends the app as a crash report, with the calls of whoever offers it. Uncaught exceptions need no call.
    ///
    /// - Returns: the best outcome among the purposes of kind `crash`.
    @discardableResult
    public func crash(_ error: any Error) -> Outcome {
        running.offer(Exceptions.report(error, isHandled: false))
    }

    /// Offers an error that the app caught and went on from, under the purposes and fields of crash reports.
    ///
    /// It is marked so where the policy lists `exception_handled`; without that a server counts it as a crash.
    ///
    /// - Returns: the best outcome among the purposes of kind `crash`.
    @discardableResult
    public func report(_ error: any Error) -> Outcome {
        running.offer(Exceptions.report(error, isHandled: true), "error")
    }

    /// Notes what the app did, for the next crash report or reported error of this process, which takes the last 30 along
    /// where the policy lists `breadcrumbs`.
    ///
    /// Kept in memory alone, 200 bytes of each, and only while a purpose of crash reports is on: an off forgets them, and
    /// so does a sign-out. They are free text: let the policy scrub them.
    public func breadcrumb(_ text: String) {
        _ = running.offer(Door.breadcrumb(text), "breadcrumb")
    }

    /// Returns what minimises for a vendor's SDK that the app keeps and that sends by itself.
    ///
    /// - Parameter recipient: the SDK's id in the policy, where it is a recipient of kind `vendor_sdk`.
    public func minimiser(for recipient: String) -> Minimiser { Minimiser(running: running, recipient: recipient) }

    /// Sets who is signed in. Only pseudonyms of the ids ever leave; in free text the ids are replaced until
    /// sign-out.
    ///
    /// - Parameters:
    ///   - userId: `user_id` of the policy.
    ///   - customerId: `customer_id` of the policy.
    ///   - values: what the app knows of the person: name, e-mail address, telephone number. The values stay in memory
    ///     until sign-out. Free text is searched for them unless ``Options/scrubKnownValues`` is off.
    public func signIn(
        userId: String?, customerId: String? = nil, values: [String] = []
    ) async throws(SordinoError) {
        try await running.changing {
            try $0.engine.signIn(account: .init(userId: userId, customerId: customerId), values: values)
        }
    }

    /// Forgets who is signed in. Queued records keep their pseudonyms; new records carry none.
    public func signOut() async throws(SordinoError) {
        try await running.changing { try $0.engine.signOut() }
    }

    /// Returns the categories of notifications that the policy has, as they stand now.
    ///
    /// - Throws: `UnknownPurpose` if the policy has no push permission.
    public func pushCategories(locale: String? = nil) async throws(SordinoError) -> [PushCategory] {
        try await running.pushStep(.look, locale).categories
    }

    /// Sets what a limiter other than the person allows. It can only lower what the person allowed.
    ///
    /// - Parameters:
    ///   - limiter: the limiter.
    ///   - allows: whether the limiter allows the purpose.
    ///   - purposes: ids of the purposes, each of which is tried; `nil` stands for all.
    /// - Returns: a receipt with one part for each purpose that the call closed.
    /// - Throws: ``PartlyDone`` if the limit could not be written for a purpose; it carries the receipt of the others. Set
    ///   the limit again then.
    @discardableResult
    public func limit(
        _ limiter: Limiter, allows: Bool, purposes: [String]? = nil
    ) async throws(PartlyDone<Receipt>) -> Receipt {
        try await running.close(isOff: !allows) {
            try $0.engine.limitEach(limiter: limiter, purposes: purposes, allows: allows)
        }
    }

    /// Tells the person's age as far as it is known, from Declared Age Range or from the person.
    ///
    /// The policy's `minimum_age` decides. Below it, or where the band does not show it, every optional purpose is off and
    /// locked, and what was collected for it is destroyed. Without either bound nothing changes. Only whether the person
    /// is old enough is kept, never an age.
    ///
    /// - Parameters:
    ///   - atLeast: the lower end of the band, in whole years.
    ///   - atMost: the upper end of the band, in whole years.
    /// - Returns: a receipt with one part for each purpose that this closed.
    /// - Throws: ``PartlyDone`` if it could not be written; it carries the receipt of what was closed. Tell it again then.
    @discardableResult
    public func tellAge(atLeast: Int?, atMost: Int?) async throws(PartlyDone<Receipt>) -> Receipt {
        let (low, high) = (atLeast.map { UInt8(clamping: $0) }, atMost.map { UInt8(clamping: $0) })
        return try await running.close { try $0.engine.tellAge(atLeast: low, atMost: high) }
    }

    /// Tells what signals by machine say.
    ///
    /// They close purposes of telemetry for as long as they say so, and open none. What is said and cannot be read closes.
    /// Without `gpc` and without a key that is looked at nothing changes. Tell them at each start and when the app comes to
    /// the front: what was told already writes nothing.
    ///
    /// - Parameters:
    ///   - gpc: what Global Privacy Control says, where the app has it: from the header `Sec-GPC` of a web view, or from the
    ///     person's account.
    ///   - preference: returns what stands under a key where a consent tool leaves IAB's keys:
    ///     `{ UserDefaults.standard.string(forKey: $0) }`. It is asked for no other key.
    /// - Returns: a receipt with one part for each purpose that this closed.
    /// - Throws: ``PartlyDone`` if it could not be written; it carries the receipt of what was closed. Tell it again then.
    @discardableResult
    public func tellSignals(
        gpc: Bool?, preference: @Sendable (String) -> String? = { _ in nil }
    ) async throws(PartlyDone<Receipt>) -> Receipt {
        let keys = (try? signalKeys()) ?? []
        let said = keys.compactMap { key in preference(key).map { Preference(key: key, value: $0) } }
        return try await running.close { try $0.engine.tellSignals(gpc: gpc, preferences: said) }
    }

    /// Erases queued records, identities and choices. Refusals stay, so that a person who said no is not asked again.
    ///
    /// - Returns: a receipt with one part for each purpose that was open.
    /// - Throws: ``PartlyDone`` if not all could be erased; it carries the receipt of what was closed, and names what was not
    ///   erased: the chain of choices by the empty id.
    @discardableResult
    public func erase() async throws(PartlyDone<Receipt>) -> Receipt {
        try await running.close { try $0.engine.erase() }
    }

    /// Forgets the person whose account was deleted, then erases as ``erase()`` does. Past choices then name the day by which
    /// the controller's backups must be gone. Push tokens are deleted.
    ///
    /// - Returns: a receipt with one part for each purpose that was open.
    /// - Throws: ``PartlyDone``, as ``erase()`` does.
    @discardableResult
    public func accountDeleted() async throws(PartlyDone<Receipt>) -> Receipt {
        try await running.close { try $0.engine.accountDeleted() }
    }

    /// Asks the controller to delete what recipients hold under the pseudonyms of this install (GDPR Art. 17 and 19).
    ///
    /// It goes to the policy's recipient of kind `rights` and to nobody else. Once this returns, the request is owed on the
    /// disk: it outlives a turn-off and ``erase()``, so ask before or after them. It is sent until that endpoint takes it, 20
    /// times at most; ``deletion()`` says how it ended. Where no recipient knows a pseudonym, nothing is owed.
    @discardableResult
    public func requestDeletion() async throws(SordinoError) -> Deletion {
        let owed = try await running.ask { try $0.engine.requestDeletion() }
        running.uploads.soon()
        return owed
    }

    /// Returns how far the last request for deletion is.
    public func deletion() async throws(SordinoError) -> Deletion {
        try await running.ask { try $0.engine.deletion() }
    }

    /// Returns a request that the person sends by mail or shares: whom to, in which words, until when, and the pseudonyms that
    /// recipients know this install by. Nothing of it is kept or sent.
    ///
    /// - Parameters:
    ///   - kind: what the person asks for. A complaint goes to the policy's supervisory authority, anything else to the
    ///     controller.
    ///   - organisation: the organisation whose account it is, which answers in the controller's place.
    ///   - locale: the language that is wanted; the device's without one.
    public func ticket(
        _ kind: TicketKind, organisation: Addressee? = nil, locale: String? = nil
    ) async throws(SordinoError) -> RightsTicket {
        try await running.ticket(kind, organisation, locale, DeviceFacts.utcOffsetMinutes)
    }

    /// Returns what was closed without a call: by a term that ended, by another policy or by a limit, found at this start;
    /// and turn-offs of before whose vendors had not confirmed them when the process ended. Their completion has begun. It
    /// has no parts before the start has opened.
    public var unfinished: Receipt { running.unfinished.with { $0 } ?? Receipt(parts: [], completion: Task { [] }) }

    /// Returns everything that Sordino holds about the person who is signed in, as one JSON document (GDPR Art. 15 and 20).
    ///
    /// It holds the choices with their chain, why each purpose is on or off, the pseudonyms that recipients know, what waits,
    /// readable as it was minimised, and what is kept between runs. Hand it to that person and to nobody else.
    public func exportData() async throws(SordinoError) -> String {
        try await running.ask { try $0.engine.exportData() }
    }

    /// Returns every choice since the chain began, as JSON. `sordino verify` checks that the chain is whole.
    public func exportChoices() async throws(SordinoError) -> String {
        try await running.ask { try $0.engine.exportLedger() }
    }

    /// Returns the same choices as a record of consent in DPV JSON-LD, by the guide for ISO/IEC TS 27560.
    public func consentRecord() async throws(SordinoError) -> String {
        try await running.ask { try $0.engine.consentRecord() }
    }

    /// Sends the queued records that may be sent now. Sordino does so by itself; this call is for screens and tests.
    public func flush() async {
        await running.uploads.pump()
    }

    /// Returns what is queued, by purpose and recipient.
    public var queued: [Queued] {
        get async { (try? await running.ask { try $0.engine.queued() }) ?? [] }
    }

    /// Returns the last uploads since the start, at most 64, oldest first, without their content.
    public var recentUploads: [RecentUpload] { running.engine.flatMap { try? $0.recentUploads() } ?? [] }

    /// Returns what each vendor's SDK was told last, and what came of it; a vendor that has not answered yet is left out. One
    /// that is off is asked again once a minute while the app records, and when it comes to the front.
    public var vendors: [VendorOutcome] { running.engine.flatMap { try? $0.vendors() } ?? [] }

    /// Returns the last decisions about records, at most a hundred, oldest first: what was stored for whom, what was refused,
    /// and by which rule. Empty unless ``Options/keepDecisions`` is on.
    ///
    /// They are in this process's memory alone and never sent. What was stored for a purpose is told while the purpose is
    /// on: an off destroys it. A refused record is told by its name and the reason.
    public var recentDecisions: [Decision] { running.engine.flatMap { try? $0.recentDecisions() } ?? [] }

    /// Returns what this process has counted since the start, or `nil` until the start has opened.
    public var counters: Counters? { running.counters }

    /// Returns Sordino's health, and what the start found.
    public var condition: Condition { running.condition }

    /// Asks the Keychain and the files again. Use it after ``Condition/notReady`` said that they failed.
    public func retry() async throws(SordinoError) {
        _ = try await running.changing { try $0.engine.retry() }
    }
}
