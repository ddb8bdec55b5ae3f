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
    let watch: (any Watch)?
    /// What the clock is set to; without it, the system's.
    let hand: Locked<UInt64>?
    /// How often the system was asked for leave.
    let leaves = Locked(0)
    /// What is to happen later, after how many seconds, for a test that asks for it.
    let planned = Locked<[(seconds: Double, work: @Sendable () -> Void)]?>(nil)
    /// Whether files cannot be had, as before the first unlock.
    let isLocked = Locked(false)
    /// Where the folder lies as an app has it; without it, in `place`.
    private let own: OwnFolder?
    /// What the organisation that manages the device set.
    let managed = Locked<[String: String]>([:])
    private let told: Facts

    init(
        _ policyJson: Data, in place: URL, keys: any KeyStore, transport: any Transport = Connection(),
        facts: Facts = TestPlatform.phone, hand: Locked<UInt64>? = nil, own: OwnFolder? = nil,
        watch: (any Watch)? = nil
    ) {
        self.own = own
        self.watch = watch
        told = facts
        self.hand = hand
        self.policyJson = policyJson
        self.place = place
        self.keys = keys
        self.transport = transport
    }

    func policy() throws(SordinoError) -> Data { policyJson }

    func folder() throws(SordinoError) -> URL {
        guard !isLocked.with({ $0 }) else { throw .NotReady }
        if let own { return try own.made() }
        return place.appendingPathComponent("files")
    }

    var keyStore: any KeyStore { keys }

    func facts() -> Facts { told }

    func organisation(_ keys: [String]) -> [String: String] {
        managed.with { set in set.filter { keys.contains($0.key) } }
    }

    static let phone = Facts(appVersion: "5.3.1", osVersion: "18.3.1")

    var locale: String { "en" }

    func filesAreLocked() -> Bool { isLocked.with { $0 } }

    #if canImport(Security)
        var keyIsMissing: Bool { (keys as? Keychain)?.isMissing ?? false }

        func allowNewVault() {
            (keys as? Keychain)?.allowNewVault()
            own?.beginAnew()
        }
    #else
        var keyIsMissing: Bool { false }

        func allowNewVault() {}
    #endif

    func activity(_ work: @escaping @Sendable () async -> Void) async {
        leaves.with { $0 += 1 }
        await work()
    }

    func holding<Answer>(_ work: () throws -> Answer) rethrows -> Answer {
        leaves.with { $0 += 1 }
        return try work()
    }

    var uptime: UInt64 { hand?.with { $0 } ?? DispatchTime.now().uptimeNanoseconds }

    /// Nothing happens by itself: a test says when.
    func later(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {
        planned.with { $0?.append((seconds, work)) }
    }

    func starting(_ running: Running) {}

    func ready(_ running: Running) {}

    func crashReports(areOpen: Bool) {}

    func tookException() {}
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

extension SordinoSDK {
    /// One that runs in `place`, beside any other.
    public static func inPlace(
        _ place: URL, policy: Data, keys: (any KeyStore)? = nil, options: Options = Options()
    ) -> SordinoSDK {
        SordinoSDK(Running(options, TestPlatform(policy, in: place, keys: keys ?? FileKeys(in: place))))
    }

    /// One whose clock is `hand`.
    static func inPlace(_ place: URL, policy: Data, keys: (any KeyStore)? = nil, hand: Locked<UInt64>) -> SordinoSDK {
        SordinoSDK(Running(Options(), TestPlatform(policy, in: place, keys: keys ?? FileKeys(in: place), hand: hand)))
    }

    /// Returns when the start has opened or failed, and what it does afterwards is done.
    public func settled() async {
        _ = try? await running.ask { _ in }
        await withCheckedContinuation { waiting in running.afterwards.async { waiting.resume() } }
    }
}
