#if canImport(SwiftUI)
    import SwiftUI

    /// A row with all that stands below it. The parts are rows of the form, so that each can be tapped and read by itself.
    struct SettingsRowView: View {
        let row: SordinoSettingsModel.Row
        let model: SordinoSettingsModel

        var body: some View {
            switch row.kind {
            case .toggle: SettingsToggle(row: row, model: model)
            case .status: RowText(row: row)
            case .link: LinkedRow(row: row)
            case .action: ActionRow(row: row, model: model)
            }
            if !row.lines.isEmpty { StateLines(lines: row.lines) }
            if let again = row.tryAgain {
                Button(action: { model.tryAgain(row.id) }) { RowTitle(text: again) }
            }
            if let leads = row.leadsTo { LinkRow(text: leads.text, target: leads.target) }
            if !row.details.isEmpty, let title = model.texts?.details {
                DisclosureGroup {
                    ForEach(row.details, id: \.self) { LinkRow(text: $0.text, target: $0.target) }
                } label: {
                    RowTitle(text: title)
                        .accessibilityLabel(Text(verbatim: "\(row.label): \(title)"))
                }
            }
        }
    }

    /// A purpose's switch. The model alone says what is on.
    private struct SettingsToggle: View {
        let row: SordinoSettingsModel.Row
        // Observed here, so that a tap that changed nothing moves the system's switch back.
        @ObservedObject var model: SordinoSettingsModel

        var body: some View {
            if row.isChangeable || row.isUnderWay {
                Toggle(isOn: isOn) { RowText(row: row) }
                    .accessibilityHint(Text(verbatim: row.hint))
            } else {
                // `disabled` dims whatever it is on; the text stays as it is.
                HStack {
                    RowText(row: row).accessibilityHidden(true)
                    Toggle(isOn: isOn) { RowText(row: row) }
                        .labelsHidden()
                        .disabled(true)
                        .accessibilityHint(Text(verbatim: row.hint))
                }
            }
        }

        private var isOn: Binding<Bool> {
            let (model, id) = (model, row.id)
            return Binding(get: { model.isOn(id) }, set: { model.set(id, on: $0) })
        }
    }

    /// Title and explanation, read as one.
    private struct RowText: View {
        let row: SordinoSettingsModel.Row

        var body: some View {
            VStack(alignment: .leading, spacing: 4) {
                Text(verbatim: row.label).font(.body)
                if !row.explanation.isEmpty {
                    Text(verbatim: row.explanation).font(.subheadline)
                }
            }
            .fixedSize(horizontal: false, vertical: true)
            .frame(maxWidth: .infinity, minHeight: 44, alignment: .leading)
            .accessibilityElement(children: .combine)
        }
    }

    /// The state or the receipt, and each reason, beside the switch.
    private struct StateLines: View {
        let lines: [String]

        var body: some View {
            VStack(alignment: .leading, spacing: 4) {
                ForEach(lines, id: \.self) { Text(verbatim: $0).font(.subheadline) }
            }
            .fixedSize(horizontal: false, vertical: true)
            .frame(maxWidth: .infinity, alignment: .leading)
            .accessibilityElement(children: .combine)
        }
    }

    /// A title that fills its row.
    struct RowTitle: View {
        let text: String

        var body: some View {
            Text(verbatim: text)
                .font(.body)
                .fixedSize(horizontal: false, vertical: true)
                .frame(maxWidth: .infinity, minHeight: 44, alignment: .leading)
        }
    }

    /// A line that leads somewhere, or only says something.
    private struct LinkRow: View {
        let text: String
        let target: String?

        var body: some View {
            if let url = target.flatMap(SystemSettings.url) {
                Link(destination: url) { RowTitle(text: text) }
            } else if target == nil {
                Text(verbatim: text).font(.subheadline).fixedSize(horizontal: false, vertical: true)
            }
        }
    }

    /// What is done for the person.
    private struct ActionRow: View {
        let row: SordinoSettingsModel.Row
        let model: SordinoSettingsModel

        var body: some View {
            switch row.id {
            case SordinoSettingsModel.Row.eraseId:
                Button(action: { model.askToErase() }) { RowText(row: row) }
                    .accessibilityHint(Text(verbatim: row.hint))
            case SordinoSettingsModel.Row.exportId:
                ExportButton(title: row.label, model: model) { RowText(row: row) }
            case SordinoSettingsModel.Row.historyId:
                NavigationLink {
                    SordinoHistoryView(model: model)
                } label: {
                    RowTitle(text: row.label)
                }
            default: LinkedRow(row: row)
            }
        }
    }

    /// A row that leads to an address of its own.
    private struct LinkedRow: View {
        let row: SordinoSettingsModel.Row

        var body: some View {
            if let url = row.target.flatMap(SystemSettings.url) {
                Link(destination: url) { RowText(row: row) }.accessibilityHint(Text(verbatim: row.hint))
            }
        }
    }
#endif
