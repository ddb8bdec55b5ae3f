// What the example app calls of Apple's UIKit, and the package does not: an extension may not.
//
// Source: developer.apple.com/documentation/uikit/uiapplication, .../uiapplicationdelegate; UIApplication.h of the iOS 18 SDK.
// The delegate's methods are `@optional`, which Swift has here as implementations that do nothing.

import Foundation

extension UIApplication {
    // NS_EXTENSION_UNAVAILABLE_IOS.
    @available(iOS 2.0, *)
    public class var shared: UIApplication { FakeRegistrations.app }

    // The token comes to the delegate, each time anew.
    @available(iOS 3.0, *)
    public func registerForRemoteNotifications() { FakeRegistrations.all.append(true) }
    @available(iOS 3.0, *)
    public func unregisterForRemoteNotifications() { FakeRegistrations.all.append(false) }

    @available(iOS 3.0, *)
    public struct LaunchOptionsKey: Hashable, Sendable {}
}

@available(iOS 2.0, *)
@MainActor
public protocol UIApplicationDelegate: NSObjectProtocol {
    @available(iOS 3.0, *)
    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool
    @available(iOS 3.0, *)
    func application(_ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken: Data)
}

extension UIApplicationDelegate {
    @available(iOS 3.0, *)
    public func application(
        _ application: UIApplication, didFinishLaunchingWithOptions: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool { true }
    @available(iOS 3.0, *)
    public func application(_ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken: Data) {}
}
