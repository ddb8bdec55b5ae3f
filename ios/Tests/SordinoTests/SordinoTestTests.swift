import Foundation
import SordinoTestSupport
import Testing

@testable import Sordino

/// The code of an app that is under test.
private struct Tracking {
    let sordino: SordinoSDK

    func acknowledge(minutes: Int) {
        sordino.track("alert_acknowledged", ["minutes": minutes, "note": "call Mara"])
    }
}

/// What the tests of an app rely on.
@Suite struct SordinoTestTests {
    private let policy: URL

    init() throws {
        policy = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["SORDINO_POLICY"]))
    }

    private func started() async throws -> SordinoTest { try await SordinoTest.start(policy) }

    private func told(_ call: () async throws -> Void) async -> String {
        do { try await call() } catch { return "\(error)" }
        return ""
    }

    @Test("an acknowledged alert leaves with its minutes")
    func left() async throws {
        let test = try await SordinoTest.start(policy)
        try await test.allow("event_tracking")
        Tracking(sordino: test.sordino).acknowledge(minutes: 3)
        let left = try await test.assertLeft("segment", "alert_acknowledged")
        #expect(left.fields["minutes"] == "3")
        #expect(left.dropped.contains("note"))
    }

    @Test("nothing leaves before a choice, and why is told")
    func nothing() async throws {
        let test = try await started()
        Tracking(sordino: test.sordino).acknowledge(minutes: 3)
        try await test.assertNothingLeft()
        let closed = await told { try await test.assertLeft("segment", "alert_acknowledged") }
        let why = "it was refused, closed: `event_tracking` is off, and allow(\"event_tracking\")"
        #expect(closed.contains(why), "\(closed)")
        try await test.allow()
        test.sordino.track("alert_acknowleged")
        let mistyped = await told { try await test.assertLeft("segment", "alert_acknowleged") }
        #expect(mistyped.contains("the policy lists no event of this name"), "\(mistyped)")
    }

    @Test("what left before an off is remembered, with the receipt of the off")
    func off() async throws {
        let test = try await started()
        try await test.allow()
        Tracking(sordino: test.sordino).acknowledge(minutes: 1)
        await test.sordino.flush()
        try await test.sordino.eventTracking.turnOff()
        try await test.assertLeft("segment", "alert_acknowledged")
        #expect(test.receipts.flatMap(\.parts).map(\.purpose) == ["event_tracking"])
        #expect(try await test.receipt("event_tracking").receipt.records.number == 0)
    }

    @Test("each record is told once, and what left against expectation is told")
    func once() async throws {
        let test = try await started()
        try await test.allow()
        for minutes in 0..<3 {
            Tracking(sordino: test.sordino).acknowledge(minutes: minutes)
            try await test.assertLeft("segment", "alert_acknowledged")
        }
        #expect(await test.left.compactMap { $0.fields["minutes"] } == ["0", "1", "2"])
        let told = await told { try await test.assertNothingLeft() }
        #expect(told.contains("segment: alert_acknowledged {") && told.contains("minutes=2"), "\(told)")
        await test.forget()
        try await test.assertNothingLeft()
        try await test.assertNotLeft("segment", "alert_acknowledged")
    }

    @Test("a reported error leaves for the crash server")
    func reported() async throws {
        struct RotaIsEmpty: Error {}
        let test = try await started()
        try await test.allow()
        test.sordino.report(RotaIsEmpty())
        let left = try await test.assertCrashLeft("sentry")
        #expect(left.fields["exception_type"]?.hasSuffix("RotaIsEmpty") == true, "\(left.fields)")
    }

    @Test("a no is a receipt that is complete, and its folder goes with the test")
    func refused() async throws {
        func folders() throws -> Set<String> {
            let all = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory())
            return Set(all.filter { $0.hasPrefix("sordino-test-") })
        }
        let before = try folders()
        do {
            let test = try await started()
            try await test.allow()
            Tracking(sordino: test.sordino).acknowledge(minutes: 1)
            try await test.refuse("event_tracking")
            try await test.assertNothingLeft()
            #expect(try await test.receipt("event_tracking").receipt.records.number == 1)
        }
        #expect(await eventually { (try? folders().isSubset(of: before)) == true })
    }

    @Test("a policy that cannot be read is told at once")
    func broken() async throws {
        await #expect(throws: SordinoError.self) { try await SordinoTest.start(Data("{}".utf8)) }
    }
}
