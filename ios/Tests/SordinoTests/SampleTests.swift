import Foundation
import SordinoKit
import Testing

@testable import Sordino

/// What `cargo xtask test swift` makes for the tests.
enum Made {
    static func file(_ name: String) throws -> URL {
        let path = ProcessInfo.processInfo.environment[name]
        return URL(fileURLWithPath: try #require(path, "\(name) is not set: run the tests by `cargo xtask test swift`"))
    }

    static func command() throws -> URL { try file("SORDINO_COMMAND") }

    static func policy() throws -> URL { try file("SORDINO_POLICY") }
}

@Suite struct SampleTests {
    @Test("the sample tracks, turns off and prints the receipt, and the servers have what it tracked while on")
    func sample() throws {
        let source = Vectors.root.appendingPathComponent("ios/Sample/main.swift")
        #expect(try String(contentsOf: source, encoding: .utf8).split(separator: "\n").count <= 40)

        let place = try Place()
        let kept = place.url.appendingPathComponent("kept")
        try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        let servers = Process()
        let (said, ends) = (Pipe(), Pipe())
        servers.executableURL = try Made.command()
        servers.arguments = ["servers", "--keep", kept.path]
        servers.standardInput = ends
        servers.standardOutput = said
        try servers.run()
        let addresses = try Json(said.fileHandleForReading.availableData)
        let segment = try #require(addresses["segment"]?.string)

        let sample = Process()
        let printed = Pipe()
        sample.executableURL = Bundle.main.bundleURL.appendingPathComponent("SordinoSample")
        sample.arguments = [try Made.policy().path, segment]
        sample.environment = ["HOME": place.url.path]
        sample.standardOutput = printed
        try sample.run()
        let text = String(decoding: printed.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        sample.waitUntilExit()
        ends.fileHandleForWriting.closeFile()
        servers.waitUntilExit()

        let lines = text.split(separator: "\n")
        #expect(
            lines == [
                "track: accepted", "delivered: 1", "track: accepted",
                "receipt: event_tracking: 1 records erased, overwritten", "complete: true",
                "track: refused(Sordino.Refusal.closed)",
            ])
        let arrived = try FileManager.default.subpathsOfDirectory(atPath: kept.path)
            .compactMap { try? String(contentsOf: kept.appendingPathComponent($0), encoding: .utf8) }.joined()
        #expect(arrived.components(separatedBy: "alert_acknowledged").count - 1 >= 1)
        #expect(!arrived.contains("a-4711"), "an id leaves as a pseudonym only")
    }
}
