import Foundation
@testable import SordinoKit
import Testing

@testable import Sordino

@Suite struct RestTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("no lock is held between calls")
    func locks() async throws {
        let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await sordino.purpose("usage").turnOn()
        sordino.track("seen")
        _ = try await sordino.purpose("usage").turnOff().completed
        let files = try files()
        #expect(!files.isEmpty && held(files) == 0)
        // That the search finds one that is held.
        let own = open(try #require(files.last), O_RDONLY)
        defer { close(own) }
        #expect(flock(own, LOCK_EX) == 0)
        #expect(held(files) == 1)
    }

    @Test("with an app group each call that locks asks for leave")
    func leave() async throws {
        var options = Options()
        options.appGroup = "group.test"
        let platform = TestPlatform(try Vectors.policy(of: "refusals"), in: place.url, keys: FileKeys(in: place.url))
        let sordino = SordinoSDK(Running(options, platform))
        func asks(_ name: String, _ call: () async throws -> Void) async throws {
            let before = platform.leaves.with { $0 }
            try await call()
            #expect(platform.leaves.with { $0 } > before, "\(name)")
        }
        try await asks("open, tidy") { await sordino.settled() }
        let usage = sordino.purpose("usage")
        try await asks("turnOn") { _ = try await usage.turnOn() }
        #expect(usage.isOpen)
        try await asks("retry") { _ = try await sordino.retry() }
        try await asks("exportChoices") { _ = try await sordino.exportChoices() }
        try await asks("exportData") { _ = try await sordino.exportData() }
        try await asks("consentRecord") {
            let record = try await sordino.consentRecord()
            #expect(record.contains("dpv:ConsentRecord"))
        }
        try await asks("flush") { await sordino.flush() }
        try await asks("queued") { _ = await sordino.queued }
        try await asks("refresh") { _ = sordino.running.refresh() }
        // The completion begins with the off: both are counted from before.
        let before = platform.leaves.with { $0 }
        _ = try await usage.turnOff().completed
        #expect(platform.leaves.with { $0 } >= before + 2, "turnOff and complete")
        #expect(await failure { try await sordino.purpose("nothing").turnOn() } == .UnknownPurpose)
    }

    @Test("what waited for the opening is written within leave")
    func waited() async throws {
        var options = Options()
        options.appGroup = "group.test"
        func leaves(tracked: Int) async throws -> Int {
            let place = try Place()
            let keys = SlowKeys(place)
            let platform = TestPlatform(try Vectors.policy(of: "refusals"), in: place.url, keys: keys)
            let sordino = SordinoSDK(Running(options, platform))
            for _ in 0..<tracked { #expect(sordino.track("seen") == .heldInMemory) }
            keys.open.signal()
            await sordino.settled()
            return platform.leaves.with { $0 }
        }
        let none = try await leaves(tracked: 0)
        #expect(try await leaves(tracked: 3) == none + 1)
    }

    @Test("a vendor's switch that throws, and one that says it is still on, are told in the receipt")
    func vendors() async throws {
        let policy = try Vectors.policy(of: "refusals")
        let vendor = try Json(policy)["recipients"]?.items.first { $0["kind"]?.string == "vendor_sdk" }
        guard let recipient = vendor?["id"]?.string, let purpose = vendor?["purposes"]?.items.first?.string else {
            return try await vendorsOfTheExample()
        }
        try await turnOff(policy, recipient, purpose)
    }

    private func vendorsOfTheExample() async throws {
        try await turnOff(try Data(contentsOf: Made.policy()), "firebase_crashlytics", "crash_reports")
    }

    private func turnOff(_ policy: Data, _ recipient: String, _ purpose: String) async throws {
        let keeps = VendorReadBack(collecting: .no, unsent: 2, hasId: false)
        let untilRestart = VendorReadBack(collecting: .untilRestart, unsent: 0, hasId: nil)
        for (says, told) in [
            (VendorReadBack?.none, VendorAnswer.cannotTell), (keeps, .stillOn), (untilRestart, .recordsUntilRestart),
            (.off, .off),
        ] {
            var options = Options()
            let place = try Place()
            options.vendors = [Switch(recipient, says)]
            let sordino = SordinoSDK.inPlace(place.url, policy: policy, options: options)
            try await sordino.limit(.age, allows: true)
            try await sordino.purpose(purpose).turnOn()
            let receipt = try await sordino.purpose(purpose).turnOff()
            let vendors = await receipt.completed.flatMap(\.vendors)
            let outcome = try #require(vendors.first { $0.recipient == recipient })
            #expect(outcome.answer == told)
            #expect(outcome.failed == (says == nil ? .tell : nil) && outcome.told == (says != nil))
            #expect(sordino.vendors == vendors)
            // One that is not off yet is owed its off, and told at the next start.
            options.vendors = [Switch(recipient, .off)]
            let next = SordinoSDK.inPlace(place.url, policy: policy, options: options)
            #expect(next.running.waitForOpening(60))
            let unfinished = next.unfinished
            #expect(unfinished.parts.map(\.purpose) == (told == .off ? [] : [purpose]))
            #expect(await unfinished.completed.flatMap(\.vendors).allSatisfy { $0.answer == .off })
        }
    }

    private func files() throws -> [String] {
        let files = FileManager.default.enumerator(atPath: place.url.path)?.allObjects as? [String] ?? []
        return files.map { place.url.appendingPathComponent($0).path }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    /// How many of these files somebody holds a lock on: it keeps out a descriptor of our own too.
    private func held(_ files: [String]) -> Int {
        files.filter { file in
            let own = open(file, O_RDONLY)
            guard own >= 0 else { return false }
            defer { close(own) }
            return flock(own, LOCK_EX | LOCK_NB) != 0
        }.count
    }
}

extension VendorReadBack {
    /// What an SDK says that collects nothing, keeps nothing and has no id.
    fileprivate static let off = VendorReadBack(collecting: .no, unsent: 0, hasId: false)
}

private final class Switch: VendorSwitch {
    struct Odd: Error {}

    private let id: String
    private let says: VendorReadBack?
    private let isOn = Locked(false)

    init(_ id: String, _ says: VendorReadBack?) { (self.id, self.says) = (id, says) }

    func about() -> VendorAbout { VendorAbout(recipient: id, name: "an SDK", version: "1.0") }

    func apply(openPurposes: [String]) throws -> VendorReport {
        isOn.with { $0 = !openPurposes.isEmpty }
        guard says != nil else { throw Odd() }
        return VendorReport(inFlight: 0, purged: 0)
    }

    func readBack() -> VendorReadBack {
        if isOn.with({ $0 }) { VendorReadBack(collecting: .yes, unsent: nil, hasId: nil) } else { says ?? .off }
    }
}
