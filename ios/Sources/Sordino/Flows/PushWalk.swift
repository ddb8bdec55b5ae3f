import Foundation
import SordinoCore

/// The push flow: a primer with one button, then the system's dialog.
struct PushWalk: Walk {
    let running: Running
    let locale: String?

    func next(_ act: FlowAct) async -> FlowStage {
        var input = PushInput(act)
        while true {
            // What cannot be kept is not shown.
            guard let next = try? await running.pushStep(input, locale) else { return .done }
            switch next.step {
            case .askConsent: return .asksConsent
            case .askSystem:
                let isCritical = next.categories.contains { $0.open && $0.critical }
                input = await SystemNotifications.ask(critical: isCritical) ? .returned : .failed
            case .openSettings:
                if let url = SystemSettings.url("system.notifications") { return .leads(url) }
                input = .failed
            case .takeBack: return await running.takeBack(next.turnsOff, locale)
            case .showPrimer, .askSettings, .explain, .done: return next.screen?.stage ?? .done
            // Nothing is to be done.
            default: return .done
            }
        }
    }
}

extension PushInput {
    init(_ act: FlowAct) {
        switch act {
        case .start: self = .start
        case .agree: self = .agree
        case .decline: self = .decline
        case .returned, .shared: self = .returned
        }
    }
}

extension Running {
    /// Asks the core for the next step of the push flow with what the system says now, and passes on what the system allows
    /// or forbids, with the receipts of a limit like any other.
    func pushStep(_ input: PushInput, _ locale: String?) async throws(SordinoError) -> PushNext {
        let access = await SystemNotifications.access()
        let locale = locale ?? platform.locale
        let next = try await ask {
            try $0.engine.pushStep(input: input, access: access, off: [], locale: locale)
        }
        for limit in next.limits {
            // What could not be written is found by the next step.
            _ = try? await close(isOff: !limit.allows) {
                try $0.engine.limitEach(limiter: .os, purposes: [limit.purpose], allows: limit.allows)
            }
        }
        return next
    }
}
