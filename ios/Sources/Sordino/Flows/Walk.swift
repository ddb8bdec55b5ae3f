import Foundation
import SordinoCore

/// What a permission flow shows now, or waits for.
public enum FlowStage: Sendable, Hashable {
    /// Nothing is known yet.
    case loading
    /// A question with its buttons. Before a dialog of the system there is one, and no other way on.
    case asked(FlowScreen)
    /// A sentence, and the flow is over.
    case told(FlowScreen)
    /// The card as a file, for the system's share sheet. Call ``SordinoFlowModel/shared(_:)`` once the sheet is closed.
    case shares(URL)
    /// An address of the system's settings to open. Call ``SordinoFlowModel/returned()`` once the app is in front again.
    case leads(URL)
    /// The purpose is off, or could not be turned off: show the settings, where the person decides.
    case asksConsent
    /// The flow is over, with nothing to say.
    case done
}

/// What a person did in a flow.
enum FlowAct: Sendable {
    case start
    case agree
    case decline
    /// They came back from the system's settings.
    case returned
    /// They closed the share sheet.
    case shared(Bool)
}

/// Carries out what the core says, up to the next thing that a person has to do.
protocol Walk: Sendable {
    func next(_ act: FlowAct) async -> FlowStage
}

extension Running {
    /// Turns off what the person declined. If that cannot be written, the settings say what is true.
    func takeBack(_ purposes: [String], _ locale: String?) async -> FlowStage {
        let shown = self.shown("primer", locale)
        do {
            _ = try await close(isOff: true) { try $0.engine.turnOffEach(purposes: purposes, shown: shown) }
            return .done
        } catch {
            return .asksConsent
        }
    }
}

extension FlowScreen {
    /// A question where it has a button, else a sentence at the end.
    var stage: FlowStage { agree.isEmpty ? .told(self) : .asked(self) }
}
