import SordinoCore

// What Rust says, in the package's own types: an app then needs no other module, and a member of the core that is new is
// no member of the package's before somebody says what it means.

extension SettingsScreen {
    init(_ core: SordinoCore.SettingsScreen) {
        self.init(locale: core.locale, title: core.title, sections: core.sections.map(SettingsSection.init))
    }
}

extension SettingsSection {
    init(_ core: SordinoCore.SettingsSection) {
        self.init(id: core.id, title: core.title, rows: core.rows.map(SettingsRow.init))
    }
}

extension SettingsRow {
    init(_ core: SordinoCore.SettingsRow) {
        self.init(
            id: core.id, kind: RowKind(core.kind), purpose: core.purpose, label: core.label,
            explanation: core.explanation, hint: core.hint, on: core.on, changeable: core.changeable,
            unsaved: core.unsaved, state: core.state, reasons: core.reasons,
            confirm: core.confirm.map(Confirmation.init),
            turningOff: core.turningOff, withdrawal: core.withdrawal,
            recipients: core.recipients.map(RecipientLine.init), changedAt: core.changedAt, target: core.target,
            objects: core.objects)
    }
}

extension RowKind {
    init(_ core: SordinoCore.RowKind) {
        switch core {
        case .toggle: self = .toggle
        case .link: self = .link
        case .action: self = .action
        // `.status`, and with library evolution what a newer core could add: it says something and does nothing.
        default: self = .status
        }
    }
}

extension Confirmation {
    init(_ core: SordinoCore.Confirmation) {
        self.init(title: core.title, text: core.text, keep: core.keep, turnOff: core.turnOff)
    }
}

extension RecipientLine {
    init(_ core: SordinoCore.RecipientLine) {
        self.init(name: core.name, country: core.country, policyLink: core.policyLink, retention: core.retention)
    }
}

extension SettingsTexts {
    init(_ core: SordinoCore.SettingsTexts) {
        self.init(
            title: core.title, back: core.back, details: core.details, always: core.always,
            theirPolicy: core.theirPolicy, unavailable: core.unavailable, turningOn: core.turningOn,
            turningOff: core.turningOff, offUntilRestart: core.offUntilRestart, notSaved: core.notSaved,
            tryAgain: core.tryAgain, pastChoices: core.pastChoices, emptyHistory: core.emptyHistory,
            export: core.export, cannotShare: core.cannotShare, erase: core.erase, eraseTitle: core.eraseTitle,
            eraseText: core.eraseText, eraseKeep: core.eraseKeep, eraseDo: core.eraseDo, erased: core.erased)
    }
}

extension Prompt {
    init(_ core: SordinoCore.Prompt) {
        self.init(
            kind: core.kind == .renewal ? .renewal : .firstRun, title: core.title, text: core.text, news: core.news,
            purposes: core.purposes.map(PromptPurpose.init), allowNone: core.allowNone, allowAll: core.allowAll,
            choose: core.choose, notSaved: core.notSaved)
    }
}

extension PromptPurpose {
    init(_ core: SordinoCore.PromptPurpose) {
        self.init(purpose: core.purpose, label: core.label, text: core.text, toWhom: core.toWhom)
    }
}

extension HistoryPage {
    init(_ core: SordinoCore.HistoryPage) {
        self.init(
            title: core.title, rows: core.rows.map { HistoryRow(title: $0.title, detail: $0.detail) }, more: core.more)
    }
}
