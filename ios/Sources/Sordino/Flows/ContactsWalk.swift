import Foundation
import SordinoCore

/// The contacts flow: the card as a file for the system's own sheet, and directly only where the policy asks for it and the
/// app handed over what writes.
struct ContactsWalk: Walk {
    let running: Running
    let locale: String?

    func next(_ act: FlowAct) async -> FlowStage {
        let store = running.options.contacts
        var (input, id) = (ContactsInput(act), "")
        while true {
            // What cannot be kept is not shown.
            guard let next = try? await running.contactsStep(input, id, locale) else { return .done }
            switch next.step {
            case .askConsent: return .asksConsent
            case .askSystem:
                await store?.ask()
                input = .returned
            case .shareCard:
                if let file = CardFile.write(next.card) { return .shares(file) }
                input = .failed
            case .write, .refresh: (input, id) = ContactsInput.of(await store?.carryOut(next))
            case .openSettings:
                if let url = SystemSettings.url("system.app") { return .leads(url) }
                input = .decline
            case .takeBack: return await running.takeBack(next.turnsOff, locale)
            case .showPrimer, .askAgain, .askLimited, .offerUpdate, .explain, .done: return next.screen?.stage ?? .done
            // Android's.
            case .openInsert, .openEdit, .openInsertOrEdit: input = .failed
            // Nothing is to be done.
            default: return .done
            }
        }
    }
}

extension ContactsInput {
    init(_ act: FlowAct) {
        switch act {
        case .start: self = .start
        case .agree: self = .agree
        case .decline: self = .decline
        case .returned: self = .returned
        // The sheet does not say under which id.
        case .shared(let didShare): self = didShare ? .savedUnknown : .notSaved
        }
    }

    /// What came of a write, and the card's id.
    static func of(_ written: CardWritten?) -> (ContactsInput, String) {
        switch written {
        case .saved(let id): (.savedKnown, id)
        case .changed: (.changed, "")
        case .gone: (.gone, "")
        case .failed, nil: (.failed, "")
        }
    }
}

extension CardStore {
    fileprivate func carryOut(_ next: ContactsNext) async -> CardWritten {
        await next.step == .refresh ? refresh(next.card) : write(next.card)
    }
}

extension Running {
    /// Asks the core for the next step of the contacts flow with what the system says now.
    func contactsStep(
        _ input: ContactsInput, _ id: String, _ locale: String?
    ) async throws(SordinoError) -> ContactsNext {
        let access = FlowAccess(options.contacts?.access ?? .denied)
        let locale = locale ?? platform.locale
        return try await ask {
            try $0.engine.contactsStep(input: input, access: access, id: id, locale: locale)
        }
    }
}

extension FlowAccess {
    fileprivate init(_ access: CardAccess) {
        switch access {
        case .notDetermined: self = .notDetermined
        case .restricted: self = .restricted
        case .denied: self = .denied
        case .limited: self = .limited
        case .authorized: self = .authorized
        }
    }
}
