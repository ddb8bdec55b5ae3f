//! The push flow: from the person's yes to the system's.
//!
//! The token is no matter of this flow: [`token`](crate::token) follows the purposes that are open.

named! {
    /// What the system says about notifications.
    Access {
        /// The system would show its dialog. On Android 33 and later, [`rationale`](crate::rationale) tells it from a denial.
        NotDetermined = "not_determined",
        /// Android 33 and later: the person said no once, or what was granted was taken back. The system would show its
        /// dialog again.
        AskableAgain = "askable_again",
        /// The person said no, and the system will not ask again.
        Denied = "denied",
        /// iOS delivers quietly, and nobody was asked. It is no yes of the person's.
        Provisional = "provisional",
        /// An App Clip may notify for some hours.
        Ephemeral = "ephemeral",
        /// The app may notify. On Android 32 and earlier nobody is asked.
        Authorized = "authorized",
    }
}

named! {
    /// Where the flow is.
    Phase {
        /// Nothing is under way.
        Rest = "rest",
        /// The primer before the system's dialog is shown.
        BeforeSystem = "before_system",
        /// The system's dialog is shown.
        System = "system",
        /// The person is asked whether to open the system's settings.
        AskSettings = "ask_settings",
        /// The system's settings are shown.
        Settings = "settings",
    }
}

named! {
    /// What happened.
    Input {
        /// The person asked for the feature.
        Start = "start",
        /// The app came to the front.
        Look = "look",
        /// The person pressed the button that goes on.
        Agree = "agree",
        /// The person pressed the button that does not.
        Decline = "decline",
        /// The person came back from the system's dialog or its settings.
        Returned = "returned",
        /// The system could not be asked.
        Failed = "failed",
        /// The process that was at it ended, or another one began.
        Interrupted = "interrupted",
    }
}

named! {
    /// What the platform does next.
    Step {
        /// Nothing.
        Nothing = "nothing",
        /// Every purpose is closed: the person decides first.
        AskConsent = "ask_consent",
        /// Show the primer.
        ShowPrimer = "show_primer",
        /// Show the system's dialog.
        AskSystem = "ask_system",
        /// Ask whether to open the system's settings, where notifications or the channels are off.
        AskSettings = "ask_settings",
        /// Open the system's notification settings of the app.
        OpenSettings = "open_settings",
        /// Turn the categories off: the person declined what the primer says of them, and nothing arrives yet.
        TakeBack = "take_back",
        /// Say which function is lost. The app goes on.
        Explain = "explain",
        /// Say that notifications arrive.
        Done = "done",
    }
}

/// What holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Whether the person's yes to a category stands, and nobody but the system forbids it.
    pub consented: bool,
    /// What the system says.
    pub access: Access,
    /// Whether every channel, or channel group, of the categories with a yes is off (Android).
    pub muted: bool,
}

/// Returns the next phase and what to do.
pub fn next(phase: Phase, facts: Facts, input: Input) -> (Phase, Step) {
    if !facts.consented {
        let step = match input {
            Input::Start => Step::AskConsent,
            _ => Step::Nothing,
        };
        return (Phase::Rest, step);
    }
    match (phase, input) {
        (_, Input::Start) => begin(facts),
        (_, Input::Interrupted) => (Phase::Rest, Step::Nothing),
        (Phase::BeforeSystem, Input::Agree) => match facts.access {
            Access::NotDetermined | Access::AskableAgain | Access::Provisional => {
                (Phase::System, Step::AskSystem)
            }
            _ => (Phase::Rest, said(facts)),
        },
        (Phase::AskSettings, Input::Agree) => (Phase::Settings, Step::OpenSettings),
        (Phase::System | Phase::Settings, Input::Returned) => (Phase::Rest, said(facts)),
        (Phase::System | Phase::Settings, Input::Failed) => (Phase::Rest, Step::Explain),
        // The primer says who gets the token. Whoever declines that takes no second step to be rid of it.
        (Phase::BeforeSystem, Input::Decline) => (Phase::Rest, Step::TakeBack),
        (Phase::AskSettings | Phase::Settings, Input::Decline) => (Phase::Rest, Step::Nothing),
        _ => (phase, Step::Nothing),
    }
}

fn begin(facts: Facts) -> (Phase, Step) {
    match facts.access {
        Access::NotDetermined | Access::AskableAgain | Access::Provisional => {
            (Phase::BeforeSystem, Step::ShowPrimer)
        }
        Access::Denied => (Phase::AskSettings, Step::AskSettings),
        Access::Authorized | Access::Ephemeral if facts.muted => {
            (Phase::AskSettings, Step::AskSettings)
        }
        Access::Authorized | Access::Ephemeral => (Phase::Rest, Step::Nothing),
    }
}

/// What to say after the system was asked.
fn said(facts: Facts) -> Step {
    match facts.access {
        Access::Denied | Access::AskableAgain => Step::Explain,
        // Left without an answer; quiet delivery is no yes.
        Access::NotDetermined | Access::Provisional => Step::Nothing,
        Access::Authorized | Access::Ephemeral if facts.muted => Step::Explain,
        Access::Authorized | Access::Ephemeral => Step::Done,
    }
}

/// Returns `true` if the system lets notifications of a category through, whose channel is off if `muted` says so.
///
/// What it says is a limit of the system on the category's purpose. Before the system was asked, it forbids nothing.
pub fn system_allows(access: Access, muted: bool) -> bool {
    !matches!(access, Access::Denied | Access::AskableAgain) && !muted
}
