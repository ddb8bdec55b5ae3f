import Foundation
import SordinoCore

/// The engine, once it has opened.
struct Opened: Sendable {
    let engine: Engine
    let door: Door
    let names: Names

    /// Calls once for each purpose that a switch stands for.
    func each<Answer>(
        _ pick: (Names) -> [String], _ call: (String) throws -> Answer
    ) rethrows -> [Answer] {
        try pick(names).map(call)
    }
}

/// Sordino as it runs in this process: opening, then open or failed.
final class Running: Sendable {
    let options: Options
    let platform: any Platform
    let board = Board()
    let choices = Choices()
    let uploads = Uploads()
    private let stage = Locked(Stage.opening(Waiting()))
    /// One choice after the other, and the opening before all of them.
    private let queue = DispatchQueue(label: "dev.sordino", qos: .userInitiated)
    /// What follows a turn-off: it takes as long as vendors take.
    let afterwards = DispatchQueue(label: "dev.sordino.afterwards", qos: .utility)

    private enum Stage {
        case opening(Waiting)
        case open(Opened)
        case failed(SordinoError)
    }

    init(_ options: Options, _ platform: any Platform) {
        self.options = options
        self.platform = platform
    }

    func start() {
        choices.ask = { [weak self] in self?.look() ?? [] }
        choices.names = { [weak self] in self?.names }
        platform.starting(self)
        queue.async { self.open() }
    }

    // MARK: What is answered at once

    var opened: Opened? {
        stage.with { if case .open(let opened) = $0 { opened } else { nil } }
    }

    var engine: Engine? { opened?.engine }

    var names: Names? { opened?.names }

    var condition: Condition {
        let stage = stage.with { $0 }
        switch stage {
        case .opening: return .opening
        case .failed(let error): return .failed(error)
        case .open(let opened):
            do { return Condition(try opened.engine.condition()) } catch { return .failed(SordinoError(any: error)) }
        }
    }

    func standings() -> [Standing] { engine.flatMap { try? $0.standings() } ?? [] }

    func standings(_ ids: [String]) -> [Standing] {
        guard let engine else { return [] }
        return ids.compactMap { try? engine.standing(purpose: $0) }
    }

    func shown(_ how: String, _ locale: String?) -> Shown {
        Shown(locale: locale ?? platform.locale, how: how)
    }

    // MARK: Records

    /// Offers a record that was written for the door.
    func offer(_ record: Door.Record) -> Outcome {
        let door: Door? = stage.with { stage in
            if case .open(let opened) = stage { opened.door } else { nil }
        }
        guard let door else { return hold(record) }
        let outcome = door.offer(record)
        if outcome == .accepted { uploads.soon() }
        return outcome
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
        return now ?? offer(record)
    }

    // MARK: What waits for the disk

    /// Calls the engine on Sordino's own queue, after the opening and whatever was asked before.
    func ask<Answer: Sendable>(
        _ call: @escaping @Sendable (Opened) throws -> Answer
    ) async throws(SordinoError) -> Answer {
        guard options.appGroup != nil else { return try await enqueued(call).get() }
        // A process that is suspended with a lock in a shared folder is ended by the system: not while this runs.
        let answer = Locked(Result<Answer, SordinoError>.failure(.NotReady))
        await platform.activity {
            let own = await self.enqueued(call)
            answer.with { $0 = own }
        }
        return try answer.with { $0 }.get()
    }

    private func enqueued<Answer: Sendable>(
        _ call: @escaping @Sendable (Opened) throws -> Answer
    ) async -> Result<Answer, SordinoError> {
        await withCheckedContinuation { waiting in
            queue.async { waiting.resume(returning: self.answer(call)) }
        }
    }

    /// A change that may have closed purposes; what remains to be done for them is begun here.
    func change(
        _ call: @escaping @Sendable (Opened) throws -> [PurposeReceipt]
    ) async throws(SordinoError) -> Receipt {
        let parts = try await changing(call)
        return Receipt(parts: parts, completion: completion(of: parts))
    }

    /// A call after which purposes may stand otherwise, also where it failed half way: the board has it before the caller.
    func changing<Answer: Sendable>(
        _ call: @escaping @Sendable (Opened) throws -> Answer
    ) async throws(SordinoError) -> Answer {
        defer {
            refresh()
            choices.look()
        }
        return try await ask(call)
    }

    private func completion(of parts: [PurposeReceipt]) -> Task<[CompletedReceipt], Never> {
        guard let engine, !parts.isEmpty else { return Task { [] } }
        return Task {
            await withCheckedContinuation { waiting in
                afterwards.async {
                    waiting.resume(returning: parts.compactMap { try? engine.complete(receipt: $0) })
                }
            }
        }
    }

    func turnOn(
        _ pick: @escaping @Sendable (Names) -> [String], _ shown: Shown
    ) async throws(SordinoError) -> Turned {
        try await changing { opened in
            let all = try opened.each(pick) { try opened.engine.turnOn(purpose: $0, shown: shown) }
            return Turned(
                isOpen: !all.isEmpty && all.allSatisfy { $0.open },
                standings: try opened.each(pick) { try opened.engine.standing(purpose: $0) },
                heldRecords: all.reduce(0) { $0 + $1.heldRecords })
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

    // MARK: Opening

    private func open() {
        do {
            let opened = try openedNow()
            board.looked(true, at: platform.uptime)
            refresh(opened)
            letIn(opened)
            uploads.open(self, opened.engine)
            platform.opened(self)
            choices.look()
            afterwards.async { _ = try? opened.engine.tidy() }
            if case .keysLocked = condition.notReady { platform.whenUnlocked { [weak self] in self?.retry() } }
        } catch {
            stage.with { $0 = .failed(SordinoError(any: error)) }
        }
    }

    private func openedNow() throws -> Opened {
        guard libraryFits() else {
            throw SordinoError.BadLibrary(
                what:
                    "the Rust library is not of this package's version, so that nothing may be asked of it: build the app "
                    + "anew with the library that came with the package")
        }
        let policy = try platform.policy()
        let engine = try Engine.open(
            policyJson: policy, folder: try platform.folder().path, keyStore: platform.keyStore,
            vendors: options.vendors, options: SordinoCore.Options(options, facts: platform.facts()))
        return Opened(engine: engine, door: try Door(engine), names: Names(policy: policy))
    }

    /// What was offered meanwhile goes first, in its order; only then does the door stand open.
    private func letIn(_ opened: Opened) {
        while true {
            let waiting: [Door.Record] = stage.with { stage in
                guard case .opening(let waiting) = stage, !waiting.records.isEmpty else {
                    stage = .open(opened)
                    return []
                }
                stage = .opening(Waiting())
                return waiting.records
            }
            if waiting.isEmpty { return }
            for record in waiting { _ = opened.door.offer(record) }
        }
    }

    /// Closes what ran out meanwhile.
    func expire() async throws(SordinoError) -> Receipt { try await change { try $0.engine.expire() } }

    /// Closes what ran out meanwhile, looks where the device is by now, and sends what waits.
    func cameToFront() {
        Task {
            _ = try? await expire()
            _ = try? await ask { [platform] in try $0.engine.setFacts(facts: platform.facts()) }
            uploads.pumpInActivity()
        }
    }

    private func retry() {
        queue.async {
            _ = try? self.engine?.retry()
            self.refresh()
            self.choices.look()
        }
    }
}

/// Records offered before the engine has opened.
struct Waiting {
    static let mostRecords = 256
    static let mostBytes = 256 * 1024

    private(set) var records: [Door.Record] = []
    private var bytes = 0

    mutating func add(_ record: Door.Record) -> Bool {
        guard records.count < Self.mostRecords, bytes + record.count <= Self.mostBytes else { return false }
        records.append(record)
        bytes += record.count
        return true
    }
}

extension SordinoError {
    /// Whatever a generated call throws besides its own errors is a failure inside, such as a panic that was caught.
    init(any error: any Error) { self = (error as? SordinoError) ?? .Broken }
}

extension SordinoCore.Options {
    init(_ options: Options, facts: Facts) {
        self.init(
            facts: facts, overrides: options.overrides, allowLoopbackHttp: options.allowLoopbackHttp,
            cancelLimitMs: options.cancelLimitMillis, vendorLimitMs: options.vendorLimitMillis,
            scrubKnownValues: options.scrubKnownValues)
    }
}
