// What tests do with the stand-ins.

import Foundation

/// The device's notifications, and the person in front of the dialog.
public enum FakeNotifications {
    /// What a person does with the dialog.
    public enum Answer: Sendable { case allow, deny, leave }

    struct Device {
        var status = UNAuthorizationStatus.notDetermined
        var answer = Answer.leave
        var isEntitledToCritical = false
        var dialogs: [UNAuthorizationOptions] = []

        mutating func ask(_ options: UNAuthorizationOptions) -> Bool {
            if options.contains(.provisional), status == .notDetermined {
                status = .provisional
                return true
            }
            guard status == .notDetermined || status == .provisional else { return status != .denied }
            dialogs.append(isEntitledToCritical ? options : options.subtracting(.criticalAlert))
            switch answer {
            case .allow: status = .authorized
            case .deny: status = .denied
            case .leave: break
            }
            return status == .authorized || status == .provisional
        }
    }

    /// What each dialog asked for.
    public static var dialogs: [UNAuthorizationOptions] { with { $0.dialogs } }

    /// Makes a new device: a test is an app of its own.
    public static func beginAnew(
        _ status: UNAuthorizationStatus = .notDetermined, answer: Answer = .leave, criticalEntitlement: Bool = false
    ) {
        with { $0 = Device(status: status, answer: answer, isEntitledToCritical: criticalEntitlement) }
    }

    /// What a person does in the system's settings, or in the next dialog.
    public static func set(_ status: UNAuthorizationStatus? = nil, answer: Answer? = nil) {
        with { device in
            device.status = status ?? device.status
            device.answer = answer ?? device.answer
        }
    }

    private static func with<Value>(_ work: (inout Device) -> Value) -> Value {
        let center = UNUserNotificationCenter.current()
        return center.lock.withLock { work(&center.device) }
    }
}
