//! What the demo saw of one promise.

use serde::Serialize;

/// One promise, with the figures that show it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Evidence {
    pub(crate) number: u8,
    pub(crate) promise: &'static str,
    /// What was found wrong; the promise is held if nothing was.
    pub(crate) broken: Vec<String>,
    pub(crate) figures: Vec<String>,
    /// A word behind "held", where something is yet to come.
    pub(crate) so_far: Option<&'static str>,
}

/// The promises, in the order of the design.
pub(crate) const PROMISES: [&str; 7] = [
    "Gate",
    "Withdrawal is a barrier",
    "Least",
    "No loss",
    "A good guest",
    "Closed when in doubt",
    "Same everywhere",
];

impl Evidence {
    pub(crate) fn of(number: u8) -> Self {
        Self {
            number,
            promise: PROMISES[usize::from(number) - 1],
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
