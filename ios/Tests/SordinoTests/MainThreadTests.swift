import Foundation
@testable import SordinoKit
import Testing

@testable import Sordino

/// How long what an app calls on its main thread keeps its caller at worst, as the table of `docs/figures-swift.md` says.
///
/// Every try counts. Taken off is only what the machine kept from the thread: the turns on a processor that Linux gave to
/// others meanwhile. On a Mac nothing is taken off.
@Suite struct MainThreadTests {
    /// What a call computes itself, in a debug build on a slow processor, in milliseconds. A limit on locks that was ten times
    /// as long would show.
    private static let work = 20.0
    private static let tries = 10
    let place: Place

    init() throws { place = try Place() }

    /// Milliseconds by call, of the page.
    private static func table() throws -> [String: Double] {
        let page = Vectors.root.appendingPathComponent("docs/figures-swift.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap { row in
            row.wholeMatch(of: #/\| `([^`]+)` \| .* \| (\d+) \|/#).flatMap { row in
                Double(row.2).map { (String(row.1), $0) }
            }
        }
        return Dictionary(rows, uniquingKeysWith: max)
    }

    /// Seconds that this thread was ready to run and did not.
    private static func keptByTheMachine() -> Double {
        let told = try? String(contentsOfFile: "/proc/thread-self/schedstat", encoding: .utf8)
        return told.flatMap { Double($0.split(separator: " ")[1]) }.map { $0 / 1e9 } ?? 0
    }

    /// Holds the slowest of all tries against the page.
    private func hold(_ call: String, tries: Int = Self.tries, _ work: () throws -> Void) throws {
        let took = try (0..<tries).map { _ in
            let (kept, begun) = (Self.keptByTheMachine(), DispatchTime.now().uptimeNanoseconds)
            try work()
            let nanos = DispatchTime.now().uptimeNanoseconds - begun
            return Double(nanos) / 1e6 - (Self.keptByTheMachine() - kept) * 1e3
        }
        let worst = try #require(took.max())
        let said = try #require(try Self.table()[call], "the page has no row for \(call)")
        print("on the caller's thread: \(call) \((worst * 100).rounded() / 100) ms of \(said)")
        #expect(worst <= said + Self.work, "\(call) took \(took) ms")
    }

    @Test("the start keeps its caller as long as the page says")
    func start() async throws {
        let policy = try Vectors.policy(of: "refusals")
        var started: [(SordinoSDK, SlowKeys)] = []
        let places = try (0..<Self.tries).map { _ in try Place() }
        try hold("start") {
            let place = places[started.count]
            let keys = SlowKeys(place)
            started.append((SordinoSDK.inPlace(place.url, policy: policy, keys: keys), keys))
        }
        for (sordino, keys) in started {
            keys.open.signal()
            await sordino.settled()
        }
    }

    /// Runs `work` while a thread of low priority holds the core's lock over choices and waits for a file.
    private func whileHeld(_ sordino: SordinoSDK, _ work: () throws -> Void) throws {
        let path = place.url.appendingPathComponent("files/lock").path
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        try #require(flock(file, LOCK_EX) == 0)
        let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let engine = try #require(sordino.running.engine)
        DispatchQueue.global(qos: .utility).async {
            begun.signal()
            _ = try? engine.expireEach()
            _ = try? engine.limitEach(limiter: .organisation, purposes: nil, allows: true)
            ended.signal()
        }
        begun.wait()
        // It holds the lock once nobody else is answered. A core that answers all the same needs no waiting for.
        for _ in 0..<1_000 {
            if Briefly().ask({ try? engine.condition() }) == nil { break }
            usleep(500)
        }
        try work()
        #expect(flock(file, LOCK_UN) == 0)
        ended.wait()
    }

    @Test("questions are answered while a slow thread holds the lock")
    func questions() async throws {
        let hand = Locked<UInt64>(5_000_000_000)
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), hand: hand)
        try await sordino.purpose("usage").turnOn()
        let usage = sordino.purpose("usage")
        let events = Dictionary(
            uniqueKeysWithValues: try #require(sordino.running.purposes).map { ($0.purpose, $0.events) })
        let off = sordino.statuses.filter { !$0.open }
        let closed = try #require(off.compactMap { events[$0.purpose]?.first }.first)
        let questions: [(String, () -> Void)] = [
            ("isOpen", { _ = usage.isOpen }), ("state", { _ = usage.state }),
            ("statuses", { _ = sordino.statuses }), ("condition", { _ = sordino.condition }),
            ("counters", { _ = sordino.counters }), ("recentUploads", { _ = sordino.recentUploads }),
            ("recentDecisions", { _ = sordino.recentDecisions }),
            ("minimiser", { _ = sordino.minimiser(for: "nobody").event(closed) }),
            ("choices", { _ = usage.choices }), ("track, off", { sordino.track(closed) }),
        ]
        try whileHeld(sordino) {
            for (name, question) in questions {
                try hold(name) {
                    hand.with { $0 += 1_000_000_000 }
                    question()
                }
            }
            #expect(usage.isOpen && usage.state == .given)
        }
    }

    @Test("an event waits for no slow thread, and is stored later")
    func track() async throws {
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await sordino.purpose("usage").turnOn()
        let named = try #require(sordino.running.purposes).first { $0.purpose == "usage" }
        let event = try #require(named?.events.first)
        // Another person: the next record needs the lock.
        try await sordino.signIn(userId: "usr_NV5ynNmX2jZwXLtz")
        let before = try #require(sordino.counters).accepted
        var outcomes: [Outcome] = []
        try whileHeld(sordino) {
            try sordino.running.engine?.signOut()
            try hold("track, on") { outcomes.append(sordino.track(event)) }
        }
        #expect(outcomes == Array(repeating: .heldInMemory, count: Self.tries))
        for _ in 0..<1_000 {
            if let counters = sordino.counters, counters.accepted >= before + UInt64(Self.tries) { break }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        #expect(try #require(sordino.counters).accepted == before + UInt64(Self.tries))
    }
}
