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
#endif
