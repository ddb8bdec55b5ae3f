//! For whom a library is built.

/// For whom a library is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// For people: records leave by https only.
    Release,
    /// For developers: an app may send to plain HTTP on its own machine if it asks for that.
    Debug,
}

impl Flavour {
    /// What cargo is told.
    pub(super) fn features(self) -> &'static [&'static str] {
        match self {
            Self::Release => &[],
            Self::Debug => &["--features=loopback"],
        }
    }

    /// Its name, as a Maven repository has it.
    pub(crate) fn artifact(self) -> &'static str {
        match self {
            Self::Release => "sordino",
            Self::Debug => "sordino-debug",
        }
    }
}
