//! What a permission's state on Android means, from the app's own history.
//!
//! `shouldShowRequestPermissionRationale` is `false` before the first question, after a dialog that was left without an
//! answer, after a denial for good, and after a reset by the system. What was asked and seen before tells them apart.

named! {
    /// How a permission stands.
    Rationale {
        /// The system's dialog was never shown.
        NeverAsked = "never_asked",
        /// It was shown and left without an answer.
        Dismissed = "dismissed",
        /// The person said no once; the system would ask a second time.
        DeniedOnce = "denied_once",
        /// The person said no for good; the system's dialog would not come.
        DeniedForGood = "denied_for_good",
        /// The system took back what was granted and not used for months.
        AutoReset = "auto_reset",
        /// It was granted for one time, and that is over.
        GrantedOnce = "granted_once",
        /// It is granted.
        Granted = "granted",
    }
}

impl Rationale {
    /// Returns `true` if the system would show its dialog.
    pub fn can_ask(self) -> bool {
        !matches!(self, Self::DeniedForGood | Self::Granted)
    }
}

/// Dialogs without any trace of an answer after which none is believed to come.
const MOST_DISMISSED: u8 = 3;

/// What was asked and seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct History {
    /// How often the system's dialog was asked for since it was granted last.
    pub asked: u8,
    /// Whether the system ever wished for a rationale since then: it does after a first denial.
    pub wished: bool,
    /// In how many runs of the app it was found granted, up to 2.
    pub granted_runs: u8,
}

impl History {
    /// Returns `true` if a permission that is not granted now was denied or taken back before. Until the person or the system
    /// has answered once, nothing is forbidden.
    pub fn was_answered(self) -> bool {
        self.wished || self.granted_runs > 0
    }

    /// Notes that the system's dialog is about to be shown.
    #[must_use]
    pub fn asking(self) -> Self {
        let asked = self.asked.saturating_add(1);
        Self { asked, ..self }
    }

    /// Notes what the system says now. `first` says that it is the first look of this run.
    #[must_use]
    pub fn seen(self, granted: bool, wishes: bool, first: bool) -> Self {
        match granted {
            true => Self {
                asked: 0,
                wished: false,
                granted_runs: match (self.granted_runs, first) {
                    (0, _) => 1,
                    (_, true) => 2,
                    (runs, false) => runs,
                },
            },
            false => Self {
                wished: self.wished || wishes,
                ..self
            },
        }
    }

    /// Returns how the permission stands, after [`History::seen`].
    pub fn stands(self, granted: bool, wishes: bool) -> Rationale {
        match self {
            _ if granted => Rationale::Granted,
            _ if wishes => Rationale::DeniedOnce,
            Self { wished: true, .. } => Rationale::DeniedForGood,
            Self { asked, .. } if asked >= MOST_DISMISSED => Rationale::DeniedForGood,
            Self { asked: 1.., .. } => Rationale::Dismissed,
            Self {
                granted_runs: 1, ..
            } => Rationale::GrantedOnce,
            Self {
                granted_runs: 2.., ..
            } => Rationale::AutoReset,
            _ => Rationale::NeverAsked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Rationale};

    /// Each look: granted, wishes for a rationale, first of its run; `None` is a dialog.
    fn after(looks: &[Option<(bool, bool, bool)>]) -> Rationale {
        let mut history = History::default();
        let mut last = (false, false);
        for look in looks {
            history = match *look {
                None => history.asking(),
                Some((granted, wishes, first)) => {
                    last = (granted, wishes);
                    history.seen(granted, wishes, first)
                }
            };
        }
        history.stands(last.0, last.1)
    }

    #[test]
    fn own_history_tells_seven_states_apart() {
        let no = Some((false, false, false));
        let wishes = Some((false, true, false));
        let yes = Some((true, false, false));
        let yes_next_run = Some((true, false, true));
        for (looks, wanted) in [
            (&[no][..], Rationale::NeverAsked),
            (&[None, no], Rationale::Dismissed),
            (&[None, no, None, no], Rationale::Dismissed),
            (&[None, no, None, no, None, no], Rationale::DeniedForGood),
            (&[None, wishes], Rationale::DeniedOnce),
            (&[None, wishes, None, no], Rationale::DeniedForGood),
            (&[None, yes], Rationale::Granted),
            (&[None, yes, yes, no], Rationale::GrantedOnce),
            (&[None, yes, yes_next_run, no], Rationale::AutoReset),
            (&[None, yes, wishes], Rationale::DeniedOnce),
            (
                &[None, yes, yes_next_run, no, None, no],
                Rationale::Dismissed,
            ),
        ] {
            assert_eq!(after(looks), wanted, "{looks:?}");
        }
    }

    #[test]
    fn a_dialog_without_an_answer_is_no_answer() {
        let asked = History::default().asking().seen(false, false, false);
        assert!(!asked.was_answered());
        assert!(asked.seen(false, true, false).was_answered(), "denied");
        let taken = asked.seen(true, false, false).seen(false, false, true);
        assert!(taken.was_answered(), "taken back");
        assert!(taken.asking().was_answered(), "and asked for anew");
    }

    #[test]
    fn only_a_final_no_ends_the_asking() {
        let silent = [Rationale::DeniedForGood, Rationale::Granted];
        for one in Rationale::ALL {
            assert_eq!(one.can_ask(), !silent.contains(one), "{one:?}");
        }
    }
}
