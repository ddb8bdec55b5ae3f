import Foundation
import struct SordinoCore.Facts
import protocol SordinoCore.KeyStore

@testable import Sordino

/// A platform in a folder of a test's own.
final class TestPlatform: Platform {
    let place: URL
    let keys: any KeyStore
    let policyJson: Data
    let transport: any Transport

    init(_ policyJson: Data, in place: URL, keys: any KeyStore, transport: any Transport = Connection()) {
        self.policyJson = policyJson
        self.place = place
        self.keys = keys
        self.transport = transport
    }

    func policy() throws(SordinoError) -> Data { policyJson }

    func folder() throws(SordinoError) -> URL { place.appendingPathComponent("files") }

    var keyStore: any KeyStore { keys }

    func facts() -> Facts {
        Facts(
            appVersion: "5.3.1", appBuild: nil, osName: nil, osVersion: "18.3.1", deviceModel: nil, locale: nil,
            utcOffsetMinutes: nil, deviceId: nil)
    }

    var locale: String { "en" }

    func activity(_ work: @escaping @Sendable () async -> Void) async { await work() }

    /// Nothing happens by itself: a test says when.
    func later(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {}

    func whenUnlocked(_ then: @escaping @Sendable () -> Void) {}

    func starting(_ running: Running) {}

    func opened(_ running: Running) {}
}

/// A key store in files, which outlives the process.
public final class FileKeys: KeyStore {
    let place: URL

    public init(in place: URL) { self.place = place.appendingPathComponent("keys") }

    public func load(name: String) throws -> Data? { try? Data(contentsOf: file(name)) }

    public func store(name: String, bytes: Data) throws {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try bytes.write(to: file(name), options: .atomic)
    }

    public func delete(name: String) throws { try? FileManager.default.removeItem(at: file(name)) }

    private func file(_ name: String) -> URL { place.appendingPathComponent(name) }
}

extension Sordino {
    /// One that runs in `place`, beside any other.
    public static func inPlace(
        _ place: URL, policy: Data, keys: (any KeyStore)? = nil, options: Options = Options()
    ) -> Sordino {
        let platform = TestPlatform(policy, in: place, keys: keys ?? FileKeys(in: place))
        return Sordino(Running(options, platform))
    }

    /// Returns when the start has opened or failed.
    public func settled() async {
        _ = try? await running.ask { _ in }
    }
}
