/// What a settings screen shows: text that Rust made of the policy and of how each purpose stands.
///
/// ``SordinoSettingsModel`` adds what is happening at this moment. Draw from the model where a person can change something.
public struct SettingsScreen: Sendable, Hashable {
    /// The locale of the texts: the policy's own that matches the one asked for. A choice is written down with it.
    public let locale: String
    /// The screen's heading.
    public let title: String
    /// The groups of rows, in the order to draw them.
    public let sections: [SettingsSection]
}

/// A group of rows.
public struct SettingsSection: Sendable, Hashable, Identifiable {
    /// The section's name, the same in every locale.
    public let id: String
    /// The heading, or `nil`.
    public let title: String?
    /// The rows, in the order to draw them.
    public let rows: [SettingsRow]
}

/// What a row is drawn as.
public enum RowKind: Sendable, Hashable {
    /// A purpose that a person can turn on and off.
    case toggle
    /// A state without a switch.
    case status
    /// Leads to ``SettingsRow/target``.
    case link
    /// Does something for the person, such as an export.
    case action
}

/// A row, as it stood when the screen was loaded.
public struct SettingsRow: Sendable, Hashable, Identifiable {
    /// The row's name, the same in every locale: `purpose.crash_reports`, `link.policy`, `action.export`.
    public let id: String
    /// What the row is drawn as.
    public let kind: RowKind
    /// The purpose that the row switches, or `nil`.
    public let purpose: String?
    /// The row's title. Never says on or off.
    public let label: String
    /// What is sent, in one or two sentences. Empty if there is nothing to explain.
    public let explanation: String
    /// What assistive technology says of the row's use. May be empty.
    public let hint: String
    /// `true` if the purpose takes records now.
    public let on: Bool
    /// `true` if the person can change it now.
    public let changeable: Bool
    /// `true` if an off could not be saved: this process keeps the purpose closed, a restart may not.
    public let unsaved: Bool
    /// The state in words, such as "On since 3 March".
    public let state: String
    /// One sentence for each reason for which it is closed or locked.
    public let reasons: [String]
    /// What to ask before it is turned off, or `nil`.
    public let confirm: Confirmation?
    /// What turning it off does.
    public let turningOff: String
    /// How the choice can be taken back.
    public let withdrawal: String
    /// To whom records of the purpose go.
    public let recipients: [RecipientLine]
    /// When the choice was last changed, in milliseconds since 1970.
    public let changedAt: Int64?
    /// A URL, `system.app` or `system.notifications`, or `nil`.
    public let target: String?
    /// `true` if the purpose needs no consent and can only be objected to.
    public let objects: Bool
}

/// A question before something that cannot be taken back lightly.
public struct Confirmation: Sendable, Hashable {
    /// The question.
    public let title: String
    /// What follows from a yes.
    public let text: String
    /// The button that changes nothing.
    public let keep: String
    /// The button that turns it off.
    public let turnOff: String
}

/// One recipient of a purpose.
public struct RecipientLine: Sendable, Hashable {
    /// The recipient's name.
    public let name: String
    /// The country it is in, in words.
    public let country: String
    /// The address of the recipient's own privacy policy, or `nil`.
    public let policyLink: String?
    /// How long it keeps what it receives, in words. May be empty.
    public let retention: String
}
