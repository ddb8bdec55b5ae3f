// What Sordino calls of Apple's SwiftUI for UIKit's controllers.
//
// Source: developer.apple.com/documentation/swiftui/uiviewcontrollerrepresentable.

import Foundation
import UIKit

@available(iOS 13.0, *)
@MainActor @preconcurrency
public protocol UIViewControllerRepresentable: View where Body == Never {
    associatedtype UIViewControllerType: UIViewController
    @MainActor @preconcurrency func makeUIViewController(context: Context) -> UIViewControllerType
    @MainActor @preconcurrency
    func updateUIViewController(_ uiViewController: UIViewControllerType, context: Context)
    typealias Context = UIViewControllerRepresentableContext<Self>
}

@available(iOS 13.0, *)
@MainActor @preconcurrency
public struct UIViewControllerRepresentableContext<Representable: UIViewControllerRepresentable> {}

extension UIViewControllerRepresentable {
    var made: Drawn {
        var drawn = Drawn("UIViewController")
        let context = UIViewControllerRepresentableContext<Self>()
        let controller = makeUIViewController(context: context)
        updateUIViewController(controller, context: context)
        drawn.controller = controller
        return drawn
    }
}
