import Foundation
import SordinoKit
import Testing

@testable import Sordino

@Suite struct KillTests {
    @Test("what was accepted survives the kill of its process right after the answer")
    func killed() async throws {
        for events in [1, 200] {
            let place = try Place()
            let policy = try Vectors.policy(of: "refusals")
            let before = Sordino.inPlace(place.url, policy: policy)
            try await before.purpose("usage").turnOn()

            let process = Process()
            process.executableURL = Bundle.main.bundleURL.appendingPathComponent("SordinoKilled")
            process.arguments = [place.url.path, "\(events)"]
            let said = Pipe()
            process.standardOutput = said
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
            let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(text == "\(events)\n")

            let after = Sordino.inPlace(place.url, policy: policy)
            await after.settled()
            for recipient in Set(after.queued.map(\.recipient)) {
                let waits = after.queued.filter { $0.recipient == recipient }.map(\.records.number).reduce(0, +)
                #expect(waits == UInt64(events), "\(recipient)")
            }
            #expect(!after.queued.isEmpty)
        }
    }
}
