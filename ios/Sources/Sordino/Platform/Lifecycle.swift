#if canImport(UIKit)
    import Foundation
    import UIKit

    /// Tells when the app comes to the front and leaves it. An app extension has no such moments.
    final class Lifecycle: Sendable {
        private let observers = Locked<[any NSObjectProtocol]>([])

        func onActive(_ then: @escaping @Sendable () -> Void) {
            observe(UIApplication.didBecomeActiveNotification, then)
        }

        func onBackground(_ then: @escaping @Sendable () -> Void) {
            observe(UIApplication.didEnterBackgroundNotification, then)
        }

        func onUnlock(_ then: @escaping @Sendable () -> Void) {
            observe(UIApplication.protectedDataDidBecomeAvailableNotification, then)
        }

        private func observe(_ name: Notification.Name, _ then: @escaping @Sendable () -> Void) {
            let observer = NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { _ in then()
            }
            observers.with { $0.append(observer) }
        }

        deinit {
            observers.with { $0.forEach(NotificationCenter.default.removeObserver) }
        }
    }
#endif
