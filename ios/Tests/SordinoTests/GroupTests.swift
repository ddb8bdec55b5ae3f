#if os(Linux)
    import Foundation
    import Security
    @testable import SordinoKit
    import Testing

    @testable import Sordino

    extension OneApp {
        /// An app that joins an app group, leaves it, or changes it keeps what the person chose.
        @Suite struct GroupTests {
            private let place: Place
            private let reach = Locked<Set<String>>(["group.a", "group.b"])

            init() throws {
                place = try Place()
                FakeKeychain.shared.removeAll()
            }

            private var containers: Containers {
                let (place, reach) = (place.url, reach)
                return Containers(
                    own: { place.appendingPathComponent("own") },
                    ofGroup: { group in
                        reach.with { $0.contains(group) } ? place.appendingPathComponent(group) : nil
                    })
            }

            private func vault(_ container: String) -> URL {
                place.url.appendingPathComponent("\(container)/dev.sordino/core/vault")
            }

            private func isThere(_ container: String) -> Bool {
                FileManager.default.fileExists(atPath: vault(container).path)
            }

            private func sordino(_ group: String?, isExtension: Bool = false) async throws -> SordinoSDK {
                let own = OwnFolder(appGroup: group, isExtension: isExtension, containers: containers)
                let keys = Keychain(
                    app: "com.example.oncall", accessGroup: group, mayStore: !isExtension,
                    hasVault: { own.hasVault() }, isOutOfReach: { own.isOutOfReach })
                let policy = try Vectors.policy(of: "refusals")
                let sordino = SordinoSDK(
                    Running(Options(), TestPlatform(policy, in: place.url, keys: keys, own: own)))
                await sordino.settled()
                return sordino
            }

            /// One purpose was opened, and one was refused.
            private func choose(_ group: String?) async throws {
                let sordino = try await sordino(group)
                try await sordino.purpose("usage").turnOn()
                try await sordino.crashReports.turnOn()
                try await sordino.crashReports.turnOff()
            }

            private func isKept(in group: String?) async throws -> Bool {
                let sordino = try await sordino(group)
                return sordino.condition.notReady == nil && sordino.purpose("usage").isOpen
                    && sordino.crashReports.state == .withdrawn && sordino.track("seen") == .accepted
            }

            @Test("an app that joins, changes or leaves a group keeps its choices")
            func moved() async throws {
                try await choose(nil)
                let ways: [(String?, String)] = [("group.a", "group.a"), ("group.b", "group.b"), (nil, "own")]
                for (group, container) in ways {
                    #expect(try await isKept(in: group))
                    for other in ["own", "group.a", "group.b"] { #expect(isThere(other) == (other == container)) }
                }
            }

            @Test("a kill while the folder is brought along loses no choice")
            func killed() throws {
                // Of 5 steps the last one is behind everything.
                for begun in [false, true] {
                    for steps in 1...5 {
                        let place = try Place()
                        let own = place.url.appendingPathComponent("own")
                        let group = place.url.appendingPathComponent("group.a")
                        let containers = Containers(own: { own }, ofGroup: { _ in group })
                        let old = own.appendingPathComponent("dev.sordino/core")
                        let new = group.appendingPathComponent("dev.sordino")
                        let core = new.appendingPathComponent("core")
                        for folder in [old, core] {
                            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                        }
                        let chosen = Data(repeating: 1, count: 32)
                        let beside = Data(repeating: begun ? 2 : 0, count: 32)
                        try chosen.write(to: old.appendingPathComponent("vault"))
                        try beside.write(to: core.appendingPathComponent("vault"))
                        let left = Locked(steps)
                        struct Killed: Error {}
                        var former = FormerFolder(appGroup: "group.a", containers: containers)
                        former.between = {
                            try left.with { left in
                                left -= 1
                                if left == 0 { throw Killed() }
                            }
                        }
                        _ = try? former.bring(to: new)
                        former.between = {}
                        #expect(try former.bring(to: new))
                        // The vault that has begun is used, and the other one lies beside it.
                        let names = try FileManager.default.contentsOfDirectory(atPath: core.path).sorted()
                        #expect(names.count == 2 && names.first == "vault")
                        #expect(names.last?.hasPrefix("vault.former.") == true)
                        let found = try names.map { try Data(contentsOf: core.appendingPathComponent($0)) }
                        #expect(found == (begun ? [beside, chosen] : [chosen, beside]), "\(begun), \(steps)")
                        #expect(try FileManager.default.contentsOfDirectory(atPath: new.path) == ["core"])
                        #expect(!FileManager.default.fileExists(atPath: own.appendingPathComponent("dev.sordino").path))
                    }
                }
            }

            @Test("an extension that ran first costs no choice")
            func appExtension() async throws {
                try await choose(nil)
                let appExtension = try await sordino("group.a", isExtension: true)
                #expect(appExtension.condition.notReady != nil && isThere("own"))
                _ = try await appExtension.purpose("usage").turnOff()
                let app = try await sordino("group.a")
                #expect(app.condition.notReady == nil && !isThere("own"))
                #expect(app.purpose("usage").state == .withdrawn && app.crashReports.state == .withdrawn)
                let later = try await sordino("group.a", isExtension: true)
                #expect(later.condition.notReady == nil, "the key is where an extension looks")
            }

            @Test("a vault in a group out of reach makes no new one")
            func outOfReach() async throws {
                try await choose("group.a")
                let before = try Data(contentsOf: vault("group.a"))
                reach.with { _ = $0.remove("group.a") }
                for _ in 1...2 {
                    let sordino = try await sordino(nil)
                    #expect(sordino.condition.notReady == .keyMissing)
                    #expect(sordino.track("seen") == .keysNotReady)
                }
                // The entitlement comes back with the next version of the app.
                reach.with { _ = $0.insert("group.a") }
                #expect(try await isKept(in: nil))
                #expect(try before.count == Data(contentsOf: vault("own")).count && !isThere("group.a"))
            }

            @Test("a person's choice begins anew where the group is gone")
            func anew() async throws {
                try await choose("group.a")
                reach.with { $0 = [] }
                let sordino = try await sordino(nil)
                #expect(sordino.condition.notReady == .keyMissing)
                #expect(try await sordino.purpose("usage").turnOn().isOpen)
                let next = try await self.sordino(nil)
                #expect(next.condition.notReady == nil && next.purpose("usage").isOpen)
            }

            @Test("a notice begins anew where the key is gone")
            func informed() async throws {
                try await choose(nil)
                FakeKeychain.shared.move(to: nil)
                let sordino = try await sordino(nil)
                #expect(sordino.condition.notReady == .keyMissing)
                _ = try? await sordino.purpose("usage").choose(.informed)
                #expect(sordino.condition.notReady == nil)
            }
        }
    }
#endif
