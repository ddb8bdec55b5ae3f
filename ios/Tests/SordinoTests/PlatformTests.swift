import AppleFoundation
import BackgroundTasks
import Foundation
import MachO
import MetricKit
import Security
import SordinoKit
import Testing
import UIKit

import enum SordinoCore.KeyStoreError

@testable import Sordino

/// The files that call Apple's frameworks, on stand-ins for these: that we call what we mean to, not that Apple's do as the
/// stand-ins.
@Suite struct PlatformTests {
    @Test("the vault key is in the Keychain of this device only, readable after the first unlock")
    func keychain() throws {
        FakeKeychain.shared.removeAll()
        let keychain = Keychain(accessGroup: "group.test", mayStore: true)
        #expect(try keychain.load(name: "a") == nil)
        try keychain.store(name: "a", bytes: Data([1]))
        try keychain.store(name: "a", bytes: Data([2]))
        #expect(try keychain.load(name: "a") == Data([2]))
        #expect(try keychain.load(name: "b") == nil)
        let item = try #require(FakeKeychain.shared.added.first)
        #expect(item[kSecAttrAccessible] as? NSString == kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly)
        #expect(item[kSecAttrSynchronizable] as? Bool == false)
        #expect(item[kSecAttrAccessGroup] as? String == "group.test")
        try keychain.delete(name: "a")
        try keychain.delete(name: "a")
        #expect(try keychain.load(name: "a") == nil)
    }

    @Test("a locked Keychain is never a missing key")
    func locked() throws {
        FakeKeychain.shared.removeAll()
        defer { FakeKeychain.shared.removeAll() }
        let keychain = Keychain(accessGroup: nil, mayStore: true)
        FakeKeychain.shared.answer(with: errSecInteractionNotAllowed)
        #expect(throws: KeyStoreError.Locked) { try keychain.load(name: "a") }
        #expect(throws: KeyStoreError.Locked) { try keychain.store(name: "a", bytes: Data()) }
        FakeKeychain.shared.answer(with: -1)
        #expect(throws: KeyStoreError.Failed) { try keychain.load(name: "a") }
    }

    @Test("an extension never makes the vault key")
    func appExtension() throws {
        FakeKeychain.shared.removeAll()
        let keychain = Keychain(accessGroup: "group.test", mayStore: false)
        #expect(throws: KeyStoreError.Failed) { try keychain.store(name: "a", bytes: Data([1])) }
        #expect(FakeKeychain.shared.added.isEmpty)
    }

    @Test("an uncaught exception is on disk before the handler that was there goes on")
    func exception() async throws {
        let place = try Place()
        let sordino = Sordino.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await sordino.crashReports.turnOn()
        let passedOn = Locked<[UInt64]>([])
        NSSetUncaughtExceptionHandler { _ in
            let waits = sordino.queued.map(\.records.number).reduce(0, +)
            passedOn.with { $0.append(waits) }
        }
        Exceptions.take(for: sordino.running)
        let handler = try #require(NSGetUncaughtExceptionHandler())
        handler(
            NSException(
                "NSRangeException", reason: "index 3 beyond bounds",
                callStackSymbols: ["0   OnCall   0x0000000102d7a5f4 -[OCCard set:] + 412"]))
        #expect(passedOn.with { $0.count == 1 && $0[0] > 0 })
        // What the system tells of the same crash is not sent too, once.
        let now = Date()
        let platform = sordino.running.platform
        #expect(TakenCrash.wasTaken(between: now - 60, and: now, in: platform))
        #expect(!TakenCrash.wasTaken(between: now - 60, and: now, in: platform))
    }

    @Test("an exception's report carries address and UUID of its image, so that its symbols can be found")
    func images() async throws {
        let place = try Place()
        let servers = try Servers(place.url)
        let sordino = try await servers.sordinoWithCrashReports(in: place)
        let address = "0x" + String(FakeImages.shared.address + 42_484, radix: 16)
        let exception = NSException(
            "NSRangeException", reason: "index 3\nBinary Images:\nbeyond bounds",
            callStackSymbols: ["0   OnCall   \(address) -[OCCard set:] + 412"])
        let report = Data(Exceptions.text(exception).utf8)
        #expect(sordino.running.offer(Door.crash(.nsException, report, happened: nil)) == .accepted)
        await sordino.flush()
        let sent = try servers.stop()
        #expect(sent.contains("NSRangeException"))
        #expect(sent.contains("a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"))
        #expect(sent.contains("0x\(String(FakeImages.shared.address, radix: 16))"))
        #expect(sent.contains(address))
    }

    @Test("a crash that MetricKit brings passes only if its purpose was open for the whole of its time")
    func metricKit() async throws {
        let place = try Place()
        let sordino = Sordino.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
        try await sordino.crashReports.turnOn()
        let outcomes = Locked<[Outcome]>([])
        let diagnostics = Diagnostics { json, window, _ in
            let outcome = sordino.running.offer(Door.crash(.metricKit, json, happened: window.start))
            outcomes.with { $0.append(outcome) }
        }
        // `#available` says yes on Linux to every version; the way of older systems is what is tried here.
        diagnostics.beginOlder()
        let json = Data(
            """
            {"version": "1.0.0", "diagnosticMetaData": {"signal": 5}, "callStackTree": {"callStacks": [
            {"threadAttributed": true, "callStackRootFrames": [{"binaryName": "OnCall", "offsetIntoBinaryTextSegment": 1024,
            "binaryUUID": "4BE0F1A9-7C5D-3E24-B8F6-091D7A2C5E83", "address": 4345462784}]}]}}
            """.utf8)
        let crash = MXCrashDiagnostic(json: json, signal: 5)
        MXMetricManager.shared.deliver([MXDiagnosticPayload([crash], from: Date() + 1, to: Date() + 2)])
        MXMetricManager.shared.deliver([MXDiagnosticPayload([crash], from: Date() - 86_400, to: Date() + 2)])
        #expect(outcomes.with { $0 } == [.accepted, .refused(.closedThen)])
    }

    @Test("background uploads are registered where Info.plist allows them, once, and never in an extension")
    func background() async throws {
        let allowed: [String: Any] = [
            "BGTaskSchedulerPermittedIdentifiers": [Options.backgroundTask], "UIBackgroundModes": ["processing"],
        ]
        let runs = Locked(0)
        let pump: @Sendable () async -> Void = { runs.with { $0 += 1 } }
        #expect(!BackgroundUploads.register([:], isExtension: false, pump))
        #expect(!BackgroundUploads.register(allowed, isExtension: true, pump))
        #expect(BackgroundUploads.register(allowed, isExtension: false, pump))
        #expect(!BackgroundUploads.register(allowed, isExtension: false, pump))
        #expect(BGTaskScheduler.shared.registered == [Options.backgroundTask])
        let task = FakeTask()
        BGTaskScheduler.shared.launch(Options.backgroundTask, with: task)
        #expect(await eventually { runs.with { $0 == 1 } })
        #expect(BGTaskScheduler.shared.submitted.map(\.identifier) == [Options.backgroundTask])
    }

    @Test("work is cancelled when the system takes back its leave, and holds none afterwards")
    func activity() async throws {
        let began = Locked(false)
        let work = Task {
            await Activity.run {
                began.with { $0 = true }
                while !Task.isCancelled { try? await Task.sleep(nanoseconds: 1_000_000) }
            }
        }
        #expect(await eventually { began.with { $0 } && FakeActivities.shared.count > 0 })
        FakeActivities.shared.expire()
        await work.value
        #expect(await eventually { FakeActivities.shared.count == 0 })
    }

    @Test("the folder is out of every backup")
    func folder() throws {
        let made = try OwnFolder(appGroup: nil).made()
        #expect(FileManager.default.fileExists(atPath: made.path))
        #expect(throws: SordinoError.self) { try OwnFolder(appGroup: "group.unknown").made() }
    }

    @Test("the privacy manifest is in the package and names the one API that Apple wants a reason for")
    func manifest() throws {
        let file = try #require(Bundle.sordino.url(forResource: "PrivacyInfo", withExtension: "xcprivacy"))
        let plist = try PropertyListSerialization.propertyList(from: Data(contentsOf: file), format: nil)
        let manifest = try #require(plist as? [String: Any])
        #expect(manifest["NSPrivacyTracking"] as? Bool == false)
        let used = manifest["NSPrivacyAccessedAPITypes"] as? [[String: Any]] ?? []
        #expect(
            used.compactMap { $0["NSPrivacyAccessedAPIType"] as? String }
                == ["NSPrivacyAccessedAPICategoryFileTimestamp"])
    }
}
