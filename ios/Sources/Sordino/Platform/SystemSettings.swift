import Foundation

#if canImport(UIKit)
    import UIKit
#endif

/// Where a row of the settings leads.
enum SystemSettings {
    /// Returns the address of `target`: a URL, or one of the system's own settings. `nil` if this system has none.
    static func url(_ target: String) -> URL? {
        switch target {
        case "system.app", "system.notifications": own(target).flatMap { URL(string: $0) }
        default: URL(string: target)
        }
    }

    private static func own(_ target: String) -> String? {
        #if canImport(UIKit)
            if target == "system.notifications", #available(iOS 16.0, *) {
                return UIApplication.openNotificationSettingsURLString
            }
            return UIApplication.openSettingsURLString
        #else
            return nil
        #endif
    }
}
