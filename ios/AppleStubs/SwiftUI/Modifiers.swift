// What Sordino calls of Apple's SwiftUI: modifiers.
//
// Source: developer.apple.com/documentation/swiftui/view/alert(_:ispresented:presenting:actions:message:)-8584l and the
// pages of the other modifiers beside it.

import Foundation
import UniformTypeIdentifiers

@available(iOS 13.0, macOS 10.15, *)
public enum Font: String, Sendable { case title, headline, body, subheadline }

@available(iOS 13.0, macOS 10.15, *)
public struct Alignment: Sendable {
    let name: String
    @available(iOS 13.0, macOS 10.15, *)
    public static let leading = Alignment(name: "leading")
    @available(iOS 13.0, macOS 10.15, *)
    public static let center = Alignment(name: "center")
}

@available(iOS 15.0, macOS 10.15, *)
public enum ControlSize: String, Sendable { case mini, small, regular, large }

@available(iOS 13.0, macOS 10.15, *)
public protocol PrimitiveButtonStyle {}

@available(iOS 15.0, macOS 10.15, *)
public struct BorderedButtonStyle: PrimitiveButtonStyle {}

extension PrimitiveButtonStyle where Self == BorderedButtonStyle {
    @available(iOS 15.0, macOS 10.15, *)
    public static var bordered: BorderedButtonStyle { BorderedButtonStyle() }
}

@available(iOS 13.0, macOS 10.15, *)
public struct AccessibilityTraits: OptionSet, Sendable {
    @available(iOS 13.0, macOS 10.15, *)
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    @available(iOS 13.0, macOS 10.15, *)
    public static let isHeader = AccessibilityTraits(rawValue: 1)
}

@available(iOS 13.0, macOS 10.15, *)
public enum AccessibilityChildBehavior: String, Sendable { case ignore, contain, combine }

@available(iOS 13.0, macOS 10.15, *)
public enum VerticalEdge: Sendable { case top, bottom }

@available(iOS 13.0, macOS 10.15, *)
extension View {
    @available(iOS 13.0, macOS 10.15, *)
    public func font(_ font: Font?) -> some View { noted("font", font?.rawValue ?? "") }
    @available(iOS 13.0, macOS 10.15, *)
    public func padding(_ length: CGFloat) -> some View { noted("padding", "\(length)") }
    @available(iOS 13.0, macOS 10.15, *)
    public func frame(
        minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View {
        let height = minHeight.map { "\(Int($0))" } ?? ""
        return noted("minHeight", height).noted("frame", maxWidth == .infinity ? "full" : "")
    }
    @available(iOS 13.0, macOS 10.15, *)
    public func fixedSize(horizontal: Bool, vertical: Bool) -> some View {
        noted("fixedSize", vertical && !horizontal ? "wraps" : "")
    }
    @available(iOS 13.0, macOS 10.15, *)
    public func disabled(_ disabled: Bool) -> some View { noted("disabled", "\(disabled)") }
    @available(iOS 13.0, macOS 10.15, *)
    public func labelsHidden() -> some View { noted("labelsHidden") }
    @available(iOS 14.0, macOS 11.0, *)
    public func navigationTitle(_ title: Text) -> some View { noted("navigationTitle", title.text) }
    @available(iOS 15.0, macOS 12.0, *)
    public func interactiveDismissDisabled(_ isDisabled: Bool = true) -> some View {
        noted("interactiveDismissDisabled", "\(isDisabled)")
    }
    @available(iOS 15.0, macOS 12.0, *)
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { noted("buttonStyle", "\(S.self)") }
    @available(iOS 15.0, macOS 10.15, *)
    public func controlSize(_ controlSize: ControlSize) -> some View { noted("controlSize", controlSize.rawValue) }

    @available(iOS 14.0, macOS 11.0, *)
    public func accessibilityLabel(_ label: Text) -> some View { noted("accessibilityLabel", label.text) }
    @available(iOS 14.0, macOS 11.0, *)
    public func accessibilityHint(_ hint: Text) -> some View { noted("accessibilityHint", hint.text) }
    @available(iOS 14.0, macOS 11.0, *)
    public func accessibilityHidden(_ hidden: Bool) -> some View { noted("accessibilityHidden", "\(hidden)") }
    @available(iOS 14.0, macOS 11.0, *)
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
        noted("accessibilityAddTraits", traits == .isHeader ? "isHeader" : "")
    }
    @available(iOS 13.0, macOS 10.15, *)
    public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
        noted("accessibilityElement", children.rawValue)
    }

    // `action` is @Sendable and inherits the caller's actor, as Apple's by `@_inheritActorContext`.
    @available(iOS 15.0, macOS 12.0, *)
    public func task(
        priority: TaskPriority = .userInitiated, @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View { Modified(content: self) { $0.tasks.append(action) } }
    @available(iOS 14.0, macOS 11.0, *)
    public func onChange<V: Equatable>(of value: V, perform action: @escaping (V) -> Void) -> some View {
        Modified(content: self) { $0.followed.append(Followed(value, action)) }
    }
    @available(iOS 15.0, macOS 12.0, *)
    public func safeAreaInset<V: View>(
        edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> V
    ) -> some View {
        let content = content()
        return Modified(content: self) { $0.beside.append(("safeAreaInset", open(content))) }
    }
    @available(iOS 13.0, macOS 10.15, *)
    public func sheet<Content: View>(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content
    ) -> some View { presented("sheet", isPresented, content) }
    // API_UNAVAILABLE(macos).
    @available(iOS 14.0, *)
    public func fullScreenCover<Content: View>(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content
    ) -> some View { presented("fullScreenCover", isPresented, content) }
    @available(iOS 15.0, macOS 12.0, *)
    public func alert<S: StringProtocol, A: View, M: View, T>(
        _ title: S, isPresented: Binding<Bool>, presenting data: T?, @ViewBuilder actions: (T) -> A,
        @ViewBuilder message: (T) -> M
    ) -> some View {
        let inside = isPresented.wrappedValue ? data.map { open(message($0)) + open(actions($0)) } ?? [] : []
        return Modified(content: self) { drawn in
            guard !inside.isEmpty else { return }
            drawn.beside.append(("alert", open(Text(verbatim: String(title))) + inside))
        }
    }
    @available(iOS 14.0, macOS 11.0, *)
    public func fileExporter<D: FileDocument>(
        isPresented: Binding<Bool>, document: D?, contentType: UTType, defaultFilename: String? = nil,
        onCompletion: @escaping (Result<URL, any Error>) -> Void
    ) -> some View { noted("fileExporter", defaultFilename ?? "") }
}

extension View {
    private func presented<Content: View>(
        _ name: String, _ isPresented: Binding<Bool>, _ content: () -> Content
    ) -> some View {
        let inside = isPresented.wrappedValue ? open(content()) : []
        return Modified(content: self) { if !inside.isEmpty { $0.beside.append((name, inside)) } }
    }
}

// Source: developer.apple.com/documentation/swiftui/filedocument. `FileWrapper` is Foundation's on Apple's systems only.
@available(iOS 14.0, macOS 11.0, *)
public protocol FileDocument {
    typealias ReadConfiguration = FileDocumentReadConfiguration
    typealias WriteConfiguration = FileDocumentWriteConfiguration
    static var readableContentTypes: [UTType] { get }
    init(configuration: ReadConfiguration) throws
    func fileWrapper(configuration: WriteConfiguration) throws -> FileWrapper
}

@available(iOS 14.0, macOS 11.0, *)
public struct FileDocumentReadConfiguration {
    @available(iOS 14.0, macOS 11.0, *) public let file: FileWrapper
}

@available(iOS 14.0, macOS 11.0, *)
public struct FileDocumentWriteConfiguration {}

@available(iOS 4.0, macOS 10.6, *)
open class FileWrapper {
    let contents: Data
    @available(iOS 4.0, macOS 10.6, *)
    public init(regularFileWithContents contents: Data) { self.contents = contents }
    @available(iOS 4.0, macOS 10.6, *)
    open var regularFileContents: Data? { contents }
}
