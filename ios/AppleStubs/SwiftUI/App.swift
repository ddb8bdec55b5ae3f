// What the program for pictures calls of Apple's SwiftUI.
//
// Source: developer.apple.com/documentation/swiftui/app, .../scene, .../windowgroup, .../navigationview.

import Foundation
import UIKit

@available(iOS 14.0, macOS 11.0, *)
@MainActor @preconcurrency
public protocol App {
    associatedtype Body: Scene
    @SceneBuilder @MainActor @preconcurrency var body: Body { get }
    @MainActor @preconcurrency init()
}

extension App {
    @available(iOS 14.0, macOS 11.0, *)
    @MainActor public static func main() { _ = Self().body }
}

@available(iOS 14.0, macOS 11.0, *)
@MainActor @preconcurrency
public protocol Scene {}

@available(iOS 14.0, macOS 11.0, *)
@resultBuilder
public struct SceneBuilder {
    @available(iOS 14.0, macOS 11.0, *)
    public static func buildBlock<Content: Scene>(_ content: Content) -> Content { content }
}

@available(iOS 14.0, macOS 11.0, *)
public struct WindowGroup<Content: View>: Scene {
    @available(iOS 14.0, macOS 11.0, *)
    public init(@ViewBuilder content: () -> Content) { _ = content() }
}

// Source: developer.apple.com/documentation/swiftui/uiapplicationdelegateadaptor.
@available(iOS 14.0, *)
@propertyWrapper
@MainActor @preconcurrency
public struct UIApplicationDelegateAdaptor<DelegateType: NSObject & UIApplicationDelegate> {
    @available(iOS 14.0, *)
    public init(_ delegateType: DelegateType.Type = DelegateType.self) {}
    @available(iOS 14.0, *)
    public var wrappedValue: DelegateType { fatalError("Apple's framework makes the delegate") }
}

@available(iOS 13.0, macOS 10.15, *)
public struct NavigationView<Content: View>: View, Primitive {
    public typealias Body = Never
    let content: Content
    @available(iOS 13.0, macOS 10.15, *)
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    var drawn: [Drawn] { open(content) }
}
