import Foundation
import SordinoCore
import UserNotifications

/// What the system says of notifications, and its dialog.
enum SystemNotifications {
    static func access() async -> FlowAccess {
        await withCheckedContinuation { waiting in
            UNUserNotificationCenter.current().getNotificationSettings { settings in
                waiting.resume(returning: FlowAccess(settings.authorizationStatus))
            }
        }
    }

    /// Shows the system's dialog if it was never answered. Quiet delivery is never asked for: it is no yes of the person's.
    ///
    /// Returns `false` if the system could not be asked.
    static func ask(critical: Bool) async -> Bool {
        var options: UNAuthorizationOptions = [.alert, .sound, .badge]
        // Without Apple's entitlement the system leaves it out.
        if critical { options.insert(.criticalAlert) }
        return await withCheckedContinuation { waiting in
            UNUserNotificationCenter.current().requestAuthorization(options: options) { _, error in
                waiting.resume(returning: error == nil)
            }
        }
    }
}

extension FlowAccess {
    init(_ status: UNAuthorizationStatus) {
        switch status {
        case .notDetermined: self = .notDetermined
        case .authorized: self = .authorized
        case .provisional: self = .provisional
        #if canImport(UIKit)
            case .ephemeral: self = .ephemeral
        #endif
        // Also what a later system may say.
        default: self = .denied
        }
    }
}

extension PushCategory {
    /// Returns how much a notification of this category may disturb, for its content or for the payload's
    /// `interruption-level`. A critical one breaks through silence with Apple's entitlement alone.
    public var interruptionLevel: UNNotificationInterruptionLevel {
        if critical { return .critical }
        return switch importance {
        case .low: .passive
        case .high: .timeSensitive
        default: .active
        }
    }

    /// Returns the system's category with the same id. Where the person hides previews, its title stands in place of the
    /// text. Register those that are open, together with the app's own.
    public var notificationCategory: UNNotificationCategory {
        UNNotificationCategory(
            identifier: id, actions: [], intentIdentifiers: [], hiddenPreviewsBodyPlaceholder: title,
            categorySummaryFormat: nil)
    }
}
