/// The texts of what happens between a tap and its receipt, and of what stands around the rows.
public struct SettingsTexts: Sendable, Hashable {
    /// The heading of the settings.
    public let title: String
    /// What leads back.
    public let back: String
    /// The heading over ``SettingsRow/recipients`` and what else is a tap away.
    public let details: String
    /// The heading of what the service cannot do without.
    public let always: String
    /// The link to a recipient's own privacy policy.
    public let theirPolicy: String
    /// What is shown where the choices cannot be read.
    public let unavailable: String
    /// While a purpose is being turned on.
    public let turningOn: String
    /// While a purpose is being turned off.
    public let turningOff: String
    /// After an off that could not be saved: memory holds the purpose closed.
    public let offUntilRestart: String
    /// After a change that was not saved.
    public let notSaved: String
    /// The button that makes a failed change again.
    public let tryAgain: String
    /// The heading of the record of choices.
    public let pastChoices: String
    /// What is shown instead of a record without a choice.
    public let emptyHistory: String
    /// The button that hands the record out.
    public let export: String
    /// What is said if the record could not be handed out.
    public let cannotShare: String
    /// The button that erases.
    public let erase: String
    /// The question before an erasure.
    public let eraseTitle: String
    /// What an erasure does.
    public let eraseText: String
    /// The question's button that changes nothing.
    public let eraseKeep: String
    /// The question's button that erases.
    public let eraseDo: String
    /// What is said after an erasure.
    public let erased: String

    /// Returns the question before an erasure.
    var eraseQuestion: Confirmation {
        Confirmation(title: eraseTitle, text: eraseText, keep: eraseKeep, turnOff: eraseDo)
    }
}
