import Foundation
@testable import SordinoKit
import Testing

import enum SordinoCore.KeyStoreError
import protocol SordinoCore.KeyStore
import struct SordinoCore.PurposeNames

@testable import Sordino

/// What is answered without crossing: "off", never "on", and for a second at most where another process may know better.
@Suite struct OffTests {
    let place: Place
    /// Nanoseconds; it goes on when a test says so.
    let hand = Locked<UInt64>(5_000_000_000)
    let here: SordinoSDK
    let there: SordinoSDK

    init() async throws {
        place = try Place()
        let policy = try Vectors.policy(of: "refusals")
        here = SordinoSDK.inPlace(place.url, policy: policy, hand: hand)
        // Shares the disk only, as another process of the app does.
        there = SordinoSDK.inPlace(place.url, policy: policy)
        await here.settled()
        await there.settled()
    }

    private var usage: Purpose { here.purpose("usage") }

    private func pass(_ nanoseconds: UInt64) { hand.with { $0 += nanoseconds } }

    private func closed(_ counters: Counters?) -> UInt64 {
        counters?.refused.first { $0.refusal == .closed }?.records ?? 0
    }

    @Test("an off is answered without the core, with its reason, and is counted there later")
    func counted() async throws {
        try await usage.turnOn()
        #expect(here.track("seen") == .accepted)
        _ = try await usage.turnOff().completed
        for _ in 0..<100 { #expect(here.track("seen", ["text": "hello"]) == .refused(.closed)) }
        let crossed = try here.running.engine?.counters()
        #expect(closed(crossed) == 0)
        #expect(closed(here.counters) == 100)
        #expect(closed(here.counters) == 100)
    }

    @Test("an off before any choice is answered so too, where nothing may be held")
    func unknown() throws {
        #expect(here.track("seen") == .refused(.closed))
        #expect(closed(try here.running.engine?.counters()) == 0)
        #expect(here.track("nonesuch") == .refused(.unknownEvent))
    }

    @Test("while a purpose is off the properties of its events are never worked out")
    func unasked() async throws {
        var asked = 0
        func properties() -> [String: PropertyValue] {
            asked += 1
            return [:]
        }
        here.track("seen", properties())
        #expect(asked == 0)
        try await usage.turnOn()
        here.track("seen", properties())
        #expect(asked == 1)
    }

    @Test("an on in another process is seen within a second by the next record")
    func onElsewhere() async throws {
        _ = try await usage.turnOff().completed
        try await there.purpose("usage").turnOn()
        #expect(here.track("seen") == .refused(.closed))
        pass(999_999_999)
        #expect(here.track("seen") == .refused(.closed))
        pass(1)
        #expect(here.track("seen") == .accepted)
        #expect(usage.isOpen)
    }

    @Test("an on and an off in another process are seen within a second by who asks for the state")
    func stateElsewhere() async throws {
        try await there.purpose("usage").turnOn()
        #expect(!usage.isOpen)
        pass(1_000_000_000)
        // A look that takes over 5 ms is not waited for.
        #expect(await eventually { usage.isOpen })
        _ = try await there.purpose("usage").turnOff().completed
        pass(1_000_000_000)
        #expect(await eventually { !usage.isOpen })
    }

    @Test("an off in another process is caught by the very next record")
    func offElsewhere() async throws {
        try await usage.turnOn()
        #expect(here.track("seen") == .accepted)
        _ = try await there.purpose("usage").turnOff().completed
        #expect(here.track("seen") == .refused(.closed))
        // What takes over 5 ms is not waited for.
        #expect(await eventually { !usage.isOpen })
    }

    @Test("who asks for the state while the Keychain fails asks the Keychain once a second at most")
    func keychain() async throws {
        let keys = FailingKeys()
        let own = try Place()
        let sordino = SordinoSDK.inPlace(
            own.url, policy: try Vectors.policy(of: "refusals"), keys: keys, hand: hand)
        await sordino.settled()
        let asked = keys.asked.with { $0 }
        for _ in 0..<50 { #expect(!sordino.purpose("usage").isOpen) }
        #expect(keys.asked.with { $0 } == asked)
        pass(1_000_000_000)
        #expect(!sordino.purpose("usage").isOpen)
        // Until the look is over.
        while sordino.running.briefly.ask({ true }) == nil { await Task.yield() }
        let again = keys.asked.with { $0 }
        #expect(again > asked)
        for _ in 0..<50 { #expect(!sordino.purpose("usage").isOpen) }
        #expect(keys.asked.with { $0 } == again)
    }

    @Test("an on here is in force when its call returns, whoever asked before")
    func late() async throws {
        let board = Board()
        let names = [PurposeNames(purpose: "usage", kind: "events", events: ["seen"])]
        func status(_ open: Bool) -> [PurposeStatus] {
            [
                PurposeStatus(
                    purpose: "usage", open: open, state: open ? .given : .refused, closedBy: open ? nil : .noChoice,
                    reasons: open ? [] : [.noChoice], surelyOff: !open)
            ]
        }
        let whole = Condition(notReady: nil, found: [], isBroken: false, failure: nil)
        let slow = board.begin()
        board.post(status(true), whole, board.begin(), names)
        board.post(status(false), whole, slow, names)
        #expect(board.isOpen("usage") && board.answer(to: "seen", at: 0) == .unsure)
        board.post(status(false), whole, board.begin(), names)
        #expect(!board.isOpen("usage") && board.answer(to: "seen", at: 0) == .off)
    }

    @Test("each of sixteen threads' records that was refused here is counted once")
    func threads() async throws {
        _ = try await usage.turnOff().completed
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask { [here] in
                    for _ in 0..<50 {
                        here.track("seen")
                        _ = here.counters
                    }
                }
            }
        }
        #expect(closed(here.counters) == 16 * 50)
    }
}

private final class FailingKeys: KeyStore {
    let asked = Locked(0)

    private func fail() throws -> Never {
        asked.with { $0 += 1 }
        throw KeyStoreError.Failed
    }

    func load(name: String) throws -> Data? { try fail() }
    func store(name: String, bytes: Data) throws { try fail() }
    func delete(name: String) throws { try fail() }
}
