import Foundation

#if canImport(UIKit)
    import UIKit
#endif

/// What is said to a person who does not see the screen.
@MainActor
enum VoiceOver {
    /// Says it a second later: what VoiceOver says of a tap would swallow it. On a Mac nothing is announced; the text
    /// stands beside the switch.
    static func say(_ text: String) {
        #if canImport(UIKit)
            Task {
                try? await Task.sleep(nanoseconds: 1_000_000_000)
                let polite = NSAttributedString(string: text, attributes: [.accessibilitySpeechQueueAnnouncement: true])
                UIAccessibility.post(notification: .announcement, argument: polite)
            }
        #endif
    }
}
