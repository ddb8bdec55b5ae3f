// What Sordino calls of Apple's UIKit, written from its public documentation.

import Foundation

@available(iOS 2.0, *)
public final class UIApplication {
    @available(iOS 4.0, *)
    public static let didEnterBackgroundNotification = Notification.Name("UIApplicationDidEnterBackgroundNotification")
    @available(iOS 2.0, *)
    public static let didBecomeActiveNotification = Notification.Name("UIApplicationDidBecomeActiveNotification")
    @available(iOS 2.0, *)
    public static let didFinishLaunchingNotification = Notification.Name("UIApplicationDidFinishLaunchingNotification")
    @available(iOS 2.0, *)
    public static let protectedDataDidBecomeAvailableNotification = Notification.Name(
        "UIApplicationProtectedDataDidBecomeAvailable")
}
