/// What must be asked or told now.
public struct Prompt: Sendable, Hashable {
    /// The occasion.
    public let kind: PromptKind
    /// The question.
    public let title: String
    /// What holds until the person answers.
    public let text: String
    /// What changed since the person was asked, one sentence each. Empty at the first run.
    public let news: [String]
    /// What is asked for.
    public let purposes: [PromptPurpose]
    /// The button that refuses all of them.
    public let allowNone: String
    /// The button that allows all of them.
    public let allowAll: String
    /// The button that leads to the settings. Empty where one purpose is asked for.
    public let choose: String
    /// The answer could not be saved.
    public let notSaved: String
}

/// The occasion of a prompt.
public enum PromptKind: Sendable, Hashable {
    /// The person was never asked.
    case firstRun
    /// The policy changed so much that the person is asked again.
    case renewal
}

/// One purpose of a prompt.
public struct PromptPurpose: Sendable, Hashable, Identifiable {
    /// The purpose's id in the policy.
    public let purpose: String
    /// The purpose's title.
    public let label: String
    /// What is sent.
    public let text: String
    /// To whom it is sent.
    public let toWhom: String
    /// Returns ``purpose``.
    public var id: String { purpose }
}
