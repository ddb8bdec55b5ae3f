#if canImport(SwiftUI)
    import SwiftUI

    /// A permission flow on a screen of its own: the primer, and what is said at the end. Show it in a sheet.
    ///
    /// ```swift
    /// .sheet(isPresented: $asks) { SordinoFlowView(model: .push(sordino)) { asksConsent in … } }
    /// ```
    ///
    /// Before a dialog of the system it has one button and cannot be swiped away. What it leads to it opens by itself.
    @MainActor
    public struct SordinoFlowView: View {
        @StateObject private var model: SordinoFlowModel
        @Environment(\.openURL) private var openURL
        @Environment(\.scenePhase) private var phase
        private let done: @MainActor (_ asksConsent: Bool) -> Void

        /// Makes the view. `done` is called once the flow is over: close the view there. It is called with `true` if the
        /// purpose is off: show the settings then.
        public init(
            model: @autoclosure @escaping () -> SordinoFlowModel,
            done: @escaping @MainActor (_ asksConsent: Bool) -> Void
        ) {
            _model = StateObject(wrappedValue: model())
            self.done = done
        }

        /// Draws the flow.
        public var body: some View {
            ScrollView {
                if let screen = model.screen { FlowText(screen: screen).padding(16) }
            }
            .safeAreaInset(edge: .bottom) { FlowButtons(model: model, close: { done(false) }).padding(16) }
            .interactiveDismissDisabled()
            .sheet(isPresented: sharing) {
                if case .shares(let file) = model.stage { ShareSheet(file: file, closed: shared) }
            }
            .task {
                // A view that comes into sight again is where it was.
                if model.stage == .loading { await model.start() }
            }
            .onChange(of: model.stage) { stage in follow(stage) }
            .onChange(of: phase) { phase in
                if phase == .active { Task { await model.returned() } }
            }
        }

        /// What is open by itself, or over.
        private func follow(_ stage: FlowStage) {
            switch stage {
            case .leads(let url): openURL(url)
            case .asksConsent: done(true)
            case .done: done(false)
            case .loading, .asked, .told, .shares: return
            }
        }

        private var sharing: Binding<Bool> {
            let model = model
            let isSharing = { @MainActor in if case .shares = model.stage { true } else { false } }
            // A sheet that is swiped away is one in which nothing was done.
            return Binding(get: isSharing, set: { if !$0 { Task { await model.shared(false) } } })
        }

        private func shared(_ didShare: Bool) {
            Task { await model.shared(didShare) }
        }
    }

    /// The heading, and what it is for.
    private struct FlowText: View {
        let screen: FlowScreen

        var body: some View {
            VStack(alignment: .leading, spacing: 16) {
                Text(verbatim: screen.title).font(.title).accessibilityAddTraits(.isHeader)
                    .fixedSize(horizontal: false, vertical: true)
                Text(verbatim: screen.text).font(.body).fixedSize(horizontal: false, vertical: true)
            }
        }
    }

    /// Every button is made here, so that none can look otherwise than the others.
    private struct FlowButtons: View {
        @ObservedObject var model: SordinoFlowModel
        let close: @MainActor () -> Void

        var body: some View {
            VStack(alignment: .leading, spacing: 8) {
                switch model.stage {
                case .asked(let screen):
                    if !screen.decline.isEmpty { button(screen.decline) { answer(false) } }
                    button(screen.agree) { answer(true) }
                case .told: button(model.back, press: close)
                default: EmptyView()
                }
            }
        }

        private func answer(_ agrees: Bool) {
            Task { await model.answer(agrees: agrees) }
        }

        private func button(_ title: String, press: @escaping @MainActor () -> Void) -> some View {
            Button(action: press) {
                Text(verbatim: title).fixedSize(horizontal: false, vertical: true)
                    .frame(maxWidth: .infinity, minHeight: 44, alignment: .center)
            }
            .buttonStyle(.bordered)
            .controlSize(.large)
            .disabled(model.isBusy)
        }
    }
#endif
