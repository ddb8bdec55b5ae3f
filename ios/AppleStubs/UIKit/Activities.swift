// What Sordino calls of Apple's UIKit: the share sheet.
//
// Source: developer.apple.com/documentation/uikit/uiactivityviewcontroller; UIActivityViewController.h and UIActivity.h of
// the iOS 18 SDK. The handler is called on the main thread.

import Foundation

@available(iOS 6.0, *)
@MainActor
open class UIActivity: NSObject {
    @available(iOS 6.0, *)
    public struct ActivityType: Hashable, Sendable, RawRepresentable {
        @available(iOS 6.0, *) public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }
}

@available(iOS 6.0, *)
@MainActor
open class UIActivityViewController: UIViewController {
    @available(iOS 8.0, *)
    public typealias CompletionWithItemsHandler = (UIActivity.ActivityType?, Bool, [Any]?, (any Error)?) -> Void

    @available(iOS 8.0, *) open var completionWithItemsHandler: CompletionWithItemsHandler?
    /// What it was given.
    let items: [Any]

    @available(iOS 6.0, *)
    public init(activityItems: [Any], applicationActivities: [UIActivity]?) {
        items = activityItems
        super.init()
    }
    @available(iOS 6.0, *)
    public required dynamic init?(coder: NSCoder) { nil }
}
