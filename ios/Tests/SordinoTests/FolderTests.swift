import Foundation
@testable import SordinoKit
import Testing

import struct SordinoCore.Condition

@testable import Sordino

@Suite struct FolderTests {
    @Test("the core's folder lies in ours, out of every backup")
    func folder() throws {
        let own = OwnFolder(appGroup: nil)
        let core = try own.made()
        #expect(FileManager.default.fileExists(atPath: core.path))
        let place = try own.place()
        #expect(core.deletingLastPathComponent().path == place.path)
        #expect(!own.isLocked())
        #expect(!FileManager.default.fileExists(atPath: place.appendingPathComponent("probe").path))
        #expect(throws: SordinoError.self) { try OwnFolder(appGroup: "group.unknown").made() }
    }

    @Test("apps of one Mac have a folder each")
    func apps() {
        let support = URL(fileURLWithPath: "/Users/ann/Library/Application Support")
        let places = ["com.example.oncall", "org.example.rota"].map { Containers.of($0, in: support, isShared: true) }
        #expect(places[0] != places[1] && places.allSatisfy { $0.deletingLastPathComponent().path == support.path })
        #expect(Containers.of("com.example.oncall", in: support, isShared: false) == support)
    }

    @Test("EPERM is a lock, and wrong permissions are not")
    func errors() {
        #expect(OwnFolder.isOfLock(EPERM) && !OwnFolder.isOfLock(EACCES) && !OwnFolder.isOfLock(ENOENT))
        let core = SordinoCore.Condition(notReady: .filesForbidden, found: [], broken: false)
        #expect(Sordino.Condition(core, keyIsMissing: false, filesAreLocked: { true }).notReady == .keysLocked)
        #expect(Sordino.Condition(core, keyIsMissing: false, filesAreLocked: { false }).notReady == .filesForbidden)
    }

    @Test("a start before the first unlock opens after it")
    func unlock() async throws {
        let place = try Place()
        let platform = TestPlatform(
            try Vectors.policy(of: "refusals"), in: place.url, keys: FileKeys(in: place.url))
        platform.isLocked.with { $0 = true }
        let sordino = SordinoSDK(Running(Options(), platform))
        await sordino.settled()
        #expect(sordino.condition.notReady == .keysLocked && sordino.condition.failure == nil)
        #expect(sordino.track("seen") == .heldInMemory)
        #expect(await failure { try await sordino.purpose("usage").turnOn() } == .NotReady)
        platform.isLocked.with { $0 = false }
        sordino.running.retrySoon()
        #expect(await eventually { sordino.condition.notReady == nil })
        #expect(try await sordino.purpose("usage").turnOn().isOpen)
    }

    @Test("the privacy manifest names each API that wants a reason")
    func manifest() throws {
        let file = try #require(Bundle.sordino.url(forResource: "PrivacyInfo", withExtension: "xcprivacy"))
        let plist = try PropertyListSerialization.propertyList(from: Data(contentsOf: file), format: nil)
        let manifest = try #require(plist as? [String: Any])
        #expect(manifest["NSPrivacyTracking"] as? Bool == false)
        let used = manifest["NSPrivacyAccessedAPITypes"] as? [[String: Any]] ?? []
        #expect(
            used.compactMap { $0["NSPrivacyAccessedAPIType"] as? String }
                == ["NSPrivacyAccessedAPICategoryFileTimestamp", "NSPrivacyAccessedAPICategoryUserDefaults"])
    }
}
