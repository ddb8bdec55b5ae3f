import Foundation
import Sordino
import UIKit

/// How the app starts Sordino, and what it hands over.
enum Starting {
    /// The gate of Apple's push service: no token is asked for before a yes.
    static func gate() -> PushTokenGate { PushTokenGate("apple_push", service: ApplePush(), server: AlertServer()) }

    /// A build for developers sends to `sordino servers` and remembers what it decided; a release does neither.
    static func options(_ gate: PushTokenGate) -> Options {
        #if DEBUG
            toServers("http://127.0.0.1:8000/v1", "http://127.0.0.1:8001/1", gate)
        #else
            release(gate)
        #endif
    }

    /// Options that send to `sordino servers` over plain HTTP, which a library built with `loopback` takes.
    static func toServers(_ segment: String, _ sentry: String, _ gate: PushTokenGate) -> Options {
        var options = release(gate)
        options.keepDecisions = true
        options.allowLoopbackHttp = true
        options.overrides = [
            Override(recipient: "segment", endpoint: segment, key: "write-key"),
            Override(recipient: "sentry", endpoint: sentry, key: "public-key"),
        ]
        return options
    }

    private static func release(_ gate: PushTokenGate) -> Options {
        var options = Options()
        options.vendors = [gate, Crashlytics()]
        return options
    }
}

/// Apple's push service. What it issues comes to the app's delegate.
struct ApplePush: PushService {
    func requestToken() async { await UIApplication.shared.registerForRemoteNotifications() }

    func delete() async { await UIApplication.shared.unregisterForRemoteNotifications() }
}

/// The app's own server, which sends the alerts. This app has none: a real one would be told here.
struct AlertServer: PushServer {
    func keep(_ token: String) async throws {}

    func forget() async throws {}
}

/// The switch of a vendor's SDK that the app keeps beside Sordino. Its id is the recipient's in the policy.
///
/// This app links no Firebase: `isCollecting` stands where `Crashlytics.crashlytics().isCrashlyticsCollectionEnabled` would.
final class Crashlytics: VendorSwitch {
    private let lock = NSLock()
    private nonisolated(unsafe) var isCollecting = false

    func about() -> VendorAbout { VendorAbout(recipient: "firebase_crashlytics", name: "Crashlytics", version: "") }

    func apply(openPurposes: [String]) -> VendorReport {
        lock.withLock { isCollecting = openPurposes.contains("crash_reports") }
        return VendorReport(inFlight: 0, purged: 0)
    }

    func readBack() -> VendorReadBack {
        let collects = lock.withLock { isCollecting }
        return VendorReadBack(collecting: collects ? .yes : .no, unsent: 0, hasId: collects)
    }
}
