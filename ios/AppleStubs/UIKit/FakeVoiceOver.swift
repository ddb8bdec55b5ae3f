// What tests do with the stand-ins.

import Foundation

/// What was announced.
@MainActor
public enum FakeVoiceOver {
    public private(set) static var said: [String] = []

    static func say(_ argument: Any?) {
        if let text = (argument as? NSAttributedString)?.string ?? argument as? String { said.append(text) }
    }
}
