// What Sordino calls of Apple's SwiftUI for UIKit.
//
// Source: developer.apple.com/documentation/swiftui/uihostingcontroller.

import Foundation

@_exported import UIKit

@available(iOS 13.0, *)
@MainActor @preconcurrency
open class UIHostingController<Content: View>: UIViewController {
    @available(iOS 13.0, *) public var rootView: Content
    @available(iOS 13.0, *)
    public init(rootView: Content) {
        self.rootView = rootView
        super.init()
    }
    @available(iOS 13.0, *)
    public required dynamic init?(coder: NSCoder) { nil }
}
