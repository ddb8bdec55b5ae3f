import Foundation
import SordinoCore

/// Sordino as it runs in this process: opening, then open or failed.
final class Running: Sendable {
    let options: Options
    let platform: any Platform
    let board = Board()
    let choices = Choices()
    let uploads = Uploads()
    let stage = Locked(Stage.opening(Waiting()))
    /// The engine while it asks for its keys: everything is closed, and a no can be written.
    let closed = Locked<Opened?>(nil)
    /// Open once the first try to open has ended.
    let settled = Gate()
    /// One choice after the other, and the opening before all of them.
    let queue = DispatchQueue(label: "dev.sordino", qos: .userInitiated)
    /// What follows a turn-off: it takes as long as vendors take.
    let afterwards = DispatchQueue(label: "dev.sordino.afterwards", qos: .utility)
    let briefly = Briefly()
    private let isStoring = Locked(false)
    /// What nobody was given a receipt for.
    let unfinished = Locked<Receipt?>(nil)
    /// Pauses before what waits in memory is stored; in seconds.
    private static let (firstPause, longestPause) = (0.02, 60.0)
    let retries = Retries()

    init(_ options: Options, _ platform: any Platform) {
        self.options = options
        self.platform = platform
    }

    func start() {
        platform.watch?.begins(self)
        choices.ask = { [weak self] in self?.refresh() ?? [] }
        choices.purposes = { [weak self] in self?.purposes }
        gates.forEach { $0.bind(self) }
        for one in options.vendors.compactMap({ $0 as? any MinimisingSwitch }) {
            one.bind(Minimiser(running: self, recipient: one.recipient))
        }
        platform.starting(self)
        queue.async { self.open() }
    }

    /// The gates of push services among the app's switches.
    var gates: [PushTokenGate] { options.vendors.compactMap { $0 as? PushTokenGate } }

    /// Runs what may lock a file. A process that is suspended with a lock in a shared folder is ended by the system, so
    /// with an app group the system is asked for leave first.
    func holding<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
        options.appGroup == nil ? try work() : try platform.holding(work)
    }

    // MARK: What is answered at once

    var opened: Opened? {
        stage.with { if case .open(let opened) = $0 { opened } else { nil } }
    }

    var engine: Engine? { opened?.engine }

    /// Why the start failed for good.
    var failure: SordinoError? {
        stage.with { if case .failed(let error) = $0 { error } else { nil } }
    }

    var purposes: [PurposeNames]? { opened?.purposes }

    /// How it is, as last heard where the core does not say so at once.
    var condition: Condition {
        enum Now {
            case known(Condition)
            case ask(Opened)
        }
        let now: Now = stage.with { stage in
            switch stage {
            case .opening(let waiting): .known(.opening(waiting.why))
            case .failed(let error): .known(.failed(error))
            case .open(let opened): .ask(opened)
            }
        }
        switch now {
        case .known(let condition): return condition
        case .ask(let opened):
            return briefly.ask { self.heard(opened) } ?? board.condition ?? .opening(.opening)
        }
    }

    /// What the core says of itself.
    func heard(_ opened: Opened) -> Condition {
        do {
            let core = try opened.engine.condition()
            return Condition(core, keyIsMissing: platform.keyIsMissing, filesAreLocked: platform.filesAreLocked)
        } catch { return .failed(SordinoError(any: error)) }
    }

    func shown(_ how: String, _ locale: String?) -> Shown {
        Shown(locale: locale ?? platform.locale, how: how)
    }

    // MARK: Records

    /// Offers a record that was written for the door.
    ///
    /// - Parameter name: the event's name, or what else it is; for whoever looks on.
    func offer(_ record: Door.Record, _ name: String = "crash report") -> Outcome {
        let outcome = taken(record)
        platform.watch?.answered(name, outcome)
        return outcome
    }

    private func taken(_ record: Door.Record) -> Outcome {
        let door: Door? = stage.with { stage in
            if case .open(let opened) = stage { opened.door } else { nil }
        }
        guard let door else { return hold(record) }
        let outcome = door.offer(record)
        if outcome == .accepted { uploads.soon() }
        if outcome == .heldInMemory { storeSoon(after: Self.firstPause) }
        return outcome
    }

    /// What a lock kept from the queue waits in the core's memory. It is stored off the caller's thread, which waits for the
    /// lock; where that does not help, as on a full disk, after pauses that grow.
    private func storeSoon(after pause: Double) {
        let isFirst = isStoring.with { isStoring in
            defer { isStoring = true }
            return !isStoring
        }
        guard isFirst else { return }
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + pause) { [weak self] in
            guard let self else { return }
            isStoring.with { $0 = false }
            guard let engine else { return }
            let isDone = holding { (try? engine.storeLate()) ?? true }
            if isDone { uploads.soon() } else { storeSoon(after: min(pause * 4, Self.longestPause)) }
        }
    }

    private func hold(_ record: Door.Record) -> Outcome {
        let now: Outcome? = stage.with { stage in
            switch stage {
            case .opening(var waiting):
                let held = waiting.add(record)
                stage = .opening(waiting)
                return held ? .heldInMemory : .refused(.noRoom)
            case .failed: return .refused(.noEngine)
            case .open: return nil
            }
        }
        return now ?? taken(record)
    }

    // MARK: What waits for the disk

    /// Calls the engine on Sordino's own queue, after the opening and whatever was asked before.
    func ask<Answer: Sendable>(
        _ call: @escaping @Sendable (Opened) throws -> Answer
    ) async throws(SordinoError) -> Answer {
        let result: Result<Answer, SordinoError> = await withCheckedContinuation { waiting in
            queue.async {
                // A start that could not open is tried again by whoever asks.
                self.openAgain()
                waiting.resume(returning: self.holding { self.answer(call) })
            }
        }
        return try result.get()
    }

    /// The same for a call that only closes: it waits for no Keychain.
    private func askForOff<Answer: Sendable>(
        _ call: @escaping @Sendable (Opened) throws -> Answer
    ) async throws(SordinoError) -> Answer {
        let isOpening = stage.with { if case .opening = $0 { true } else { false } }
        guard isOpening, let closed = closed.with({ $0 }) else { return try await ask(call) }
        let result: Result<Answer, SordinoError> = await withCheckedContinuation { waiting in
            DispatchQueue.global(qos: .userInitiated).async {
                waiting.resume(
                    returning: self.holding {
                        do { return .success(try call(closed)) } catch { return .failure(SordinoError(any: error)) }
                    })
            }
        }
        return try result.get()
    }

    /// A call over several purposes that may have closed some; what remains to be done for these is begun here, also where
    /// the call failed for others.
    func close(
        isOff: Bool = false, _ call: @escaping @Sendable (Opened) throws -> Closings
    ) async throws(PartlyDone<Receipt>) -> Receipt {
        let closings: Closings
        do { closings = try await changing(isOff: isOff, call) } catch {
            throw PartlyDone(nothing: Receipt(parts: [], completion: completion(of: [])), error)
        }
        let receipt = Receipt(parts: closings.receipts, completion: completion(of: closings.receipts))
        platform.watch?.closed(receipt)
        if let error = PartlyDone(receipt, closings.failed) { throw error }
        return receipt
    }

    /// A change that may have closed purposes; what remains to be done for them is begun here.
    func change(
        _ call: @escaping @Sendable (Opened) throws -> [PurposeReceipt]
    ) async throws(SordinoError) -> Receipt {
        let parts = try await changing(call)
        let receipt = Receipt(parts: parts, completion: completion(of: parts))
        platform.watch?.closed(receipt)
        return receipt
    }

    /// A call after which purposes may stand otherwise, also where it failed half way: the board has it before the caller.
    func changing<Answer: Sendable>(
        isOff: Bool = false, _ call: @escaping @Sendable (Opened) throws -> Answer
    ) async throws(SordinoError) -> Answer {
        defer {
            post()
            platform.watch?.changed()
            choices.refresh()
        }
        return try await isOff ? askForOff(call) : ask(call)
    }

    /// Asks the engine that has just opened for what nobody was given a receipt for, and begins to complete it.
    func takeUnfinished(_ opened: Opened) {
        guard let parts = holding({ try? opened.engine.unfinished() }), !parts.isEmpty else { return }
        let receipt = Receipt(parts: parts, completion: completion(of: parts))
        unfinished.with { $0 = receipt }
    }

    private func completion(of parts: [PurposeReceipt]) -> Task<[CompletedReceipt], Never> {
        guard !parts.isEmpty else { return Task { [] } }
        return Task {
            // Behind the opening, in its queue: an off does not wait for that.
            if engine == nil { _ = try? await ask { _ in } }
            guard let engine = engine ?? closed.with({ $0 })?.engine else { return [] }
            return await withCheckedContinuation { waiting in
                afterwards.async {
                    let completed = self.holding { parts.compactMap { try? engine.complete(receipt: $0) } }
                    waiting.resume(returning: completed)
                }
            }
        }
    }

    func turnOn(
        _ pick: @escaping @Sendable ([PurposeNames]) -> [String], _ shown: Shown
    ) async throws(PartlyDone<TurnOnResult>) -> TurnOnResult {
        let (turned, failed): (TurnOnResult, [FailedPurpose])
        do {
            (turned, failed) = try await changing { opened in
                self.retryForChoice(opened)
                let openings = try opened.engine.turnOnEach(purposes: pick(opened.purposes), shown: shown)
                return (TurnOnResult(openings, try opened.engine.statuses()), openings.failed)
            }
        } catch { throw PartlyDone(nothing: TurnOnResult(isOpen: false, statuses: [], heldRecords: 0), error) }
        if let error = PartlyDone(turned, failed) { throw error }
        return turned
    }

    func choose(
        _ pick: @escaping @Sendable ([PurposeNames]) -> [String], _ state: ChoiceState, _ shown: Shown
    ) async throws(PartlyDone<Receipt>) -> Receipt {
        try await close(isOff: state == .refused || state == .objected) { opened in
            // A notice that was shown opens a purpose too.
            if state == .informed { self.retryForChoice(opened) }
            return try opened.engine.chooseEach(purposes: pick(opened.purposes), state: state, shown: shown)
        }
    }

    private func answer<Answer>(_ call: (Opened) throws -> Answer) -> Result<Answer, SordinoError> {
        let stage = stage.with { $0 }
        switch stage {
        case .open(let opened):
            do { return .success(try call(opened)) } catch { return .failure(SordinoError(any: error)) }
        case .failed(let error): return .failure(error)
        case .opening: return .failure(.NotReady)
        }
    }

    // MARK: Moments of the app

    /// Closes what ran out meanwhile.
    func expire() async throws(PartlyDone<Receipt>) -> Receipt { try await close { try $0.engine.expireEach() } }

    /// Takes over what the organisation that manages the device set. What could not be written is told at the next look.
    @discardableResult
    func lookAtOrganisation() async -> Receipt? {
        guard let keys = try? engine?.organisationKeys() else { return nil }
        let settings = platform.organisation(keys).map { Preference(key: $0.key, value: $0.value) }
        guard !settings.isEmpty else { return nil }
        do {
            return try await close { try $0.engine.tellOrganisation(settings: settings) }
        } catch { return error.done }
    }

    func ticket(
        _ kind: TicketKind, _ organisation: Addressee?, _ locale: String?, _ minutesAhead: Int32
    ) async throws(SordinoError) -> RightsTicket {
        try await ask { [platform] in
            let locale = locale ?? platform.locale
            return try $0.engine.ticket(
                kind: kind, organisation: organisation, locale: locale, utcOffsetMinutes: minutesAhead)
        }
    }

    /// Sends what waits, once the start has opened. Returns `false` if it did not open.
    func pumpInBackground() async -> Bool {
        // Behind the opening, in the same queue.
        guard (try? await ask { _ in }) != nil else { return false }
        await uploads.pumpWhileGranted()
        return true
    }

    /// Tries again what could not be had, closes what ran out meanwhile, looks where the device is by now, and sends what
    /// waits.
    func cameToFront() {
        retrySoon()
        Task {
            _ = try? await expire()
            _ = try? await ask { [platform] in try $0.engine.setFacts(facts: platform.facts()) }
            uploads.pumpInActivity()
            await lookAtOrganisation()
            await lookAtFlows()
        }
    }
}

extension SordinoError {
    /// Whatever a generated call throws besides its own errors is a failure inside, such as a panic that was caught.
    init(any error: any Error) { self = (error as? SordinoError) ?? .Broken }
}

extension SordinoCore.Options {
    init(_ options: Options, facts: Facts, isWatched: Bool) {
        self.init(
            facts: facts, platform: .ios, overrides: options.overrides, allowLoopbackHttp: options.allowLoopbackHttp,
            cancelLimitMs: options.cancelLimitMillis, vendorLimitMs: options.vendorLimitMillis,
            scrubKnownValues: options.scrubKnownValues, keepDecisions: options.keepDecisions || isWatched)
    }
}
