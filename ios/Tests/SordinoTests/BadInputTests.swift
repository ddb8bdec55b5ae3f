import Foundation
import SordinoKit
import SordinoTesting
import Testing

@testable import Sordino

@Suite struct BadInputTests {
    let place: Place
    let sordino: SordinoSDK

    init() async throws {
        place = try Place()
        sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await sordino.purpose("usage").turnOn()
    }

    @Test("an odd name or value is answered and ends nothing")
    func odd() {
        #expect(sordino.track("seen", ["text": "a\0b"]) == .accepted)
        #expect(sordino.track("seen\0") == .refused(.unknownEvent))
        #expect(sordino.track("🎵") == .refused(.unknownEvent))
        #expect(sordino.track("seen", ["🎵": 1]) == .accepted)
        // Half of a pair: Swift puts a replacement sign for it, so that the core never meets one.
        let half = String(decoding: [0xd83c] as [UInt16], as: UTF16.self)
        #expect(sordino.track("seen", ["text": half, half: 1]) == .accepted)
        #expect(sordino.track("seen", ["": 1]) == .refused(.badName))
        #expect(sordino.track("seen", ["text": Double.nan]) == .refused(.notFinite))
        #expect(sordino.track("seen", ["text": -Double.infinity]) == .refused(.notFinite))
    }

    @Test("a megabyte of text is refused, as a value, a key or a name")
    func large() {
        let text = String(repeating: "é", count: 1 << 20)
        #expect(sordino.track("seen", ["text": text]) == .refused(.tooLarge))
        #expect(sordino.track("seen", [text: 1]) == .refused(.tooLarge))
        #expect(sordino.track(text) == .refused(.tooLarge))
    }

    @Test("ten thousand keys are refused")
    func wide() {
        let keys = (0..<10_000).map { ("k\($0)", PropertyValue.int(Int64($0))) }
        let many = Dictionary(uniqueKeysWithValues: keys)
        #expect(sordino.track("seen", many) == .refused(.tooManyProperties))
        #expect(sordino.track("seen", ["text": many]) == .refused(.tooManyProperties))
    }

    @Test("a value nested a thousand deep is refused")
    func deep() {
        var value = PropertyValue.list([])
        for _ in 0..<1_000 { value = .list([value]) }
        #expect(sordino.track("seen", ["text": value]) == .refused(.tooDeep))
    }

    @Test("calls from sixteen threads are each answered, and lose nothing")
    func threads() async throws {
        // Where a neighbour holds the lock for longer than a call waits, a record is held for a moment.
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    (0..<50).filter { _ in
                        [.accepted, .heldInMemory].contains(sordino.track("seen", ["text": "hello"]))
                    }.count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 16 * 50)
        #expect(await eventually { sordino.counters?.accepted == 16 * 50 })
    }

    @Test("a panic inside the core is an error, is counted, and closes until the next start")
    func panics() async throws {
        #expect(throws: (any Error).self) { try panicHere() }
        try panicInsideNextCall()
        #expect(sordino.track("seen") == .refused(.broken))
        // What takes over 5 ms is not waited for.
        #expect(await eventually { sordino.condition.isBroken })
        #expect(await eventually { sordino.counters?.panics == 1 })
        #expect(await failure { try await sordino.purpose("usage").turnOn() } == .Broken)
        let again = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        await again.settled()
        #expect(again.track("seen") == .accepted)
    }

    @Test("a number of no engine's is answered at the door and never followed")
    func door() throws {
        let record = Door.event("seen", [:])
        for length in 0...record.count {
            let answer = sordino.running.opened?.door.offer(Array(record.prefix(length)))
            #expect(answer == (length == record.count ? .accepted : .refused(.malformed)))
        }
        #expect(Outcome(door: 250) == .refused(.malformed))
    }
}
