// What Sordino calls of Apple's UserNotifications.
//
// Source: developer.apple.com/documentation/usernotifications/unusernotificationcenter and unnotificationcategory;
// UNUserNotificationCenter.h, UNNotificationSettings.h and UNNotificationContent.h of the iOS 18 SDK. Handlers run on a queue of the system's.

import Foundation

@available(iOS 10.0, macOS 10.14, *)
open class UNUserNotificationCenter: NSObject {
    @available(iOS 10.0, macOS 10.14, *)
    open class func current() -> UNUserNotificationCenter { one }
    private nonisolated(unsafe) static let one = UNUserNotificationCenter()

    let lock = NSLock()
    var device = FakeNotifications.Device()

    @available(iOS 10.0, macOS 10.14, *)
    open func getNotificationSettings(completionHandler: @escaping @Sendable (UNNotificationSettings) -> Void) {
        let status = lock.withLock { device.status }
        DispatchQueue.global().async { completionHandler(UNNotificationSettings(given: status)) }
    }

    // The dialog comes where the person was never asked, and where they were never asked for more than quiet delivery; later
    // calls answer what is stored. Quiet delivery is granted without a dialog.
    @available(iOS 10.0, macOS 10.14, *)
    open func requestAuthorization(
        options: UNAuthorizationOptions = [], completionHandler: @escaping @Sendable (Bool, (any Error)?) -> Void
    ) {
        let granted = lock.withLock { device.ask(options) }
        DispatchQueue.global().async { completionHandler(granted, nil) }
    }
}

@available(iOS 10.0, macOS 10.14, *)
open class UNNotificationSettings: NSObject {
    @available(iOS 10.0, macOS 10.14, *) public let authorizationStatus: UNAuthorizationStatus

    init(given status: UNAuthorizationStatus) { authorizationStatus = status }
}

@available(iOS 10.0, macOS 10.14, *)
public enum UNAuthorizationStatus: Int, Sendable {
    case notDetermined = 0
    case denied = 1
    case authorized = 2
    @available(iOS 12.0, macOS 10.14, *) case provisional = 3
    // API_UNAVAILABLE(macos): for App Clips.
    @available(iOS 14.0, *) case ephemeral = 4  // a word of ours too
}

@available(iOS 10.0, macOS 10.14, *)
public struct UNAuthorizationOptions: OptionSet, Sendable {
    @available(iOS 10.0, macOS 10.14, *)
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    @available(iOS 10.0, macOS 10.14, *) public static let badge = UNAuthorizationOptions(rawValue: 1 << 0)
    @available(iOS 10.0, macOS 10.14, *) public static let sound = UNAuthorizationOptions(rawValue: 1 << 1)
    @available(iOS 10.0, macOS 10.14, *) public static let alert = UNAuthorizationOptions(rawValue: 1 << 2)
    // Left out by the system without the entitlement com.apple.developer.usernotifications.critical-alerts.
    @available(iOS 12.0, macOS 10.14, *) public static let criticalAlert = UNAuthorizationOptions(rawValue: 1 << 4)
    @available(iOS 12.0, macOS 10.14, *) public static let provisional = UNAuthorizationOptions(rawValue: 1 << 6)
}

@available(iOS 15.0, macOS 12.0, *)
public enum UNNotificationInterruptionLevel: UInt, Sendable {
    @available(iOS 15.0, macOS 12.0, *) case passive = 0
    @available(iOS 15.0, macOS 12.0, *) case active = 1
    // Delivered as `active` without the entitlement com.apple.developer.usernotifications.time-sensitive.
    @available(iOS 15.0, macOS 12.0, *) case timeSensitive = 2
    @available(iOS 15.0, macOS 12.0, *) case critical = 3
}

@available(iOS 10.0, macOS 10.14, *)
open class UNNotificationCategory: NSObject {
    @available(iOS 10.0, macOS 10.14, *) public let identifier: String
    @available(iOS 11.0, macOS 10.14, *) public let hiddenPreviewsBodyPlaceholder: String

    // The designated one is hidden in Apple's; nothing of the actions is asked of this stand-in.
    @available(iOS 12.0, macOS 10.14, *)
    public init(
        identifier: String, actions: [UNNotificationAction], intentIdentifiers: [String],
        hiddenPreviewsBodyPlaceholder: String?, categorySummaryFormat: String?,
        options: UNNotificationCategoryOptions = []
    ) {
        self.identifier = identifier
        self.hiddenPreviewsBodyPlaceholder = hiddenPreviewsBodyPlaceholder ?? ""
    }
}

@available(iOS 10.0, macOS 10.14, *)
open class UNNotificationAction: NSObject {}

@available(iOS 10.0, macOS 10.14, *)
public struct UNNotificationCategoryOptions: OptionSet, Sendable {
    @available(iOS 10.0, macOS 10.14, *)
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
}
