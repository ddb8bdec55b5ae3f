import Foundation
import SordinoCore

#if canImport(Combine)
    import Combine
#endif

/// A permission flow while a person is in it: saves the app's contact, or asks for notifications. ``SordinoFlowView`` draws it.
///
/// ```swift
/// let model = SordinoFlowModel.push(sordino)
/// await model.start()
/// ```
///
/// The purpose is turned on first, in the settings or by a question of the app's. Start a flow by a tap of the person's.
@MainActor
public final class SordinoFlowModel: ObservableObject {
    /// What is shown now, or waited for.
    @Published public private(set) var stage = FlowStage.loading
    /// What was shown last. It stays in sight while the system shows something over it.
    @Published public private(set) var screen: FlowScreen?
    /// `true` while an answer is carried out, such as in the system's dialog. Answers do nothing then.
    @Published public private(set) var isBusy = false
    /// The title of the button that closes a sentence at the end.
    @Published public private(set) var back = ""

    private let walk: any Walk
    private let texts: @Sendable () async -> SettingsTexts?

    init(_ walk: any Walk, texts: @escaping @Sendable () async -> SettingsTexts?) {
        (self.walk, self.texts) = (walk, texts)
    }

    /// Makes the flow that asks for notifications. `locale` is that of the texts; the device's if it is `nil`.
    public static func push(_ sordino: SordinoSDK, locale: String? = nil) -> SordinoFlowModel {
        SordinoFlowModel(PushWalk(running: sordino.running, locale: locale), in: sordino, locale)
    }

    /// Makes the flow that saves the app's contact. `locale` is that of the texts; the device's if it is `nil`.
    public static func contacts(_ sordino: SordinoSDK, locale: String? = nil) -> SordinoFlowModel {
        SordinoFlowModel(ContactsWalk(running: sordino.running, locale: locale), in: sordino, locale)
    }

    private convenience init(_ walk: any Walk, in sordino: SordinoSDK, _ locale: String?) {
        let source = LiveSettings(running: sordino.running)
        self.init(walk) { source.textsAlone(locale) }
    }

    /// Begins the flow, from its start if it was left in between.
    public func start() async {
        if back.isEmpty { back = await texts()?.back ?? "" }
        await act(.start)
    }

    /// Carries out the button that goes on, or the one that does not.
    public func answer(agrees: Bool) async {
        guard case .asked = stage else { return }
        await act(agrees ? .agree : .decline)
    }

    /// Says that the share sheet is closed, and whether something was done with the card there.
    public func shared(_ didShare: Bool) async {
        guard case .shares(let file) = stage else { return }
        CardFile.remove(file)
        await act(.shared(didShare))
    }

    /// Says that the app is in front again, after the system's settings.
    public func returned() async {
        guard case .leads = stage else { return }
        await act(.returned)
    }

    private func act(_ act: FlowAct) async {
        guard !isBusy else { return }
        isBusy = true
        stage = await walk.next(act)
        isBusy = false
        switch stage {
        case .asked(let shown), .told(let shown): screen = shown
        case .loading, .shares, .leads, .asksConsent, .done: break
        }
    }
}
