// What Sordino calls of Apple's AppKit, written from its public documentation.

import Foundation

@available(macOS 10.0, *)
public final class NSApplication {
    @available(macOS 10.0, *)
    public static let didBecomeActiveNotification = Notification.Name("NSApplicationDidBecomeActiveNotification")
}
