//! The contacts flow: one card with the app's own numbers, created and refreshed, and nothing read.

named! {
    /// What the system says about the address book.
    Access {
        /// No permission is asked for: the person saves the card in the system's own screen.
        NotNeeded = "not_needed",
        /// The system would show its dialog.
        NotDetermined = "not_determined",
        /// The person said no, and the system will not ask again.
        Denied = "denied",
        /// The device's owner or a managing organisation forbids it.
        Restricted = "restricted",
        /// iOS 18 and later: the cards that the app made, and those that the person picked.
        Limited = "limited",
        /// The app may write.
        Authorized = "authorized",
    }
}

named! {
    /// What is known of the card.
    Card {
        /// It was never written.
        None = "none",
        /// It may be there, but its id is not known.
        Unknown = "unknown",
        /// It was written, and its id is known.
        Known = "known",
        /// Its id leads to nothing any more: the person deleted it.
        Gone = "gone",
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
        /// The primer before a screen of the system is shown.
        BeforeScreen = "before_screen",
        /// A screen of the system is shown, in which the person saves.
        Screen = "screen",
        /// The card is being written because the person asked for it.
        Writing = "writing",
        /// The card is being refreshed, and nobody waits for it.
        Refreshing = "refreshing",
        /// The person is asked whether a card that they deleted shall be made again.
        AskAgain = "ask_again",
        /// The person is asked whether to let the app see its card under limited access.
        AskLimited = "ask_limited",
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
        /// The card was saved, and its id is known.
        SavedKnown = "saved_known",
        /// The card was saved, and nobody said under which id.
        SavedUnknown = "saved_unknown",
        /// The person left the system's screen, which did not say that it saved.
        NotSaved = "not_saved",
        /// The card does not hold what was written last: the person changed it, or it is gone.
        Changed = "changed",
        /// The card's id leads to nothing.
        Gone = "gone",
        /// The provider is missing, threw, or answered with something else than the app's card.
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
        /// The purpose is closed: the person decides it first.
        AskConsent = "ask_consent",
        /// Show the primer.
        ShowPrimer = "show_primer",
        /// Show the system's dialog.
        AskSystem = "ask_system",
        /// Android: open the system's screen for a new contact.
        OpenInsert = "open_insert",
        /// Android: open the card in the system's editor.
        OpenEdit = "open_edit",
        /// Android: let the person choose a contact, or a new one.
        OpenInsertOrEdit = "open_insert_or_edit",
        /// iOS: hand the card out as a vCard.
        ShareCard = "share_card",
        /// Write a new card directly.
        Write = "write",
        /// Update the card by its id, on condition of the values last written.
        Refresh = "refresh",
        /// Say, without a dialog, that the card has news, and how to take it over.
        OfferUpdate = "offer_update",
        /// Ask whether the deleted card shall be made again.
        AskAgain = "ask_again",
        /// Ask whether to pick the card in the system's settings.
        AskLimited = "ask_limited",
        /// Open the system's settings of the app.
        OpenSettings = "open_settings",
        /// Turn the purpose off: the person declined what its yes was for, and no card is there.
        TakeBack = "take_back",
        /// Say which function is lost. The app goes on.
        Explain = "explain",
        /// Say that the card is saved.
        Done = "done",
    }
}

/// Declines after which nothing is offered any more; the person's own tap still works.
pub const MOST_DECLINES: u8 = 3;

/// What is kept between inputs, and between runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State {
    /// Where the flow is.
    pub phase: Phase,
    /// What is known of the card.
    pub card: Card,
    /// How often the person said no, up to [`MOST_DECLINES`].
    pub declined: u8,
    /// Whether an update to the policy's card was offered.
    pub offered: bool,
}

impl State {
    /// Nothing was ever done.
    pub const NEW: Self = Self {
        phase: Phase::Rest,
        card: Card::None,
        declined: 0,
        offered: false,
    };
}

/// What holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Whether the person's yes to the purpose stands, and nobody else forbids it.
    pub open: bool,
    /// What the system says.
    pub access: Access,
    /// Whether the card was last written with the policy's content of now.
    pub current: bool,
    /// Whether this is one of Apple's systems.
    pub apple: bool,
}

/// Returns the next state and what to do.
pub fn next(state: State, facts: Facts, input: Input) -> (State, Step) {
    // What was written is written, whatever else holds.
    let state = match input {
        Input::SavedKnown => saved(state, Card::Known),
        Input::SavedUnknown => saved(state, Card::Unknown),
        Input::Start | Input::Interrupted => interrupted(state),
        _ => state,
    };
    if !facts.open {
        let step = match input {
            Input::Start => Step::AskConsent,
            _ => Step::Nothing,
        };
        return (rest(interrupted(state)), step);
    }
    let silent = state.phase == Phase::Refreshing;
    match (state.phase, input) {
        (_, Input::Start) => begin(state, facts),
        (_, Input::Interrupted) => (state, Step::Nothing),
        (Phase::Rest, Input::Look) => look(state, facts),
        (Phase::Rest, _) | (_, Input::Look) => (state, Step::Nothing),
        (_, Input::SavedKnown | Input::SavedUnknown) => {
            (rest(state), if silent { Step::Nothing } else { Step::Done })
        }
        (Phase::BeforeSystem, Input::Agree) => match facts.access {
            Access::NotDetermined => (at(state, Phase::System), Step::AskSystem),
            Access::Limited | Access::Authorized => write(state, facts),
            Access::NotNeeded | Access::Denied | Access::Restricted => (rest(state), Step::Explain),
        },
        (Phase::System | Phase::Settings, Input::Returned) => match facts.access {
            Access::Limited | Access::Authorized => write(state, facts),
            // Android says the same of a first no and of a dialog left without an answer.
            Access::NotDetermined if !facts.apple => (declined(state).0, Step::Explain),
            Access::NotDetermined | Access::NotNeeded => declined(state),
            Access::Denied | Access::Restricted => (declined(state).0, Step::Explain),
        },
        (Phase::BeforeScreen, Input::Agree) => {
            (at(state, Phase::Screen), screen(state.card, facts))
        }
        (Phase::AskAgain, Input::Agree) => {
            let card = Card::None;
            write(State { card, ..state }, facts)
        }
        (Phase::AskLimited, Input::Agree) => (at(state, Phase::Settings), Step::OpenSettings),
        // What cannot be seen is not asked for by its id again.
        (Phase::AskLimited, Input::Decline) => declined(unknown(state)),
        (
            Phase::BeforeSystem | Phase::BeforeScreen | Phase::AskAgain | Phase::Settings,
            Input::Decline,
        ) => match state.card {
            // To refuse costs no second step: the yes had no other effect.
            Card::None | Card::Gone => (declined(state).0, Step::TakeBack),
            Card::Unknown | Card::Known => declined(state),
        },
        // Some contact apps save and say nothing.
        (Phase::Screen, Input::NotSaved) => declined(interrupted(state)),
        (Phase::Screen, Input::Failed) => (rest(state), Step::Explain),
        // A provider may have written before it failed: no second card is made unasked.
        (Phase::Writing, Input::Failed) => (interrupted(state), Step::Explain),
        (Phase::Refreshing, Input::Failed) => (rest(state), Step::Nothing),
        (Phase::Writing, Input::Changed) => {
            (at(unknown(state), Phase::BeforeScreen), Step::ShowPrimer)
        }
        (Phase::Refreshing, Input::Changed) => (rest(unknown(state)), Step::Nothing),
        (Phase::Writing, Input::Gone) if facts.access == Access::Limited => {
            (at(state, Phase::AskLimited), Step::AskLimited)
        }
        (Phase::Refreshing, Input::Gone) if facts.access == Access::Limited => {
            (rest(unknown(state)), Step::Nothing)
        }
        (Phase::Writing, Input::Gone) => {
            let card = Card::Gone;
            let phase = Phase::AskAgain;
            (
                State {
                    card,
                    phase,
                    ..state
                },
                Step::AskAgain,
            )
        }
        (Phase::Refreshing, Input::Gone) => {
            let card = Card::Gone;
            (rest(State { card, ..state }), Step::Nothing)
        }
        _ => (state, Step::Nothing),
    }
}

/// The person's own tap.
fn begin(state: State, facts: Facts) -> (State, Step) {
    match state.card {
        Card::Gone => (at(state, Phase::AskAgain), Step::AskAgain),
        Card::Known | Card::Unknown if facts.current => (state, Step::Nothing),
        _ => write(state, facts),
    }
}

/// Leads to a card with the policy's content, by the way that the system allows.
fn write(state: State, facts: Facts) -> (State, Step) {
    let step = match (facts.access, state.card) {
        (Access::NotDetermined, Card::None | Card::Known) => {
            return (at(state, Phase::BeforeSystem), Step::ShowPrimer);
        }
        (Access::Limited | Access::Authorized, Card::None) => Step::Write,
        (Access::Limited | Access::Authorized, Card::Known) => Step::Refresh,
        _ => return (at(state, Phase::BeforeScreen), Step::ShowPrimer),
    };
    (at(state, Phase::Writing), step)
}

/// The system's own screen, which needs no permission.
fn screen(card: Card, facts: Facts) -> Step {
    match card {
        _ if facts.apple => Step::ShareCard,
        Card::None => Step::OpenInsert,
        Card::Known => Step::OpenEdit,
        Card::Unknown | Card::Gone => Step::OpenInsertOrEdit,
    }
}

/// The app came to the front, and nothing is under way.
fn look(state: State, facts: Facts) -> (State, Step) {
    let can_write = matches!(facts.access, Access::Limited | Access::Authorized);
    match state.card {
        Card::None | Card::Gone => (state, Step::Nothing),
        _ if facts.current => (state, Step::Nothing),
        Card::Known if can_write => (at(state, Phase::Refreshing), Step::Refresh),
        _ if state.offered || state.declined >= MOST_DECLINES => (state, Step::Nothing),
        _ => {
            let offered = true;
            (State { offered, ..state }, Step::OfferUpdate)
        }
    }
}

fn saved(state: State, card: Card) -> State {
    let (declined, offered) = (0, false);
    State {
        card,
        declined,
        offered,
        ..state
    }
}

/// A write that nobody answered may have been done.
fn interrupted(state: State) -> State {
    let wrote = matches!(state.phase, Phase::Screen | Phase::Writing);
    match state.card {
        Card::None if wrote => rest(unknown(state)),
        _ => rest(state),
    }
}

fn declined(state: State) -> (State, Step) {
    let declined = state.declined.saturating_add(1).min(MOST_DECLINES);
    (rest(State { declined, ..state }), Step::Nothing)
}

fn unknown(state: State) -> State {
    let card = Card::Unknown;
    State { card, ..state }
}

fn rest(state: State) -> State {
    at(state, Phase::Rest)
}

fn at(state: State, phase: Phase) -> State {
    State { phase, ..state }
}
