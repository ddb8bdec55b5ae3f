#if canImport(SwiftUI)
    import SwiftUI

    /// A person's past choices, newest first, with the export.
    @MainActor
    public struct SordinoHistoryView: View {
        @StateObject private var history: SordinoHistoryModel
        @ObservedObject private var settings: SordinoSettingsModel

        /// Makes the view beside the settings.
        public init(model: SordinoSettingsModel) {
            settings = model
            _history = StateObject(wrappedValue: SordinoHistoryModel(model.source, locale: model.locale))
        }

        /// Draws the record as far as it was read.
        public var body: some View {
            List {
                if let texts = settings.texts {
                    ExportButton(title: texts.export, model: settings) { RowTitle(text: texts.export) }
                    if settings.isExportFailed { RowTitle(text: texts.unavailable) }
                    if history.isWhole, history.rows.isEmpty { RowTitle(text: texts.emptyHistory) }
                    if history.isUnavailable { RowTitle(text: texts.unavailable) }
                }
                ForEach(history.rows) { row in
                    HistoryRowView(row: row.row).task { await history.cameIntoSight(row) }
                }
            }
            .navigationTitle(Text(verbatim: settings.texts?.pastChoices ?? ""))
            .task { await history.readOn() }
        }
    }

    /// One choice, read as one.
    private struct HistoryRowView: View {
        let row: HistoryRow

        var body: some View {
            VStack(alignment: .leading, spacing: 4) {
                Text(verbatim: row.title).font(.body)
                Text(verbatim: row.detail).font(.subheadline)
            }
            .fixedSize(horizontal: false, vertical: true)
            .frame(maxWidth: .infinity, minHeight: 44, alignment: .leading)
            .accessibilityElement(children: .combine)
        }
    }
#endif
