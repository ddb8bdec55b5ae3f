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

    /// A program of the package, which lies beside the tests.
    static func program(_ name: String) -> URL {
        #if os(Linux)
            let products = Bundle.main.bundleURL
        #else
            // The tests are a bundle that a tool of Xcode's loads.
            let products = Bundle(for: Place.self).bundleURL.deletingLastPathComponent()
        #endif
        return products.appendingPathComponent(name)
    }

    static func policy() throws -> URL { try file("SORDINO_POLICY") }
}

/// `sordino servers`: Segment's and Sentry's stand-ins on this machine, which keep what arrives.
final class Servers: Sendable {
    let segment: String
    let sentry: String
    private let kept: URL
    private let process = Process()
    private let ends = Pipe()

    init(_ place: URL) throws {
        kept = place.appendingPathComponent("kept")
        try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        let said = Pipe()
        process.executableURL = try Made.command()
        process.arguments = ["servers", "--keep", kept.path]
        process.standardInput = ends
        process.standardOutput = said
        try process.run()
        let addresses = try Json(said.fileHandleForReading.availableData)
        segment = try #require(addresses["segment"]?.string)
        sentry = try #require(addresses["sentry"]?.string)
    }

    /// A Sordino of the example's policy whose crash reports are on and come here.
    func sordinoWithCrashReports(in place: Place) async throws -> SordinoSDK {
        var options = Options()
        options.overrides = [Override(recipient: "sentry", endpoint: sentry, key: "key")]
        options.allowLoopbackHttp = true
        let sordino = SordinoSDK.inPlace(place.url, policy: try Data(contentsOf: Made.policy()), options: options)
        try await sordino.limit(.age, allows: true)
        try await sordino.crashReports.turnOn()
        return sordino
    }

    /// Ends the servers and gives everything that arrived, as text.
    func stop() throws -> String {
        ends.fileHandleForWriting.closeFile()
        process.waitUntilExit()
        return try FileManager.default.subpathsOfDirectory(atPath: kept.path).sorted()
            .compactMap { try? String(contentsOf: kept.appendingPathComponent($0), encoding: .utf8) }.joined()
    }
}

@Suite struct SampleTests {
    @Test("the sample tracks, turns off and prints the receipt, and the servers have what it tracked while on")
    func sample() throws {
        let source = Vectors.root.appendingPathComponent("ios/Sample/main.swift")
        #expect(try String(contentsOf: source, encoding: .utf8).split(separator: "\n").count <= 40)

        let place = try Place()
        let servers = try Servers(place.url)
        let sample = Process()
        let printed = Pipe()
        sample.executableURL = Made.program("SordinoSample")
        sample.arguments = [try Made.policy().path, servers.segment]
        sample.environment = ["HOME": place.url.path]
        sample.standardOutput = printed
        try sample.run()
        let text = String(decoding: printed.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        sample.waitUntilExit()
        let arrived = try servers.stop()

        #expect(
            text.split(separator: "\n") == [
                "track: accepted", "delivered: 1", "track: accepted",
                "receipt: event_tracking: 1 records erased, overwritten", "complete: true",
                "track: refused(Sordino.Refusal.closed)",
            ])
        #expect(arrived.contains("alert_acknowledged"))
        #expect(!arrived.contains("a-4711"), "an id leaves as a pseudonym only")
    }
}
