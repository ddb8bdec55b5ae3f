// What tests do with the stand-ins: a view's body is worked out, and what it would draw can be read and used.

import Foundation

/// One thing that a view draws.
@MainActor
public struct Drawn {
    /// Apple's name of the view: `Text`, `Toggle`, `Button` …
    public let kind: String
    /// The text, if it is one.
    public var text = ""
    /// What is inside.
    public var inside: [Drawn] = []
    /// The modifiers on it, in their order: name and value.
    public var modifiers: [(name: String, value: String)] = []
    /// What stands in the places that modifiers have, such as an alert: by the modifier's name.
    public var beside: [(name: String, inside: [Drawn])] = []
    /// What a tap does.
    public var tap: (@MainActor () -> Void)?
    /// A switch's binding.
    public var isOn: Binding<Bool>?
    /// Where it leads.
    public var destination: URL?
    /// The controller of UIKit's that it is.
    public var controller: UIViewController?
    /// The values that it follows.
    public var followed: [Followed] = []
    /// What runs as it comes into sight.
    public var tasks: [@MainActor () async -> Void] = []

    init(_ kind: String) { self.kind = kind }

    /// Returns the value of the last modifier with this name.
    public func modifier(_ name: String) -> String? { modifiers.last { $0.name == name }?.value }

    /// Returns this and all that is inside and beside it, in reading order.
    public var all: [Drawn] { [self] + (inside + beside.flatMap(\.inside)).flatMap(\.all) }

    /// Returns every text in it, in reading order.
    public var texts: [String] { all.filter { $0.kind == "Text" }.map(\.text) }
}

/// A value that a view follows, as it was when the view was drawn, and what a change of it does.
@MainActor
public struct Followed {
    private let value: any Equatable
    public let perform: @MainActor () -> Void

    init<V: Equatable>(_ value: V, _ action: @escaping (V) -> Void) {
        (self.value, perform) = (value, { action(value) })
    }

    /// Whether the value is the same as at another time.
    public func isSame(as other: Followed) -> Bool {
        func same<V: Equatable>(_ one: V) -> Bool { one == other.value as? V }
        return same(value)
    }
}

/// Returns what a view draws.
@MainActor
public func draw(_ view: some View) -> [Drawn] { open(view) }

/// What Apple's framework draws by itself.
@MainActor
protocol Primitive {
    var drawn: [Drawn] { get }
}

@MainActor
func open<V: View>(_ view: V) -> [Drawn] {
    if let primitive = view as? any Primitive { return primitive.drawn }
    if let controller = view as? any UIViewControllerRepresentable { return [controller.made] }
    return open(view.body)
}

/// A view with a modifier.
struct Modified<Content: View>: View, Primitive {
    let content: Content
    let change: @MainActor (inout Drawn) -> Void

    typealias Body = Never

    /// A modifier of several views is one of each, as Apple's.
    var drawn: [Drawn] {
        open(content).map { drawn in
            var drawn = drawn
            change(&drawn)
            return drawn
        }
    }
}

extension View {
    func noted(_ name: String, _ value: String = "") -> Modified<Self> {
        Modified(content: self) { $0.modifiers.append((name, value)) }
    }
}

/// The environment that views are drawn in.
@MainActor
public enum FakeEnvironment {
    public static var values = EnvironmentValues()
    /// What views opened.
    public static var opened: [URL] = []
}
