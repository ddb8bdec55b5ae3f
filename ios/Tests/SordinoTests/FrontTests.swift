#if os(Linux)
    import AppKit
    import Foundation
    import SordinoKit
    import Testing
    import UIKit

    @testable import Sordino

    extension FixedClock {
        @Suite struct FrontTests {
            @Test(
                "a consent that ran out closes as the app comes to the front", arguments: ["phone", "Mac"])
            func front(_ device: String) async throws {
                let mac = await MainActor.run { NSApplication.didBecomeActiveNotification }
                let name = device == "Mac" ? mac : UIApplication.didBecomeActiveNotification
                let policies = try #require(try Vectors.file("gate")["given"]?["policies"])
                let scene = try await Scene(.null, policy: try #require(policies["plain"]))
                let usage = scene.sordino.purpose("usage")
                try await usage.turnOn()
                let lifecycle = Lifecycle()
                lifecycle.onActive { [running = scene.sordino.running] in running.cameToFront() }
                try scene.advance(366 * 86_400_000)
                #expect(usage.state == .given)
                NotificationCenter.default.post(name: name, object: nil)
                #expect(await eventually { usage.state == .expired })
                #expect(await eventually { !usage.isOpen })
                #expect(scene.sordino.track("usage_seen") == .refused(.closed))
            }
        }
    }

    extension OneApp {
        @Suite struct WakingTests {
            @Test(
                "a failed Keychain is asked again at the front and after the unlock",
                arguments: [
                    UIApplication.didBecomeActiveNotification,
                    UIApplication.protectedDataDidBecomeAvailableNotification,
                ])
            func asksAgain(_ moment: Notification.Name) async throws {
                let place = try Place()
                let keys = MendedKeys(place)
                let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"), keys: keys)
                var options = Options()
                options.catchUncaught = false
                let apple = ApplePlatform(options)
                apple.starting(sordino.running)
                await sordino.settled()
                #expect(sordino.condition.notReady != nil)
                keys.isMended.with { $0 = true }
                NotificationCenter.default.post(name: moment, object: nil)
                #expect(await eventually { sordino.condition.isWhole })
                withExtendedLifetime(apple) {}
            }
        }
    }
#endif
