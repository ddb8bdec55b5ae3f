#if canImport(SwiftUI)
    import SwiftUI

    /// A person's privacy settings: a switch for each purpose, what it sends and to whom, past choices, export, erasure.
    ///
    /// ```swift
    /// NavigationLink("Privacy") { SordinoSettingsView(sordino) }
    /// ```
    ///
    /// The view stands inside the app's navigation, which shows its title and follows its links. It takes the app's accent,
    /// appearance, direction and type size.
    @MainActor
    public struct SordinoSettingsView: View {
        @StateObject private var model: SordinoSettingsModel
        @Environment(\.scenePhase) private var phase

        /// Makes the view. `locale` is that of the texts; the device's if it is `nil`.
        public init(_ sordino: SordinoSDK, locale: String? = nil) {
            _model = StateObject(wrappedValue: SordinoSettingsModel(sordino, locale: locale))
        }

        /// Makes the view of a model that the app keeps.
        public init(model: SordinoSettingsModel) {
            _model = StateObject(wrappedValue: model)
        }

        /// Draws the model.
        public var body: some View {
            Form {
                if model.stage == .loading { ProgressView() }
                if model.stage == .unavailable, let texts = model.texts { RowTitle(text: texts.unavailable) }
                ForEach(model.sections) { section in SettingsSectionView(section: section, model: model) }
            }
            .navigationTitle(Text(verbatim: model.title))
            .task { await model.follow() }
            .onChange(of: phase) { phase in
                if phase == .active { Task { await model.load() } }
            }
            .asking(model)
        }
    }

    extension View {
        /// The question before an off or an erasure. Both buttons look the same.
        @MainActor
        fileprivate func asking(_ model: SordinoSettingsModel) -> some View {
            let isAsked = Binding(get: { model.question != nil }, set: { if !$0 { model.leave() } })
            return alert(model.question?.asked.title ?? "", isPresented: isAsked, presenting: model.question) {
                question in
                Button(question.asked.keep) { model.answer(question, doIt: false) }
                Button(question.asked.turnOff) { model.answer(question, doIt: true) }
            } message: { question in
                Text(verbatim: question.asked.text)
            }
        }
    }

    /// A group of rows.
    struct SettingsSectionView: View {
        let section: SordinoSettingsModel.Section
        let model: SordinoSettingsModel

        var body: some View {
            Section {
                ForEach(section.rows) { row in SettingsRowView(row: row, model: model) }
            } header: {
                if let title = section.title { Text(verbatim: title) }
            }
        }
    }
#endif
