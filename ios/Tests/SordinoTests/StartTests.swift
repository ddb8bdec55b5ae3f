import Foundation
import protocol SordinoCore.KeyStore
@testable import SordinoKit
import Testing

@testable import Sordino

/// A key store that answers when it is told to.
final class SlowKeys: KeyStore {
    private let inner: FileKeys
    let open = DispatchSemaphore(value: 0)
    let asked = Locked(false)

    init(_ place: Place) { inner = FileKeys(in: place.url) }

    func load(name: String) throws -> Data? {
        asked.with { $0 = true }
        open.wait()
        open.signal()
        return try inner.load(name: name)
    }

    func store(name: String, bytes: Data) throws { try inner.store(name: name, bytes: bytes) }

    func delete(name: String) throws { try inner.delete(name: name) }
}

final class BrokenKeys: KeyStore {
    struct Odd: Error {}

    func load(name: String) throws -> Data? { throw Odd() }
    func store(name: String, bytes: Data) throws { throw Odd() }
    func delete(name: String) throws { throw Odd() }
}

/// A key store that fails until it is mended.
final class MendedKeys: KeyStore {
    private let inner: FileKeys
    let isMended = Locked(false)

    init(_ place: Place) { inner = FileKeys(in: place.url) }

    private func works() throws -> FileKeys {
        guard isMended.with({ $0 }) else { throw BrokenKeys.Odd() }
        return inner
    }

    func load(name: String) throws -> Data? { try works().load(name: name) }
    func store(name: String, bytes: Data) throws { try works().store(name: name, bytes: bytes) }
    func delete(name: String) throws { try works().delete(name: name) }
}

@Suite struct StartTests {
    @Test("one try is planned at a time, and the pauses begin anew")
    func pauses() {
        let retries = Retries()
        #expect(retries.next() == 2 && retries.next() == nil)
        retries.begin()
        #expect(retries.next() == 4)
        retries.begin()
        retries.forget()
        #expect(retries.next() == 2)
    }

    @Test("a failed Keychain is asked again unasked, after pauses that grow")
    func asksAgain() async throws {
        let place = try Place()
        let keys = MendedKeys(place)
        let platform = TestPlatform(try Vectors.policy(of: "refusals"), in: place.url, keys: keys)
        platform.planned.with { $0 = [] }
        let sordino = SordinoSDK(Running(Options(), platform))
        await sordino.settled()
        func planned(after pause: Double) async -> [@Sendable () -> Void] {
            let isPlanned = await eventually {
                platform.planned.with { $0?.contains { $0.seconds == pause } == true }
            }
            #expect(isPlanned, "\(pause) s")
            return platform.planned.with { planned in
                defer { planned = [] }
                return planned?.map(\.work) ?? []
            }
        }
        for pause in [2.0, 4] {
            for work in await planned(after: pause) { work() }
        }
        let last = await planned(after: 8)
        #expect(sordino.condition.notReady != nil)
        keys.isMended.with { $0 = true }
        for work in last { work() }
        #expect(await eventually { sordino.condition.isWhole })
    }

    @Test("an off holds while the start waits for the Keychain")
    func offWhileOpening() async throws {
        let place = try Place()
        let policy = try Vectors.policy(of: "refusals")
        try await SordinoSDK.inPlace(place.url, policy: policy).purpose("usage").turnOn()
        let keys = SlowKeys(place)
        let sordino = SordinoSDK.inPlace(place.url, policy: policy, keys: keys)
        #expect(await eventually { keys.asked.with { $0 } })
        let receipt = try await sordino.purpose("usage").turnOff()
        #expect(receipt.parts.map(\.purpose) == ["usage"])
        #expect(sordino.condition.notReady == .opening, "the Keychain is still silent")
        // Another process finds it, as this one would after a kill.
        let next = SordinoSDK.inPlace(place.url, policy: policy)
        await next.settled()
        #expect(!next.purpose("usage").isOpen && next.purpose("usage").state == .withdrawn)
        keys.open.signal()
        await sordino.settled()
        #expect(!sordino.purpose("usage").isOpen)
        #expect(await receipt.completed.map(\.erasure) == [.vaultReplaced])
    }

    @Test("the start returns while the key store is silent, and what is offered meanwhile waits")
    func slow() async throws {
        let place = try Place()
        let policy = try Vectors.policy(of: "refusals")
        let before = SordinoSDK.inPlace(place.url, policy: policy)
        try await before.purpose("usage").turnOn()

        let keys = SlowKeys(place)
        let sordino = SordinoSDK.inPlace(place.url, policy: policy, keys: keys)
        #expect(await eventually { keys.asked.with { $0 } })
        #expect(sordino.condition == .opening(.opening))
        #expect(sordino.track("seen", ["text": "early"]) == .heldInMemory)
        #expect(!sordino.purpose("usage").isOpen)
        keys.open.signal()
        await sordino.settled()
        let counted = try #require(sordino.counters)
        #expect(counted.accepted == 1)
        #expect(sordino.track("seen") == .accepted)
    }

    @Test("what waits for the opening is bounded")
    func bounded() async throws {
        let place = try Place()
        let keys = SlowKeys(place)
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), keys: keys)
        var outcomes = Set<Outcome>()
        for _ in 0...Waiting.mostRecords { outcomes.insert(sordino.track("seen")) }
        #expect(outcomes == [.heldInMemory, .refused(.noRoom)])
        keys.open.signal()
        await sordino.settled()
    }

    @Test("a key store that throws closes everything and ends nothing")
    func throwing() async throws {
        let place = try Place()
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), keys: BrokenKeys())
        await sordino.settled()
        #expect(sordino.condition.notReady == .keysFailed)
        #expect(sordino.track("seen") == .keysNotReady)
        #expect(await failure { try await sordino.purpose("usage").turnOn() } == .NotReady)
        try await sordino.retry()
    }

    @Test("a policy of a newer format, or none, is told and closes everything")
    func policies() async throws {
        let place = try Place()
        let newer = SordinoSDK.inPlace(place.url, policy: Data(#"{"format": 99}"#.utf8))
        await newer.settled()
        #expect(newer.condition.failure == .NewerPolicy(found: 99))
        #expect(newer.track("seen") == .refused(.noEngine))
        let none = SordinoSDK.inPlace(place.url, policy: Data([0, 1, 2]))
        await none.settled()
        guard case .BadPolicy? = none.condition.failure else { return #expect(Bool(false)) }
        await #expect(throws: PartlyDone<Receipt>.self) { try await none.crashReports.turnOff() }
    }

    @Test("an app without a policy starts, sends nothing and is told; a second start is the first")
    func twice() async throws {
        let first = SordinoSDK.start()
        #expect(SordinoSDK.start() === first)
        await first.settled()
        guard case .BadPolicy(let what)? = first.condition.failure else { return #expect(Bool(false)) }
        #expect(what.contains("sordino/policy.json") && what.contains("sordino generate"))
    }

    @Test("an option that cannot be used is told")
    func options() async throws {
        let place = try Place()
        var options = Options()
        options.overrides = [Override(recipient: "nobody", endpoint: nil, key: nil)]
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), options: options)
        await sordino.settled()
        guard case .BadOption? = sordino.condition.failure else { return #expect(Bool(false)) }
    }
}
