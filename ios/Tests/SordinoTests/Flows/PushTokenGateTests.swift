import Foundation
import Testing

@testable import Sordino
@testable import SordinoKit

/// No token before a yes, and none left after the last one. The service and the server are fakes; the core is real.
@Suite struct PushTokenGateTests {
    private let place: Place
    private let push = FakePush()
    private let gate: PushTokenGate

    init() throws {
        place = try Place()
        gate = PushTokenGate("wire", service: push, server: push)
    }

    /// An app with two categories, which one service serves.
    private func app(_ gate: PushTokenGate) async throws -> SordinoSDK {
        let policies = try #require(try Vectors.file("push")["given"]?["policies"])
        let policy = Data(try #require(policies["plain"]).text.utf8)
        var options = Options()
        options.vendors = [gate]
        let sordino = SordinoSDK.inPlace(place.url, policy: policy, options: options)
        await sordino.settled()
        return sordino
    }

    private func app(with purposes: String...) async throws -> SordinoSDK {
        let sordino = try await app(gate)
        for purpose in purposes { try await sordino.purpose(purpose).turnOn() }
        if !purposes.isEmpty { #expect(await eventually { push.isRequested }) }
        return sordino
    }

    private func answer(_ receipt: Receipt) async -> VendorAnswer? {
        await receipt.completed.first?.vendors.first { $0.recipient == "wire" }?.answer
    }

    @Test("no token is asked for before a yes, and an early one is deleted")
    func early() async throws {
        let sordino = try await app()
        gate.issued("early")
        #expect(await gate.signingOut())
        #expect(push.asked == ["delete"])
        try await sordino.purpose("alerts").turnOn()
        #expect(await eventually { push.isRequested })
    }

    @Test("a token that comes while Sordino opens waits for the answer of the core")
    func whileOpening() async throws {
        gate.issued("t1")
        let sordino = try await app()
        #expect(await eventually { push.asked == ["delete"] })
        // Else it ends before the gate has asked it.
        withExtendedLifetime(sordino) {}
    }

    @Test("a yes hands each token on, Apple's as its digits")
    func handedOn() async throws {
        let sordino = try await app(with: "alerts")
        gate.issued("t1")
        gate.issued(deviceToken: Data([0x0f, 0xa0]))
        #expect(await eventually { push.askedFor == ["keep t1", "keep 0fa0"] })
        _ = sordino
    }

    @Test("an off has the server forget, the service delete, and a late token too")
    func off() async throws {
        let sordino = try await app(with: "alerts")
        gate.issued("t1")
        await gate.settled()
        #expect(await answer(try await sordino.purpose("alerts").turnOff()) == .off)
        #expect(push.askedFor == ["keep t1", "forget", "delete"])
        push.forgetWhatWasAsked()
        gate.issued("t2")
        #expect(await eventually { push.asked == ["delete"] })
    }

    @Test("what was never issued is not deleted")
    func neverIssued() async throws {
        let sordino = try await app(with: "alerts")
        #expect(await answer(try await sordino.purpose("alerts").turnOff()) == .off)
        #expect(push.askedFor == [])
    }

    @Test("the fall of one of two categories keeps the token, that of the last deletes it")
    func lastCategory() async throws {
        let sordino = try await app(with: "alerts", "offers")
        gate.issued("t1")
        await gate.settled()
        #expect(await answer(try await sordino.purpose("offers").turnOff()) == .onForOthers)
        #expect(push.askedFor == ["keep t1"])
        #expect(await answer(try await sordino.purpose("alerts").turnOff()) == .off)
        #expect(push.askedFor == ["keep t1", "forget", "delete"])
    }

    @Test("a deletion without a network is told, and owed to the next start")
    func offline() async throws {
        var sordino: SordinoSDK? = try await app(with: "alerts")
        gate.issued("t1")
        #expect(await eventually { push.askedFor == ["keep t1"] })
        push.goOnline(false)
        #expect(await answer(try await sordino!.purpose("alerts").turnOff()) == .stillOn)
        weak var engine = sordino?.running.engine
        sordino = nil
        #expect(await eventually { engine == nil })
        push.goOnline(true)
        push.forgetWhatWasAsked()
        let next = try await app(PushTokenGate("wire", service: push, server: push))
        #expect(await eventually { push.asked == ["forget", "delete"] })
        _ = next
    }

    @Test("a server that never answers does not keep the token at the service")
    func hanging() async throws {
        let gate = PushTokenGate("wire", service: push, server: push, limit: 0.01)
        let sordino = try await app(gate)
        try await sordino.purpose("alerts").turnOn()
        gate.issued("t1")
        #expect(await eventually { push.askedFor == ["keep t1"] })
        push.hang()
        #expect(await answer(try await sordino.purpose("alerts").turnOff()) == .stillOn)
        // Each further word is a try; half of them wait for the server.
        for _ in 0..<20 where !push.asked.contains("delete") { await gate.signedIn() }
        #expect(push.asked.contains("delete"))
        for _ in 0..<20 { await gate.signedIn() }
        let tries = push.asked.count
        await gate.signedIn()
        #expect(push.asked.count == tries)
        _ = gate.apply(openPurposes: [])
        #expect(gate.readBack().collecting == .cannotTell)
    }

    @Test("signing out has the server forget and keeps the consent; signing in tells the token anew")
    func signingOut() async throws {
        let sordino = try await app(with: "alerts")
        gate.issued("t1")
        #expect(await gate.signingOut())
        #expect(push.askedFor == ["keep t1", "forget"])
        #expect(sordino.purpose("alerts").isOpen)
        push.forgetWhatWasAsked()
        await gate.signedIn()
        #expect(await eventually { push.asked == ["request"] })
    }

    @Test("a sign-out that the server did not hear of is told")
    func notForgotten() async throws {
        let sordino = try await app(with: "alerts")
        gate.issued("t1")
        #expect(await eventually { push.askedFor == ["keep t1"] })
        push.goOnline(false)
        #expect(await gate.signingOut() == false)
        _ = sordino
    }

    @Test("a sign-out before Sordino opened says that nobody can tell")
    func beforeOpening() async {
        #expect(await gate.signingOut() == false)
        #expect(push.asked == [])
    }

    @Test("a sign-out makes a deletion that is pending")
    func pendingSignOut() async throws {
        let sordino = try await app(with: "alerts")
        gate.issued("t1")
        #expect(await eventually { push.askedFor == ["keep t1"] })
        push.goOnline(false)
        #expect(await answer(try await sordino.purpose("alerts").turnOff()) == .stillOn)
        #expect(await gate.signingOut() == false)
        push.goOnline(true)
        push.forgetWhatWasAsked()
        #expect(await gate.signingOut())
        #expect(push.asked == ["forget", "delete"])
    }
}
