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
            let before = SordinoSDK.inPlace(place.url, policy: policy)
            try await before.purpose("usage").turnOn()

            let process = Process()
            process.executableURL = Made.program("SordinoKilled")
            process.arguments = [place.url.path, "\(events)"]
            let said = Pipe()
            process.standardOutput = said
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
            let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(text == "\(events)\n")

            let after = SordinoSDK.inPlace(place.url, policy: policy)
            await after.settled()
            let queued = await after.queued
            for recipient in Set(queued.map(\.recipient)) {
                let waits = queued.filter { $0.recipient == recipient }.map(\.records.number).reduce(0, +)
                #expect(waits == UInt64(events), "\(recipient)")
            }
            #expect(!queued.isEmpty)
        }
    }

    @Test("what was accepted survives a kill in the middle of a call")
    func killedInCall() async throws {
        for heard in [1, 40, 333] {
            let place = try Place()
            let policy = try Vectors.policy(of: "refusals")
            try await SordinoSDK.inPlace(place.url, policy: policy).purpose("usage").turnOn()

            let process = Process()
            process.executableURL = Made.program("SordinoKilled")
            process.arguments = [place.url.path, "0"]
            let said = Pipe()
            process.standardOutput = said
            try process.run()
            var accepted = 0
            while accepted < heard { accepted += said.fileHandleForReading.availableData.count }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            accepted += said.fileHandleForReading.readDataToEndOfFile().count

            let after = SordinoSDK.inPlace(place.url, policy: policy)
            await after.settled()
            let queued = await after.queued
            #expect(!queued.isEmpty)
            for recipient in Set(queued.map(\.recipient)) {
                let waits = queued.filter { $0.recipient == recipient }.map(\.records.number).reduce(0, +)
                // The one call that was under way may have come as far as the disk.
                #expect(waits == UInt64(accepted) || waits == UInt64(accepted + 1), "\(recipient)")
            }
        }
    }
}
