import Foundation

/// What the organisation that manages the device set for this app.
final class Managed: Sendable {
    /// Where the system keeps it.
    static let key = "com.apple.configuration.managed"

    private let observer = Locked<(any NSObjectProtocol)?>(nil)

    /// Returns what stands under `keys`. A truth value is `true` or `false`, a number its digits.
    static func settings(_ keys: [String]) -> [String: String] {
        let managed = UserDefaults.standard.dictionary(forKey: key) ?? [:]
        return managed.filter { keys.contains($0.key) }.mapValues(text)
    }

    private static func text(_ value: Any) -> String {
        if let text = value as? String { return text }
        if let number = value as? NSNumber { return number.stringValue }
        return "\(value)"
    }

    /// Calls `then` whenever the system may have changed it. The app's own preferences change much more often: `then` is called
    /// only where this one did.
    func onChange(_ then: @escaping @Sendable () -> Void) {
        let last = Locked(Self.now())
        let told = NotificationCenter.default.addObserver(
            forName: UserDefaults.didChangeNotification, object: nil, queue: nil
        ) { _ in
            let now = Self.now()
            let isNew = last.with { last in
                defer { last = now }
                return last != now
            }
            if isNew { then() }
        }
        observer.with { $0 = told }
    }

    private static func now() -> String {
        let managed = UserDefaults.standard.dictionary(forKey: key) ?? [:]
        return managed.map { "\($0.key)=\(text($0.value))" }.sorted().joined(separator: "\n")
    }

    deinit {
        observer.with { $0.map(NotificationCenter.default.removeObserver) }
    }
}
