// What Sordino calls of Apple's CoreTransferable.
//
// Source: developer.apple.com/documentation/coretransferable/transferable, .../datarepresentation.

import Foundation
import UniformTypeIdentifiers

@available(iOS 16.0, macOS 13.0, *)
public protocol TransferRepresentation<Item>: Sendable {
    associatedtype Item: Transferable
}

@available(iOS 16.0, macOS 13.0, *)
public protocol Transferable: Sendable {
    associatedtype Representation: TransferRepresentation
    @TransferRepresentationBuilder<Self> static var transferRepresentation: Representation { get }
}

@available(iOS 16.0, macOS 13.0, *)
@resultBuilder
public struct TransferRepresentationBuilder<Item: Transferable> {
    @available(iOS 16.0, macOS 13.0, *)
    public static func buildBlock<Content: TransferRepresentation>(_ content: Content) -> Content
    where Content.Item == Item { content }
}

@available(iOS 16.0, macOS 13.0, *)
public struct DataRepresentation<Item: Transferable>: TransferRepresentation {
    let exported: @Sendable (Item) async throws -> Data

    @available(iOS 16.0, macOS 13.0, *)
    public init(
        exportedContentType: UTType, exporting: @escaping @Sendable (Item) async throws -> Data
    ) { exported = exporting }
}
