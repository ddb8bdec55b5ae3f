// What Sordino calls of Apple's Combine.
//
// Source: developer.apple.com/documentation/combine/observableobject, .../published, .../observableobjectpublisher.

import Foundation

@available(iOS 13.0, macOS 10.15, *)
public protocol Publisher<Output, Failure> {
    associatedtype Output
    associatedtype Failure: Error
}

@available(iOS 13.0, macOS 10.15, *)
public final class ObservableObjectPublisher: Publisher {
    public typealias Output = Void
    public typealias Failure = Never
    @available(iOS 13.0, macOS 10.15, *)
    public init() {}
}

@available(iOS 13.0, macOS 10.15, *)
public protocol ObservableObject: AnyObject {
    associatedtype ObjectWillChangePublisher: Publisher = ObservableObjectPublisher
    where ObjectWillChangePublisher.Failure == Never
    var objectWillChange: ObjectWillChangePublisher { get }
}

extension ObservableObject where ObjectWillChangePublisher == ObservableObjectPublisher {
    @available(iOS 13.0, macOS 10.15, *)
    public var objectWillChange: ObservableObjectPublisher { ObservableObjectPublisher() }
}

// Only a property of a class has it: `wrappedValue` itself is unavailable, and the compiler goes through the subscript.
@available(iOS 13.0, macOS 10.15, *)
@propertyWrapper
public struct Published<Value> {
    private var value: Value

    @available(iOS 13.0, macOS 10.15, *)
    public init(wrappedValue: Value) { value = wrappedValue }

    @available(*, unavailable, message: "@Published is only available on properties of classes")
    @available(iOS 13.0, macOS 10.15, *)
    public var wrappedValue: Value {
        get { fatalError("only through the class") }
        set { fatalError("only through the class") }
    }

    @available(iOS 13.0, macOS 10.15, *)
    public static subscript<EnclosingSelf: AnyObject>(
        _enclosingInstance object: EnclosingSelf,
        wrapped wrappedKeyPath: ReferenceWritableKeyPath<EnclosingSelf, Value>,
        storage storageKeyPath: ReferenceWritableKeyPath<EnclosingSelf, Published<Value>>
    ) -> Value {
        get { object[keyPath: storageKeyPath].value }
        set { object[keyPath: storageKeyPath].value = newValue }
    }
}
