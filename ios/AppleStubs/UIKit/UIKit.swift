// What Sordino calls of Apple's UIKit.
//
// Source: developer.apple.com/documentation/uikit/uiapplication; UIApplication.h of the iOS 18 SDK. In Swift the
// notifications are `nonisolated class let`s of a class of the main actor; extensions may name them.

import Foundation

@available(iOS 2.0, *)
@MainActor
open class UIApplication: NSObject {
    @available(iOS 4.0, *)
    public nonisolated class var didEnterBackgroundNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationDidEnterBackgroundNotification")
    }
    @available(iOS 2.0, *)
    public nonisolated class var didBecomeActiveNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationDidBecomeActiveNotification")
    }
    @available(iOS 2.0, *)
    public nonisolated class var didFinishLaunchingNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationDidFinishLaunchingNotification")
    }
    @available(iOS 4.0, *)
    public nonisolated class var protectedDataDidBecomeAvailableNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationProtectedDataDidBecomeAvailable")
    }
    // UIApplication.h; developer.apple.com/documentation/uikit/uiapplication/opennotificationsettingsurlstring. Open to
    // extensions; to open a URL is not.
    @available(iOS 8.0, *)
    public nonisolated class var openSettingsURLString: String { "app-settings:" }
    @available(iOS 16.0, *)
    public nonisolated class var openNotificationSettingsURLString: String { "app-settings:notifications" }
}

// Source: developer.apple.com/documentation/uikit/uiviewcontroller; UIViewController.h.
@available(iOS 2.0, *)
@MainActor
open class UIViewController: NSObject {
    @available(iOS 13.0, *) public var isModalInPresentation = false
    @available(iOS 3.2, *) public var modalPresentationStyle = UIModalPresentationStyle.automatic

    public override init() { super.init() }
    @available(iOS 2.0, *)
    public required dynamic init?(coder: NSCoder) { nil }
}

@available(iOS 3.2, *)
public enum UIModalPresentationStyle: Int, Sendable {
    case fullScreen = 0
    @available(iOS 13.0, *) case automatic = -2
}

// Source: developer.apple.com/documentation/uikit/uiaccessibility/post(notification:argument:); UIAccessibility.h.
@available(iOS 3.0, *)
public enum UIAccessibility {
    @available(iOS 3.0, *)
    public struct Notification: Sendable, Hashable {
        @available(iOS 4.0, *)
        public static let announcement = Notification()
    }

    @available(iOS 3.0, *)
    @MainActor public static func post(notification: Notification, argument: Any?) { FakeVoiceOver.say(argument) }
}

// Source: UIAccessibilityConstants.h: whether an announcement waits for the one being spoken; a Boolean.
extension NSAttributedString.Key {
    @available(iOS 11.0, *)
    public static let accessibilitySpeechQueueAnnouncement = NSAttributedString.Key(
        "UIAccessibilitySpeechAttributeQueueAnnouncement")
}
