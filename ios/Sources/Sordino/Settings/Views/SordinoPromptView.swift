#if canImport(SwiftUI)
    import SwiftUI

    /// The question of the first run, or of a renewal. Show it over the whole screen, and never directly before a dialog of
    /// the system.
    ///
    /// All buttons look the same, refusing comes first, and nothing is decided before one of them is pressed.
    @MainActor
    public struct SordinoPromptView: View {
        @StateObject private var model: SordinoPromptModel
        @Environment(\.dynamicTypeSize) private var size
        private let done: @MainActor (_ wantsSettings: Bool) -> Void

        /// Makes the view. `done` is called once nothing is asked any more, with `true` if the person wants to decide in the
        /// settings.
        public init(
            model: SordinoPromptModel, done: @escaping @MainActor (_ wantsSettings: Bool) -> Void
        ) {
            _model = StateObject(wrappedValue: model)
            self.done = done
        }

        /// Draws the question.
        public var body: some View {
            ScrollView {
                VStack(alignment: .leading, spacing: 16) {
                    if let prompt = model.prompt { PromptText(prompt: prompt) }
                    if buttonsScroll { PromptButtons(model: model, press: press) }
                }
                .padding(16)
            }
            .safeAreaInset(edge: .bottom) {
                if !buttonsScroll { PromptButtons(model: model, press: press).padding(16) }
            }
            .interactiveDismissDisabled()
            .task {
                if !model.isLoaded { await model.load() }
                if model.prompt == nil { done(false) }
            }
        }

        /// Larger type leaves no room beside buttons that stand still.
        private var buttonsScroll: Bool { size >= .xxxLarge }

        private func press(_ answer: PromptAnswer) {
            Task {
                await model.answer(answer)
                if model.prompt == nil { done(model.wantsSettings) }
            }
        }
    }

    /// What is asked, and for what.
    private struct PromptText: View {
        let prompt: Prompt

        var body: some View {
            Text(verbatim: prompt.title).font(.title).accessibilityAddTraits(.isHeader)
                .fixedSize(horizontal: false, vertical: true)
            ForEach(prompt.news, id: \.self) { line in
                Text(verbatim: line).font(.headline).fixedSize(horizontal: false, vertical: true)
            }
            Text(verbatim: prompt.text).font(.body).fixedSize(horizontal: false, vertical: true)
            ForEach(prompt.purposes) { purpose in
                VStack(alignment: .leading, spacing: 4) {
                    Text(verbatim: purpose.label).font(.headline)
                    Text(verbatim: purpose.text).font(.body)
                    Text(verbatim: purpose.toWhom).font(.body)
                }
                .fixedSize(horizontal: false, vertical: true)
                .accessibilityElement(children: .combine)
            }
        }
    }

    /// Every button is made here, so that none can look otherwise than the others.
    private struct PromptButtons: View {
        let model: SordinoPromptModel
        let press: @MainActor (PromptAnswer) -> Void

        var body: some View {
            VStack(alignment: .leading, spacing: 8) {
                if let failure = model.failure {
                    Text(verbatim: failure).font(.body).fixedSize(horizontal: false, vertical: true)
                }
                ForEach(model.buttons) { button in
                    Button(action: { press(button.id) }) {
                        Text(verbatim: button.title).fixedSize(horizontal: false, vertical: true)
                            .frame(maxWidth: .infinity, minHeight: 44, alignment: .center)
                    }
                    .buttonStyle(.bordered)
                    .controlSize(.large)
                    .disabled(model.isSaving)
                }
            }
        }
    }
#endif
