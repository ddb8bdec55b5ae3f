import Foundation

#if canImport(UIKit)
    import UIKit
#endif

/// Tells when the app comes to the front and leaves it. An app extension has no such moments, and a Mac's app does not
/// leave.
final class Lifecycle: Sendable {
    private let observers = Locked<[any NSObjectProtocol]>([])

    func onActive(_ then: @escaping @Sendable () -> Void) {
        #if canImport(UIKit)
            observe(UIApplication.didBecomeActiveNotification, then)
        #endif
        #if os(macOS) || os(Linux)
            // By its text: AppKit's own constant belongs to the main actor.
            observe(Notification.Name("NSApplicationDidBecomeActiveNotification"), then)
        #endif
    }

    #if canImport(UIKit)
        func onBackground(_ then: @escaping @Sendable () -> Void) {
            observe(UIApplication.didEnterBackgroundNotification, then)
        }

        func onUnlock(_ then: @escaping @Sendable () -> Void) {
            observe(UIApplication.protectedDataDidBecomeAvailableNotification, then)
        }

        func onLaunched(_ then: @escaping @Sendable () -> Void) {
            observe(UIApplication.didFinishLaunchingNotification, then)
        }
    #endif

    private func observe(_ name: Notification.Name, _ then: @escaping @Sendable () -> Void) {
        let observer = NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { _ in then() }
        observers.with { $0.append(observer) }
    }

    deinit {
        observers.with { $0.forEach(NotificationCenter.default.removeObserver) }
    }
}
