//! The gate between an app and its push service.
//!
//! A token is asked for and handed on only while a purpose that the service serves is open. When the last of them closes,
//! the app's own server forgets the token while the session still stands, and the service deletes it.

named! {
    /// What happened.
    Input {
        /// The set of open purposes was told, as at each start and each change.
        Told = "told",
        /// The service issued a token, asked for or not.
        Issued = "issued",
        /// The app's own server forgot the token.
        Forgotten = "forgotten",
        /// The service deleted the token.
        Deleted = "deleted",
        /// The service could not be reached, or the app's own server could not.
        Failed = "failed",
        /// The person is about to sign out, and the session still stands.
        SigningOut = "signing_out",
    }
}

named! {
    /// What the platform does next.
    Step {
        /// Nothing.
        Nothing = "nothing",
        /// Ask the service for a token.
        Register = "register",
        /// Hand the token to the app, for its server.
        HandOver = "hand_over",
        /// Ask the app to have its server forget the token.
        Forget = "forget",
        /// Have the service delete the token and its installation id.
        Delete = "delete",
        /// Stop trying to delete.
        GiveUp = "give_up",
    }
}

named! {
    /// What a receipt says about the service.
    Answer {
        /// No token is held anywhere that this gate knows of.
        Off = "off",
        /// A purpose is open, or a token still has to be deleted.
        StillOn = "still_on",
        /// The token could not be deleted, and nobody tries any more.
        CannotTell = "cannot_tell",
    }
}

/// Failures in a row after which nobody tries to delete any more.
pub const MOST_TRIES: u8 = 20;

/// What is kept between runs, for each service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct State {
    /// Whether a token was issued that nobody deleted.
    pub issued: bool,
    /// Whether the app's own server may know it.
    pub at_server: bool,
    /// Failures in a row since the last purpose closed.
    pub tries: u8,
}

impl State {
    /// What is not known: there may be a token, and the server may know it.
    pub const IN_DOUBT: Self = Self {
        issued: true,
        at_server: true,
        tries: 0,
    };

    /// Returns what a receipt says; `open` if a purpose is.
    pub fn answer(self, open: bool) -> Answer {
        match self {
            _ if open => Answer::StillOn,
            Self { issued: false, .. } => Answer::Off,
            Self {
                tries: MOST_TRIES..,
                ..
            } => Answer::CannotTell,
            _ => Answer::StillOn,
        }
    }
}

/// Returns the next state and what to do; `open` if a purpose that the service serves is.
pub fn next(state: State, open: bool, input: Input) -> (State, Step) {
    let mut state = state;
    match input {
        Input::Told | Input::SigningOut => {}
        Input::Issued => (state.issued, state.tries) = (true, 0),
        Input::Forgotten => state.at_server = false,
        Input::Deleted => state = State::default(),
        // While a purpose is open nobody tries to delete: what fails then is counted against no later try.
        Input::Failed if open => {}
        Input::Failed => state.tries = state.tries.saturating_add(1).min(MOST_TRIES),
    }
    match (open, input) {
        // From here on the server may know it, also if the process dies before the app was handed the token.
        (true, Input::Issued) => {
            let at_server = true;
            (State { at_server, ..state }, Step::HandOver)
        }
        (true, Input::Told | Input::Deleted) => (State { tries: 0, ..state }, Step::Register),
        (_, Input::SigningOut) if state.at_server => (state, Step::Forget),
        (_, Input::SigningOut) | (true, _) => (state, Step::Nothing),
        // What failed is tried again when the gate is told next, not at once.
        (false, Input::Failed) if state.tries < MOST_TRIES => (state, Step::Nothing),
        (false, _) => (state, remove(state)),
    }
}

/// The next step towards no token.
fn remove(state: State) -> Step {
    match state {
        State { issued: false, .. } => Step::Nothing,
        State {
            tries: MOST_TRIES..,
            ..
        } => Step::GiveUp,
        // Not for longer than half of the tries: the session may be over, and a deleted token is of no use to a server.
        State {
            at_server: true,
            tries,
            ..
        } if tries < MOST_TRIES / 2 => Step::Forget,
        _ => Step::Delete,
    }
}
