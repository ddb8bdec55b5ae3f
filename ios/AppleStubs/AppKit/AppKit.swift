// What the tests call of Apple's AppKit. The package names the notification by its text and imports no AppKit.
//
// Source: developer.apple.com/documentation/appkit/nsapplication; NSApplication.h of the macOS 15 SDK.

import Foundation

// NS_SWIFT_UI_ACTOR, and unlike UIKit's its notifications are not `nonisolated`.
@available(macOS 10.0, *)
@MainActor
open class NSApplication: NSObject {
    @available(macOS 10.0, *)
    public class var didBecomeActiveNotification: NSNotification.Name {
        NSNotification.Name("NSApplicationDidBecomeActiveNotification")
    }
}
