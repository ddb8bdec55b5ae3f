#if canImport(SwiftUI)
    import Foundation
    import SwiftUI
    import UniformTypeIdentifiers

    #if canImport(CoreTransferable)
        import CoreTransferable
    #endif

    /// Hands everything that is held about the person to the share sheet; before iOS 16 and macOS 13, to a file that they
    /// pick. The document is written out once the person has asked for it, and nowhere before.
    struct ExportButton<Title: View>: View {
        let title: String
        let model: SordinoSettingsModel
        @ViewBuilder let label: Title

        var body: some View {
            if #available(iOS 16.0, macOS 13.0, *) {
                ShareLink(item: SharedExport(model: model), preview: SharePreview(title)) { label }
            } else {
                FileExport(model: model) { label }
            }
        }
    }

    /// The document, written when the share sheet wants it.
    @available(iOS 16.0, macOS 13.0, *)
    struct SharedExport: Transferable {
        let model: SordinoSettingsModel

        static var transferRepresentation: some TransferRepresentation {
            DataRepresentation(exportedContentType: .json) { (shared: SharedExport) in
                Data(try await shared.model.export().utf8)
            }
        }
    }

    /// The same by the system's dialog for files.
    private struct FileExport<Title: View>: View {
        let model: SordinoSettingsModel
        @ViewBuilder let label: Title
        @State private var record: ExportFile?

        var body: some View {
            Button(action: { Task { record = try? ExportFile(json: await model.export()) } }) { label }
                .fileExporter(
                    isPresented: isShown, document: record, contentType: .json, defaultFilename: "privacy-export",
                    onCompletion: { _ in record = nil })
        }

        private var isShown: Binding<Bool> {
            let record = $record
            return Binding(get: { record.wrappedValue != nil }, set: { if !$0 { record.wrappedValue = nil } })
        }
    }

    private struct ExportFile: FileDocument {
        static var readableContentTypes: [UTType] { [.json] }
        let json: String

        init(json: String) { self.json = json }

        init(configuration: ReadConfiguration) throws {
            json = String(decoding: configuration.file.regularFileContents ?? Data(), as: UTF8.self)
        }

        func fileWrapper(configuration: WriteConfiguration) throws -> FileWrapper {
            FileWrapper(regularFileWithContents: Data(json.utf8))
        }
    }
#endif
