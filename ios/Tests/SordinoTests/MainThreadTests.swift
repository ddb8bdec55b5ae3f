import Foundation
@testable import SordinoKit
import Testing

@testable import Sordino

/// What an app may call on its main thread waits for nobody.
@Suite struct MainThreadTests {
    /// What a call may keep its caller, in seconds: two frames, by the fastest of some tries, since a machine that does
    /// something else is not what is measured. None of them may wait for the lock, which is held for two seconds.
    private static let (limit, waited) = (0.032, 0.5)
    private static let tries = 5
    let place: Place

    init() throws { place = try Place() }

    private func measured(_ work: () -> Void) -> (fastest: Double, slowest: Double) {
        let took = (0..<Self.tries).map { _ in
            let begin = Date()
            work()
            return Date().timeIntervalSince(begin)
        }.sorted()
        return (took[0], took[Self.tries - 1])
    }

    @Test("the start keeps its caller for two frames at most, with a silent Keychain")
    func start() async throws {
        let policy = try Vectors.policy(of: "refusals")
        var started: [(SordinoSDK, SlowKeys)] = []
        let took = measured {
            guard let place = try? Place() else { return }
            let keys = SlowKeys(place)
            started.append((SordinoSDK.inPlace(place.url, policy: policy, keys: keys), keys))
        }
        print("on the caller's thread: start \((took.fastest * 1e6).rounded() / 1e3) ms")
        #expect(started.count == Self.tries && took.fastest < Self.limit && took.slowest < Self.waited)
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
            ("choices", { _ = usage.choices }), ("track, off", { sordino.track(closed) }),
        ]
        try whileHeld(sordino) {
            for (name, question) in questions {
                let took = measured {
                    hand.with { $0 += 1_000_000_000 }
                    question()
                }
                print("on the caller's thread, behind a lock: \(name) \((took.fastest * 1e6).rounded() / 1e3) ms")
                #expect(took.fastest < Self.limit && took.slowest < Self.waited, "\(name) took \(took) s")
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
            do {
                let took = measured { outcomes.append(sordino.track(event)) }
                print("on the caller's thread, behind a lock: track, on \((took.fastest * 1e6).rounded() / 1e3) ms")
                #expect(took.fastest < Self.limit && took.slowest < Self.waited, "track took \(took) s")
            }
        }
        #expect(outcomes == Array(repeating: .heldInMemory, count: Self.tries))
        for _ in 0..<1_000 {
            if let counters = sordino.counters, counters.accepted >= before + UInt64(Self.tries) { break }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        #expect(try #require(sordino.counters).accepted == before + UInt64(Self.tries))
    }
}
