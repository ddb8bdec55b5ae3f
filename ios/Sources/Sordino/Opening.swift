import Foundation
import SordinoCore

/// The engine, once it has opened.
struct Opened: Sendable {
    let engine: Engine
    let door: Door
    let purposes: [PurposeNames]
    private let owners: [String: String]

    init(_ engine: Engine) throws {
        self.engine = engine
        door = try Door(engine)
        purposes = try engine.purposes()
        let pairs = purposes.flatMap { purpose in purpose.events.map { ($0, purpose.purpose) } }
        owners = Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    /// Whose an event is.
    func purpose(of event: String) -> String? { owners[event] }
}

extension [PurposeNames] {
    func ofKind(_ kind: String) -> [String] { filter { $0.kind == kind }.map(\.purpose) }
}

/// How far the start has come.
enum Stage {
    case opening(Waiting)
    case open(Opened)
    case failed(SordinoError)
}

/// Records offered before the engine has opened.
struct Waiting {
    static let mostRecords = 256
    static let mostBytes = 256 * 1024

    private(set) var records: [Door.Record] = []
    private var bytes = 0
    /// Why it has not opened at the last try.
    var why = NotReady.opening

    mutating func add(_ record: Door.Record) -> Bool {
        guard records.count < Self.mostRecords, bytes + record.count <= Self.mostBytes else { return false }
        records.append(record)
        bytes += record.count
        return true
    }

    /// Gives what waits and forgets it.
    mutating func taken() -> [Door.Record] {
        defer { (records, bytes) = ([], 0) }
        return records
    }
}

/// Opening, and trying again: files and keys may be locked until the first unlock.
extension Running {
    func open() {
        do {
            let opened = try holding { try openedNow() }
            board.looked(true, at: platform.uptime)
            post(opened)
            letIn(opened)
            gates.forEach { $0.opened() }
            uploads.open(self, opened.engine)
            if board.condition?.isWhole == true { platform.ready(self) }
            choices.refresh()
            takeUnfinished(opened)
            Task { await lookAtOrganisation() }
            afterwards.async { self.holding { _ = try? opened.engine.tidy() } }
        } catch {
            let error = SordinoError(any: error)
            let why: NotReady = platform.filesAreLocked() ? .keysLocked : .filesForbidden
            stage.with { stage in
                // What was offered still waits where another try may help.
                guard error == .NotReady, case .opening(var waiting) = stage else { return stage = .failed(error) }
                waiting.why = why
                stage = .opening(waiting)
            }
        }
        settled.open()
        platform.watch?.settled()
        planRetry()
    }

    private func openedNow() throws -> Opened {
        guard libraryFits() else {
            throw SordinoError.BadLibrary(
                what:
                    "the Rust library is not of this package's version, so that nothing may be asked of it: build the app "
                    + "anew with the library that came with the package")
        }
        let policy = try platform.policy()
        let engine = try Engine.openClosed(
            policyJson: policy, folder: try platform.folder().path, keyStore: platform.keyStore,
            vendors: options.vendors,
            options: SordinoCore.Options(
                options, facts: platform.facts(), isWatched: platform.watch?.readsDecisions == true))
        let opened = try Opened(engine)
        // The Keychain may take its time, and a no needs no key.
        closed.with { $0 = opened }
        _ = try engine.retry()
        return opened
    }

    /// What was offered meanwhile goes first, in its order; only then does the door stand open.
    private func letIn(_ opened: Opened) {
        while true {
            let waiting: [Door.Record] = stage.with { stage in
                guard case .opening(var waiting) = stage, !waiting.records.isEmpty else {
                    stage = .open(opened)
                    return []
                }
                let records = waiting.taken()
                stage = .opening(waiting)
                return records
            }
            if waiting.isEmpty { return }
            holding {
                for record in waiting { _ = opened.door.offer(record) }
            }
        }
    }

    /// Tries again what failed, on Sordino's own queue; does nothing where nothing did.
    func retrySoon() { queue.async { self.retryNow() } }

    private func retryNow() {
        openAgain()
        if let opened, isUnready(opened) {
            retryNow(opened)
            planRetry()
        }
    }

    /// Tries again by itself what failed, after a pause that doubles: a Keychain that fails for a moment tells nobody when it
    /// is well again, and an app may stay in front for hours.
    private func planRetry() {
        let isFine: Bool = stage.with { stage in
            switch stage {
            case .opening: false
            case .open(let opened): !isUnready(opened)
            case .failed: true
            }
        }
        guard !isFine else { return retries.forget() }
        guard let pause = retries.next() else { return }
        platform.later(pause) { [weak self] in
            self?.retries.begin()
            self?.retrySoon()
        }
    }

    /// Opens if an earlier try could not.
    func openAgain() {
        if stage.with({ if case .opening = $0 { true } else { false } }) { open() }
    }

    private func retryNow(_ opened: Opened) {
        _ = holding { try? opened.engine.retry() }
        takeUnfinished(opened)
        post(opened)
        choices.refresh()
    }

    /// The person chose to turn something on: where the vault's key is missing a new vault begins with that, after the key
    /// was looked for once more.
    func retryForChoice(_ opened: Opened) {
        guard isUnready(opened) else { return }
        retryNow(opened)
        guard isUnready(opened), platform.keyIsMissing else { return }
        platform.allowNewVault()
        retryNow(opened)
    }

    private func isUnready(_ opened: Opened) -> Bool {
        ((try? opened.engine.condition())?.notReady).map { _ in true } ?? false
    }

    /// Waits for the start to open or fail. Returns `false` if that takes longer.
    func waitForOpening(_ seconds: Double) -> Bool { settled.wait(seconds) }
}

/// The pauses between tries; one is planned at a time.
final class Retries: Sendable {
    /// In seconds.
    private static let (first, longest) = (2.0, 600.0)
    private let state = Locked((pause: Retries.first, isPlanned: false))

    /// Returns the pause before the next try, or `nil` if one is planned.
    func next() -> Double? {
        state.with { state in
            guard !state.isPlanned else { return nil }
            defer { state = (min(state.pause * 2, Self.longest), true) }
            return state.pause
        }
    }

    /// What was planned begins.
    func begin() { state.with { $0.isPlanned = false } }

    /// Nothing failed: the next pause is the first one.
    func forget() { state.with { $0.pause = Self.first } }
}

/// Opens once; who comes earlier waits.
final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = false

    func open() {
        condition.lock()
        isOpen = true
        condition.broadcast()
        condition.unlock()
    }

    /// Returns `false` if it did not open in time.
    func wait(_ seconds: Double) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while !isOpen {
            guard condition.wait(until: end) else { return isOpen }
        }
        return true
    }
}
