// What Sordino calls of Apple's SwiftUI: text and controls.
//
// Source: developer.apple.com/documentation/swiftui/text, .../toggle, .../button, .../link, .../sharelink and so on.

import CoreTransferable
import Foundation

@available(iOS 13.0, macOS 10.15, *)
public struct Text: View, Primitive, Sendable {
    let text: String
    @available(iOS 13.0, macOS 10.15, *)
    public nonisolated init(verbatim content: String) { text = content }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("Text")
        drawn.text = text
        return [drawn]
    }
}

@available(iOS 13.0, macOS 10.15, *)
public struct Toggle<Label: View>: View, Primitive {
    let isOn: Binding<Bool>
    let label: Label
    @available(iOS 13.0, macOS 10.15, *)
    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) { (self.isOn, self.label) = (isOn, label()) }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("Toggle")
        drawn.inside = open(label)
        drawn.isOn = isOn
        return [drawn]
    }
}

@available(iOS 13.0, macOS 10.15, *)
public struct Button<Label: View>: View, Primitive {
    let action: @MainActor () -> Void
    let label: Label
    // With a role the two-argument initializer of iOS 15 is another one; none of ours has a role.
    @available(iOS 13.0, macOS 10.15, *)
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
        (self.action, self.label) = (action, label())
    }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("Button")
        drawn.inside = open(label)
        drawn.tap = action
        return [drawn]
    }
}

extension Button where Label == Text {
    @available(iOS 13.0, macOS 10.15, *)
    public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) {
        self.init(action: action) { Text(verbatim: String(title)) }
    }
}

@available(iOS 14.0, macOS 11.0, *)
public struct Link<Label: View>: View, Primitive {
    let destination: URL
    let label: Label
    @available(iOS 14.0, macOS 11.0, *)
    public init(destination: URL, @ViewBuilder label: () -> Label) {
        (self.destination, self.label) = (destination, label())
    }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("Link")
        drawn.inside = open(label)
        drawn.destination = destination
        return [drawn]
    }
}

@available(iOS 13.0, macOS 10.15, *)
public struct NavigationLink<Label: View, Destination: View>: View, Primitive {
    let destination: Destination
    let label: Label
    @available(iOS 13.0, macOS 10.15, *)
    public init(@ViewBuilder destination: () -> Destination, @ViewBuilder label: () -> Label) {
        (self.destination, self.label) = (destination(), label())
    }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("NavigationLink")
        drawn.inside = open(label)
        drawn.beside.append(("destination", open(destination)))
        return [drawn]
    }
}

@available(iOS 14.0, macOS 11.0, *)
public struct DisclosureGroup<Label: View, Content: View>: View, Primitive {
    let label: Label
    let content: Content
    @available(iOS 14.0, macOS 11.0, *)
    public init(@ViewBuilder content: @escaping () -> Content, @ViewBuilder label: () -> Label) {
        (self.label, self.content) = (label(), content())
    }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("DisclosureGroup")
        drawn.inside = open(label) + open(content)
        return [drawn]
    }
}

@available(iOS 14.0, macOS 11.0, *)
public struct ProgressView<Label: View, CurrentValueLabel: View>: View, Primitive {
    @available(iOS 14.0, macOS 11.0, *)
    public init() where Label == EmptyView, CurrentValueLabel == EmptyView {}
    public typealias Body = Never
    var drawn: [Drawn] { [Drawn("ProgressView")] }
}

@available(iOS 16.0, macOS 13.0, *)
public struct SharePreview<Image: Transferable, Icon: Transferable> {
    @available(iOS 16.0, macOS 13.0, *)
    public init<S: StringProtocol>(_ title: S) where Image == Never, Icon == Never {}
}

extension Never: Transferable {
    @available(iOS 16.0, macOS 13.0, *)
    public static var transferRepresentation: some TransferRepresentation {
        DataRepresentation<Never>(exportedContentType: .json) { (_: Never) -> Foundation.Data in }
    }
}

@available(iOS 16.0, macOS 13.0, *)
public struct ShareLink<Data: RandomAccessCollection, PreviewImage, PreviewIcon, Label>: View, Primitive
where Data.Element: Transferable, PreviewImage: Transferable, PreviewIcon: Transferable, Label: View {
    let label: Label
    @available(iOS 16.0, macOS 13.0, *)
    public init<I: Transferable>(
        item: I, subject: Text? = nil, message: Text? = nil, preview: SharePreview<PreviewImage, PreviewIcon>,
        @ViewBuilder label: () -> Label
    ) where Data == CollectionOfOne<I> { self.label = label() }
    public typealias Body = Never
    var drawn: [Drawn] {
        var drawn = Drawn("ShareLink")
        drawn.inside = open(label)
        return [drawn]
    }
}
