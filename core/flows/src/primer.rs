//! Which buttons a primer has.

named! {
    /// The buttons of a primer.
    Buttons {
        /// One neutral button, and the system's dialog follows. Apple rejects any other button before a dialog (App Review
        /// Guideline 5.1.1(iv)).
        Continue = "continue",
        /// Two buttons of equal weight before the system's dialog (Google Play, User Data policy, prominent disclosure).
        AgreeDecline = "agree_decline",
        /// Two buttons of equal weight before a screen of the system in which the person saves, and no dialog follows.
        OpenNotNow = "open_not_now",
    }
}

/// Returns the buttons of a primer: `apple` says on which platform, `asks_system` that the system's dialog follows.
pub fn buttons(apple: bool, asks_system: bool) -> Buttons {
    match (apple, asks_system) {
        (true, true) => Buttons::Continue,
        (false, true) => Buttons::AgreeDecline,
        (_, false) => Buttons::OpenNotNow,
    }
}

#[cfg(test)]
mod tests {
    use super::{Buttons, buttons};

    #[test]
    fn no_other_button_stands_before_a_dialog() {
        let table = [
            (true, true, Buttons::Continue),
            (false, true, Buttons::AgreeDecline),
            (true, false, Buttons::OpenNotNow),
            (false, false, Buttons::OpenNotNow),
        ];
        for (apple, asks_system, wanted) in table {
            assert_eq!(buttons(apple, asks_system), wanted);
        }
    }
}
