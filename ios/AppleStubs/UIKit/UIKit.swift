// What Sordino calls of Apple's UIKit.
//
// Source: developer.apple.com/documentation/uikit/uiapplication; UIApplication.h of the iOS 18 SDK. In Swift the
// notifications are `nonisolated class let`s of a class of the main actor; extensions may name them.

import Foundation

@available(iOS 2.0, *)
@MainActor
open class UIApplication: NSObject {
    @available(iOS 4.0, *)
    public nonisolated class var didEnterBackgroundNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationDidEnterBackgroundNotification")
    }
    @available(iOS 2.0, *)
    public nonisolated class var didBecomeActiveNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationDidBecomeActiveNotification")
    }
    @available(iOS 2.0, *)
    public nonisolated class var didFinishLaunchingNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationDidFinishLaunchingNotification")
    }
    @available(iOS 4.0, *)
    public nonisolated class var protectedDataDidBecomeAvailableNotification: NSNotification.Name {
        NSNotification.Name("UIApplicationProtectedDataDidBecomeAvailable")
    }
}
