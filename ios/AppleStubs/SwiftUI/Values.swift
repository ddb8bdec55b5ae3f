// What Sordino calls of Apple's SwiftUI: state, bindings and the environment.
//
// Source: developer.apple.com/documentation/swiftui/binding, .../state, .../stateobject, .../environmentvalues.

import Foundation

@_exported import Combine

// The closures of Apple's are `@isolated(any) @Sendable`; a closure of the main actor is one of these.
@available(iOS 13.0, macOS 10.15, *)
@propertyWrapper
@MainActor @preconcurrency
public struct Binding<Value> {
    let get: @MainActor @Sendable () -> Value
    let set: @MainActor @Sendable (Value) -> Void
    @available(iOS 13.0, macOS 10.15, *)
    public init(get: @escaping @MainActor @Sendable () -> Value, set: @escaping @MainActor @Sendable (Value) -> Void) {
        (self.get, self.set) = (get, set)
    }
    @available(iOS 13.0, macOS 10.15, *)
    public var wrappedValue: Value {
        get { get() }
        nonmutating set { set(newValue) }
    }
    @available(iOS 13.0, macOS 10.15, *)
    public var projectedValue: Binding<Value> { self }
}

@MainActor
final class Box<Value> {
    private let first: () -> Value
    lazy var value: Value = first()
    init(_ first: @escaping () -> Value) { self.first = first }
}

@available(iOS 13.0, macOS 10.15, *)
@propertyWrapper
@MainActor @preconcurrency
public struct State<Value> {
    let box: Box<Value>
    @available(iOS 13.0, macOS 10.15, *)
    public init(wrappedValue value: Value) { box = Box { value } }
    @available(iOS 13.0, macOS 10.15, *)
    public var wrappedValue: Value {
        get { box.value }
        nonmutating set { box.value = newValue }
    }
    @available(iOS 13.0, macOS 10.15, *)
    public var projectedValue: Binding<Value> {
        let box = box
        return Binding(get: { box.value }, set: { box.value = $0 })
    }
}

@available(iOS 14.0, macOS 11.0, *)
@propertyWrapper
@MainActor @preconcurrency
public struct StateObject<ObjectType: ObservableObject> {
    let box: Box<ObjectType>
    @available(iOS 14.0, macOS 11.0, *)
    public init(wrappedValue thunk: @autoclosure @escaping () -> ObjectType) { box = Box(thunk) }
    @available(iOS 14.0, macOS 11.0, *)
    public var wrappedValue: ObjectType { box.value }
}

@available(iOS 13.0, macOS 10.15, *)
@propertyWrapper
@MainActor @preconcurrency
public struct ObservedObject<ObjectType: ObservableObject> {
    @available(iOS 13.0, macOS 10.15, *)
    public init(wrappedValue: ObjectType) { self.wrappedValue = wrappedValue }
    @available(iOS 13.0, macOS 10.15, *)
    public var wrappedValue: ObjectType
}

@available(iOS 13.0, macOS 10.15, *)
@propertyWrapper
@MainActor @preconcurrency
public struct Environment<Value> {
    let path: KeyPath<EnvironmentValues, Value>
    @available(iOS 13.0, macOS 10.15, *)
    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) { path = keyPath }
    @available(iOS 13.0, macOS 10.15, *)
    public var wrappedValue: Value { FakeEnvironment.values[keyPath: path] }
}

@available(iOS 13.0, macOS 10.15, *)
public struct EnvironmentValues {
    @available(iOS 15.0, macOS 12.0, *) public var dynamicTypeSize = DynamicTypeSize.large
    @available(iOS 14.0, macOS 11.0, *) public var scenePhase = ScenePhase.active
    @available(iOS 14.0, macOS 11.0, *) public var openURL: OpenURLAction { OpenURLAction() }
}

// Source: developer.apple.com/documentation/swiftui/openurlaction.
@available(iOS 14.0, macOS 11.0, *)
@MainActor @preconcurrency
public struct OpenURLAction {
    nonisolated init() {}
    @available(iOS 14.0, macOS 11.0, *)
    @MainActor @preconcurrency public func callAsFunction(_ url: URL) { FakeEnvironment.opened.append(url) }
}

@available(iOS 14.0, macOS 11.0, *)
public enum ScenePhase: Comparable, Hashable, Sendable { case background, inactive, active }

@available(iOS 15.0, macOS 12.0, *)
public enum DynamicTypeSize: Int, Hashable, Comparable, CaseIterable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5

    public static func < (one: DynamicTypeSize, other: DynamicTypeSize) -> Bool { one.rawValue < other.rawValue }
    @available(iOS 15.0, macOS 12.0, *)
    public var isAccessibilitySize: Bool { self >= .accessibility1 }
}
