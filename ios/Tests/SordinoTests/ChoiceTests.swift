import Foundation
import SordinoKit
import Testing

@testable import Sordino

@Suite struct ChoiceTests {
    let place: Place
    let sordino: SordinoSDK

    init() async throws {
        place = try Place()
        sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        await sordino.settled()
    }

    @Test("a record is refused until the person says yes, and after a no")
    func gate() async throws {
        #expect(sordino.track("seen") == .refused(.closed))
        #expect(try await sordino.purpose("usage").turnOn().isOpen)
        #expect(sordino.track("seen", ["text": "hello"]) == .accepted)
        try await sordino.purpose("usage").turnOff()
        #expect(sordino.track("seen", ["text": "hello"]) == .refused(.closed))
    }

    @Test("a receipt counts what was closed, and completes")
    func receipt() async throws {
        let usage = sordino.purpose("usage")
        try await usage.turnOn()
        for _ in 0..<3 { sordino.track("seen") }
        let receipt = try await usage.turnOff()
        #expect(receipt.parts.map(\.purpose) == ["usage"])
        #expect(receipt.records.number > 0 && receipt.records.exact)
        #expect(receipt.description.hasPrefix("usage: \(receipt.records.number) records erased"))
        let completed = await receipt.completed
        #expect(completed.map(\.filesGone) == [true])
        #expect(completed.map(\.erasure) == [.vaultReplaced])
    }

    @Test("an off is found by the next start")
    func restart() async throws {
        try await sordino.purpose("usage").turnOn()
        let again = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        await again.settled()
        #expect(again.track("seen") == .accepted)
        try await again.purpose("usage").turnOff()
        let last = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        await last.settled()
        #expect(last.track("seen") == .refused(.closed))
        // The first of the three has asked nobody since, and is told by the disk.
        #expect(sordino.track("seen") == .refused(.closed))
    }

    @Test("a purpose that the policy has not cannot be switched, and says so")
    func unknown() async throws {
        #expect(await failure { try await sordino.purpose("nothing").turnOff() } == .UnknownPurpose)
        #expect(!sordino.purpose("nothing").isOpen)
    }

    @Test("one failed purpose keeps no other on")
    func partly() async throws {
        let usage = sordino.purpose("usage")
        try await usage.turnOn()
        sordino.track("seen")
        do {
            try await sordino.purposes(["nothing", "usage"]).turnOff()
            Issue.record("it did not fail")
        } catch {
            #expect(error.failed == [FailedPurpose(purpose: "nothing", why: .unknownPurpose)])
            #expect(error.why == .UnknownPurpose && error.description.contains("nothing: unknownPurpose"))
            #expect(error.receipt.parts.map(\.purpose) == ["usage"] && error.receipt.records.number > 0)
            #expect(!usage.isOpen && usage.statuses.allSatisfy { $0.surelyOff })
            #expect(await error.receipt.completed.map(\.filesGone) == [true])
        }
    }

    @Test("one failed purpose keeps no other off")
    func partlyOn() async throws {
        do {
            try await sordino.purposes(["nothing", "usage"]).turnOn()
            Issue.record("it did not fail")
        } catch {
            #expect(error.failed.map(\.purpose) == ["nothing"])
            #expect(!error.turned.isOpen && error.turned.statuses.map(\.open) == [true])
            #expect(sordino.track("seen") == .accepted)
        }
    }

    @Test("a failed call's receipts complete by themselves")
    func begun() async throws {
        let usage = sordino.purpose("usage")
        try await usage.turnOn()
        sordino.track("seen")
        let engine = try #require(sordino.running.engine)
        #expect(await failure { try await sordino.purposes(["nothing", "usage"]).turnOff() } == .UnknownPurpose)
        // Nobody asked for the completion; a tidy finds nothing left once it has been.
        #expect(await eventually { (try? engine.tidy()) ?? false })
    }

    @Test("a kind without a purpose has nothing to switch")
    func empty() async throws {
        let none = Purpose(sordino.running) { $0.ofKind("push") }
        #expect(none.ids.isEmpty && !none.isOpen && none.state == .refused)
        #expect(try await none.turnOn().isOpen == false)
        #expect(try await none.turnOff().parts.isEmpty)
    }

    @Test("crash reports and event tracking stand for all purposes of their kind")
    func kinds() async throws {
        let events = sordino.eventTracking
        #expect(events.ids.count > 1)
        #expect(try await events.turnOn().isOpen)
        #expect(events.statuses.allSatisfy { $0.open })
        #expect(try await events.turnOff().parts.count == events.ids.count)
        #expect(sordino.crashReports.ids.count >= 1)
    }

    @Test("a choice that is none of a person's is refused")
    func notAChoice() async throws {
        #expect(await failure { try await sordino.purpose("usage").choose(.expired) } == .NotAChoice)
        #expect(try await sordino.purpose("usage").choose(.refused).parts.isEmpty)
        #expect(sordino.purpose("usage").state == .refused)
    }

    @Test("who listens is told of a change here, and of one in another process")
    func stream() async throws {
        let seen = Locked<[Bool]>([])
        let usage = sordino.purpose("usage")
        let reader = Task {
            for await statuses in usage.choices {
                seen.with { $0.append(statuses.contains { $0.open }) }
                // Calls inside the loop are as good as any.
                _ = usage.isOpen
                _ = sordino.track("seen")
            }
        }
        #expect(await eventually { seen.with { $0 == [false] } })
        try await usage.turnOn()
        #expect(await eventually { seen.with { $0 == [false, true] } })
        // The other one has its own memory and shares the disk only.
        let other = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await other.purpose("usage").turnOff()
        #expect(await eventually { seen.with { $0 == [false, true, false] } })
        reader.cancel()
    }

    @Test("a stream that nobody reads listens to nothing")
    func unread() async throws {
        let usage = sordino.purpose("usage")
        // As a view does each time it is drawn.
        var streams = (0..<100).map { _ in usage.choices }
        #expect(sordino.running.choices.listeners == 0)
        let reader = Task { [stream = streams[0]] in for await _ in stream { return } }
        await reader.value
        #expect(sordino.running.choices.listeners == 1)
        streams.removeAll()
        #expect(await eventually { sordino.running.choices.listeners == 0 })
    }

    @Test("erasure closes what was open, and what follows is refused")
    func erase() async throws {
        try await sordino.purpose("usage").turnOn()
        sordino.track("seen")
        #expect(try await sordino.erase().parts.map(\.purpose) == ["usage"])
        #expect(sordino.track("seen") == .refused(.closed))
        #expect(await sordino.queued.allSatisfy { $0.records.number == 0 })
        #expect(try await sordino.purpose("usage").turnOn().isOpen)
    }
}
