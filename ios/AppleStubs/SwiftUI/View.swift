// What Sordino calls of Apple's SwiftUI: views and what holds them.
//
// Source: developer.apple.com/documentation/swiftui/view, .../viewbuilder; the declarations are those of the iOS 18 SDK,
// where `View` is of the main actor. Initializers and modifiers are `nonisolated` there.

import Foundation

@available(iOS 13.0, macOS 10.15, *)
@MainActor @preconcurrency
public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Body { get }
}

extension View where Body == Never {
    @available(iOS 13.0, macOS 10.15, *)
    public var body: Never { fatalError("Apple's framework draws it by itself") }
}

extension Never: View {
    public typealias Body = Never
}

extension Optional: View where Wrapped: View {
    public typealias Body = Never
}

extension Optional: Primitive where Wrapped: View {
    var drawn: [Drawn] { map { open($0) } ?? [] }
}

@available(iOS 13.0, macOS 10.15, *)
@resultBuilder
public struct ViewBuilder {
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildBlock() -> EmptyView { EmptyView() }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildBlock<each Content: View>(
        _ content: repeat each Content
    ) -> TupleView<(repeat each Content)> {
        var all: [any View] = []
        repeat all.append(each content)
        return TupleView(all: all)
    }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildEither<First: View, Second: View>(
        first: First
    ) -> _ConditionalContent<First, Second> { _ConditionalContent(one: first) }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildEither<First: View, Second: View>(
        second: Second
    ) -> _ConditionalContent<First, Second> { _ConditionalContent(one: second) }
    @available(iOS 13.0, macOS 10.15, *)
    @MainActor public static func buildLimitedAvailability<Content: View>(_ content: Content) -> AnyView {
        AnyView(content)
    }
}

@available(iOS 13.0, macOS 10.15, *)
public struct TupleView<T>: View, Primitive {
    let all: [any View]
    public typealias Body = Never
    var drawn: [Drawn] { all.flatMap { open($0) } }
}

@available(iOS 13.0, macOS 10.15, *)
public struct _ConditionalContent<TrueContent: View, FalseContent: View>: View, Primitive {
    let one: any View
    public typealias Body = Never
    var drawn: [Drawn] { open(one) }
}

@available(iOS 13.0, macOS 10.15, *)
public struct AnyView: View, Primitive {
    let one: any View
    @available(iOS 13.0, macOS 10.15, *)
    public init<V: View>(_ view: V) { one = view }
    public typealias Body = Never
    var drawn: [Drawn] { open(one) }
}

@available(iOS 13.0, macOS 10.15, *)
public struct EmptyView: View, Primitive {
    @available(iOS 13.0, macOS 10.15, *)
    public init() {}
    public typealias Body = Never
    var drawn: [Drawn] { [] }
}

@available(iOS 13.0, macOS 10.15, *)
public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content>: View, Primitive where Content: View {
    let each: [Content]
    @available(iOS 13.0, macOS 10.15, *)
    public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
    where Data.Element: Identifiable, ID == Data.Element.ID { each = data.map(content) }
    @available(iOS 13.0, macOS 10.15, *)
    public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content)
    {
        each = data.map(content)
    }
    public typealias Body = Never
    var drawn: [Drawn] { each.flatMap { open($0) } }
}

/// A view that holds others.
@MainActor
private func holding(_ kind: String, _ content: some View, _ name: String = "", _ value: String = "") -> [Drawn] {
    var drawn = Drawn(kind)
    drawn.inside = open(content)
    if !name.isEmpty { drawn.modifiers.append((name, value)) }
    return [drawn]
}

@available(iOS 13.0, macOS 10.15, *)
public enum HorizontalAlignment: Sendable { case leading, center, trailing }

@available(iOS 13.0, macOS 10.15, *)
public enum VerticalAlignment: Sendable { case top, center, bottom, firstTextBaseline }

@available(iOS 13.0, macOS 10.15, *)
public struct VStack<Content: View>: View, Primitive {
    let content: Content
    let alignment: HorizontalAlignment
    @available(iOS 13.0, macOS 10.15, *)
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) { (self.content, self.alignment) = (content(), alignment) }
    public typealias Body = Never
    var drawn: [Drawn] { holding("VStack", content, "alignment", "\(alignment)") }
}

@available(iOS 13.0, macOS 10.15, *)
public struct HStack<Content: View>: View, Primitive {
    let content: Content
    @available(iOS 13.0, macOS 10.15, *)
    public init(
        alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) { self.content = content() }
    public typealias Body = Never
    var drawn: [Drawn] { holding("HStack", content) }
}

@available(iOS 13.0, macOS 10.15, *)
public struct Form<Content: View>: View, Primitive {
    let content: Content
    @available(iOS 13.0, macOS 10.15, *)
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    public typealias Body = Never
    var drawn: [Drawn] { holding("Form", content) }
}

@available(iOS 13.0, macOS 10.15, *)
public struct List<SelectionValue: Hashable, Content: View>: View, Primitive {
    let content: Content
    @available(iOS 13.0, macOS 10.15, *)
    public init(@ViewBuilder content: () -> Content) where SelectionValue == Never { self.content = content() }
    public typealias Body = Never
    var drawn: [Drawn] { holding("List", content) }
}

@available(iOS 13.0, macOS 10.15, *)
public struct ScrollView<Content: View>: View, Primitive {
    let content: Content
    @available(iOS 13.0, macOS 10.15, *)
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    public typealias Body = Never
    var drawn: [Drawn] { holding("ScrollView", content) }
}

@available(iOS 13.0, macOS 10.15, *)
public struct Section<Parent: View, Content: View, Footer: View>: View, Primitive {
    let content: Content
    let header: Parent
    @available(iOS 15.0, macOS 12.0, *)
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) where Footer == EmptyView {
        (self.content, self.header) = (content(), header())
    }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("Section")
        drawn.inside = open(header) + open(content)
        return [drawn]
    }
}
