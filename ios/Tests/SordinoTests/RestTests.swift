import Foundation
import Glibc
import SordinoKit
import Testing

@testable import Sordino

@Suite struct RestTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("no lock is held between calls")
    func locks() async throws {
        let sordino = Sordino.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await sordino.purpose("usage").turnOn()
        sordino.track("seen")
        _ = try await sordino.purpose("usage").turnOff().completed
        let files = try inodes()
        #expect(!files.isEmpty && held(files) == 0)
        // That the search finds one that is held.
        let file = try #require(FileManager.default.enumerator(atPath: place.url.path)?.allObjects.last as? String)
        let own = open(place.url.appendingPathComponent(file).path, O_RDONLY)
        defer { close(own) }
        #expect(flock(own, LOCK_EX) == 0)
        #expect(held(try inodes()) == 1)
    }

    @Test("with an app group a choice is made inside an activity, and its answer is the same")
    func activity() async throws {
        var options = Options()
        options.appGroup = "group.test"
        let sordino = Sordino.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), options: options)
        #expect(try await sordino.purpose("usage").turnOn().isOpen)
        await #expect(throws: SordinoError.UnknownPurpose) { try await sordino.purpose("nothing").turnOn() }
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
        for (answer, told) in [(VendorAnswer?.none, VendorAnswer.cannotTell), (.stillOn, .stillOn), (.off, .off)] {
            var options = Options()
            let place = try Place()
            options.vendors = [Vendor(recipient: recipient, switch: Switch(answer))]
            let sordino = Sordino.inPlace(place.url, policy: policy, options: options)
            try await sordino.limit(.age, allows: true)
            try await sordino.purpose(purpose).turnOn()
            let receipt = try await sordino.purpose(purpose).turnOff()
            let vendors = await receipt.completed.flatMap(\.vendors)
            #expect(vendors.first { $0.recipient == recipient }?.answer == told)
        }
    }

    private func inodes() throws -> Set<String> {
        let files = FileManager.default.enumerator(atPath: place.url.path)?.allObjects as? [String] ?? []
        return Set(
            try files.map { file in
                let path = place.url.appendingPathComponent(file).path
                let number = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber]
                return "\(try #require(number as? NSNumber))"
            })
    }

    /// How many locks the system knows on these files.
    private func held(_ inodes: Set<String>) -> Int {
        let text = (try? String(contentsOfFile: "/proc/locks", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { line in
            line.split(separator: " ").contains {
                $0.split(separator: ":").count == 3 && inodes.contains($0.split(separator: ":")[2].description)
            }
        }.count
    }
}

private final class Switch: VendorSwitch {
    struct Odd: Error {}

    private let answer: VendorAnswer?

    init(_ answer: VendorAnswer?) { self.answer = answer }

    func turnOn() throws { throw Odd() }

    func turnOff() throws -> VendorAnswer {
        guard let answer else { throw Odd() }
        return answer
    }
}
