import Foundation
import Sordino
import SwiftUI
import UIKit

/// The app: it starts Sordino, and nothing else that sends.
#if !os(Linux)
    @main
#endif
struct OnCallApp: App {
    @UIApplicationDelegateAdaptor(OnCallDelegate.self) private var delegate

    var body: some Scene {
        WindowGroup { NavigationView { AlertsView(app: delegate.app) } }
    }
}

/// Starts Sordino as the app launches, and hands on Apple's push token.
final class OnCallDelegate: NSObject, UIApplicationDelegate {
    private let gate: PushTokenGate
    let app: OnCall

    override init() {
        gate = Starting.gate()
        let (news, told) = AsyncStream.makeStream(of: String.self)
        var options = Starting.options(gate)
        options.cardHasNews = { told.yield($0.text) }
        app = OnCall(SordinoSDK.start(options), gate)
        super.init()
        Task { [app] in for await text in news { app.hear(text) } }
    }

    func application(
        _ application: UIApplication,
        didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]? = nil
    ) -> Bool {
        SordinoSDK.registerBackgroundUploads()
        return true
    }

    func application(_ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken token: Data) {
        gate.issued(deviceToken: token)
    }
}
