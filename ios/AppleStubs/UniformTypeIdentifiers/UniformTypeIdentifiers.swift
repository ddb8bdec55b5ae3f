// What Sordino calls of Apple's UniformTypeIdentifiers.
//
// Source: developer.apple.com/documentation/uniformtypeidentifiers/uttype-swift.struct.

@available(iOS 14.0, macOS 11.0, *)
public struct UTType: Sendable, Hashable {
    @available(iOS 14.0, macOS 11.0, *)
    public let identifier: String

    @available(iOS 14.0, macOS 11.0, *)
    public static var json: UTType { UTType(identifier: "public.json") }
}
