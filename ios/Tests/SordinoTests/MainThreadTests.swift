import Foundation
@testable import SordinoKit
import Testing

@testable import Sordino

/// What an app may call on its main thread waits for nobody.
@Suite struct MainThreadTests {
    let place: Place

    init() throws { place = try Place() }

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
                hand.with { $0 += 1_000_000_000 }
                let begin = Date()
                question()
                let took = Date().timeIntervalSince(begin)
                print("on the caller's thread, behind a lock: \(name) \((took * 1e6).rounded() / 1e3) ms")
                // The lock is held for two seconds; a busy machine is given a fourth of that.
                #expect(took < 0.5, "\(name) took \(took) s")
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
            for _ in 0..<3 {
                let begin = Date()
                outcomes.append(sordino.track(event))
                let took = Date().timeIntervalSince(begin)
                print("on the caller's thread, behind a lock: track, on \((took * 1e6).rounded() / 1e3) ms")
                #expect(took < 0.5, "track took \(took) s")
            }
        }
        #expect(outcomes == [.heldInMemory, .heldInMemory, .heldInMemory])
        for _ in 0..<1_000 {
            if let counters = sordino.counters, counters.accepted >= before + 3 { break }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        #expect(try #require(sordino.counters).accepted == before + 3)
    }
}
