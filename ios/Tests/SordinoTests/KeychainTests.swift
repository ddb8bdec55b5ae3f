#if os(Linux)
    import Foundation
    import Security
    @testable import SordinoKit
    import Testing

    import enum SordinoCore.KeyStoreError

    @testable import Sordino

    extension OneApp {
        /// The vault key in the Keychain, on a stand-in for it.
        @Suite struct KeychainTests {
            private let place: Place

            init() throws {
                place = try Place()
                FakeKeychain.shared.removeAll()
            }

            private func keychain(
                _ group: String? = nil, app: String? = "com.example.oncall", mayStore: Bool = true,
                hasVault: Bool = false
            ) -> Keychain {
                Keychain(app: app, accessGroup: group, mayStore: mayStore, hasVault: { hasVault })
            }

            /// A Sordino whose key is in the Keychain, beside whatever vault is there.
            private func sordino(_ group: String? = nil) async throws -> SordinoSDK {
                let core = place.url.appendingPathComponent("files")
                let keys = Keychain(
                    app: "com.example.oncall", accessGroup: group, mayStore: true,
                    hasVault: { OwnFolder.hasVault(in: core) })
                let sordino = SordinoSDK.inPlace(
                    place.url, policy: try Vectors.policy(of: "refusals"), keys: keys)
                await sordino.settled()
                return sordino
            }

            private func vault() throws -> Data {
                try Data(contentsOf: place.url.appendingPathComponent("files/vault"))
            }

            @Test("the vault key is on this device only, readable after the first unlock")
            func attributes() throws {
                let keychain = keychain("group.test")
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

            @Test("two apps of one team neither read nor destroy each other's key")
            func twoApps() throws {
                for group in [nil, "group.shared"] {
                    let (one, other) = (keychain(group), keychain(group, app: "com.example.rota"))
                    try one.store(name: "a", bytes: Data([1]))
                    #expect(try other.load(name: "a") == nil)
                    try other.store(name: "a", bytes: Data([2]))
                    #expect(try one.load(name: "a") == Data([1]))
                    try other.delete(name: "a")
                    #expect(try one.load(name: "a") == Data([1]))
                    // The mark that a key was destroyed is the other app's too.
                    try other.delete(name: "a")
                    #expect(throws: KeyStoreError.Failed) {
                        try keychain(group, app: "com.example.third", hasVault: true).load(name: "a")
                    }
                }
            }

            @Test("an extension has its app's key")
            func ofExtensions() throws {
                let app = try bundle("OnCall.app", id: "com.example.oncall")
                let share = try bundle("OnCall.app/Contents/PlugIns/Share.appex", id: "com.example.oncall.share")
                let service = try bundle("OnCall.app/Contents/XPCServices/Rota.xpc", id: "com.example.oncall.rota")
                let other = try bundle("Other.app", id: "com.example.other")
                #expect(share.isExtension && !app.isExtension && !service.isExtension)
                try ApplePlatform(Options(), app).keyStore.store(name: "a", bytes: Data([1]))
                #expect(try ApplePlatform(Options(), share).keyStore.load(name: "a") == Data([1]))
                // What has a folder of its own has a key of its own.
                for another in [service, other] {
                    try ApplePlatform(Options(), another).keyStore.store(name: "a", bytes: Data([2]))
                    #expect(try ApplePlatform(Options(), app).keyStore.load(name: "a") == Data([1]))
                }
            }

            private func bundle(_ path: String, id: String) throws -> OwnBundle {
                let url = place.url.appendingPathComponent(path)
                let folder = url.appendingPathComponent("Contents")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                let info = try PropertyListSerialization.data(
                    fromPropertyList: ["CFBundleIdentifier": id], format: .xml, options: 0)
                try info.write(to: folder.appendingPathComponent("Info.plist"))
                return OwnBundle(url: url)
            }

            @Test("a new app opens without a choice")
            func newApp() async throws {
                let sordino = try await sordino()
                #expect(sordino.condition.notReady == nil)
                try await sordino.limit(.age, allows: true)
            }

            @Test("a locked Keychain is never a missing key")
            func locked() throws {
                let keychain = keychain()
                FakeKeychain.shared.answer(with: errSecInteractionNotAllowed)
                #expect(throws: KeyStoreError.Locked) { try keychain.load(name: "a") }
                #expect(throws: KeyStoreError.Locked) { try keychain.store(name: "a", bytes: Data()) }
                FakeKeychain.shared.answer(with: -1)
                #expect(throws: KeyStoreError.Failed) { try keychain.load(name: "a") }
            }

            @Test("an extension never makes the vault key")
            func appExtension() throws {
                let keychain = keychain("group.test", mayStore: false, hasVault: true)
                #expect(throws: KeyStoreError.Failed) { try keychain.store(name: "a", bytes: Data([1])) }
                keychain.allowNewVault()
                #expect(throws: KeyStoreError.Failed) { try keychain.load(name: "a") }
                #expect(FakeKeychain.shared.added.isEmpty)
            }

            @Test("a key stored before the app had its group is found")
            func moved() throws {
                try keychain(nil).store(name: "a", bytes: Data([1]))
                #expect(try keychain("group.test", hasVault: true).load(name: "a") == Data([1]))
            }

            @Test("a key that Sordino destroyed is surely gone")
            func destroyed() throws {
                let keychain = keychain(hasVault: true)
                try keychain.store(name: "a", bytes: Data([1]))
                try keychain.store(name: "b", bytes: Data([2]))
                try keychain.delete(name: "a")
                #expect(try keychain.load(name: "a") == nil)
                try keychain.delete(name: "b")
                #expect(try keychain.load(name: "b") == nil && !keychain.isMissing)
                try keychain.store(name: "a", bytes: Data([3]))
                FakeKeychain.shared.removeAll()
                #expect(throws: KeyStoreError.Failed) { try keychain.load(name: "a") }
                #expect(keychain.isMissing)
            }

            @Test("a key hidden while prewarming makes no new vault")
            func prewarmed() async throws {
                let before = try await sordino()
                try await before.purpose("usage").turnOn()
                let vault = try vault()

                FakeKeychain.shared.hide(true)
                let sordino = try await sordino()
                #expect(sordino.condition.notReady == .keyMissing)
                #expect(sordino.track("seen") == .keysNotReady)
                try await sordino.retry()
                sordino.running.cameToFront()
                await sordino.settled()
                #expect(try self.vault() == vault)

                FakeKeychain.shared.hide(false)
                sordino.running.cameToFront()
                #expect(await eventually { sordino.purpose("usage").isOpen })
                #expect(sordino.condition.notReady == nil && sordino.condition.found.isEmpty)
                #expect(sordino.track("seen") == .accepted)
            }

            @Test("a person's yes begins anew where the key is gone")
            func gone() async throws {
                let before = try await sordino()
                try await before.purpose("usage").turnOn()
                try await before.crashReports.turnOn()
                FakeKeychain.shared.move(to: nil)

                let sordino = try await sordino()
                #expect(sordino.condition.notReady == .keyMissing)
                #expect(try await sordino.purpose("usage").turnOn().isOpen)
                #expect(sordino.condition.notReady == nil && sordino.condition.found == [.foreign])
                #expect(sordino.track("seen") == .accepted)
                #expect(!sordino.crashReports.isOpen, "only what was chosen anew is open")
            }
        }
    }
#endif
