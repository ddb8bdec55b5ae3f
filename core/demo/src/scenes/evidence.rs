//! What the demo saw of one promise.

use serde::Serialize;

/// One promise, with the figures that show it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Evidence {
    pub(crate) number: u8,
    pub(crate) promise: &'static str,
    /// The promise in one sentence.
    pub(crate) says: &'static str,
    /// What was found wrong; the promise is held if nothing was.
    pub(crate) broken: Vec<String>,
    pub(crate) figures: Vec<String>,
    /// A word behind "held", where something is yet to come.
    pub(crate) so_far: Option<&'static str>,
}

/// The promises, in the order of their numbers.
const PROMISES: [(&str, &str); 7] = [
    (
        "Gate",
        "Nothing is stored or leaves unless the person, and everybody who has a say, allows it now.",
    ),
    (
        "Withdrawal is a barrier",
        "Once turn_off returns, no upload begins and nothing opens the queue; nobody can once its key is replaced.",
    ),
    (
        "Least",
        "Only what the policy lists leaves, as its rule says; no raw id, name or number does.",
    ),
    (
        "No loss",
        "What was answered with \"accepted\" survives kill -9 and arrives once.",
    ),
    (
        "A good guest",
        "No panic crosses, memory and disk are bounded, and a record call does no network.",
    ),
    (
        "Closed when in doubt",
        "Missing, damaged, locked or foreign state is closed, and says so.",
    ),
    (
        "Same everywhere",
        "Every language gives the same answers to the same cases.",
    ),
];

impl Evidence {
    pub(crate) fn of(number: u8) -> Self {
        let (promise, says) = PROMISES[usize::from(number) - 1];
        Self {
            number,
            promise,
            says,
            broken: Vec::new(),
            figures: Vec::new(),
            so_far: None,
        }
    }

    /// Notes a figure.
    pub(crate) fn figure(&mut self, figure: impl Into<String>) {
        self.figures.push(figure.into());
    }

    /// Notes a breach unless `held`.
    pub(crate) fn check(&mut self, held: bool, breach: impl FnOnce() -> String) {
        if !held {
            self.broken.push(breach());
        }
    }

    pub(crate) fn is_held(&self) -> bool {
        self.broken.is_empty()
    }
}
