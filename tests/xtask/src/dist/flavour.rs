//! For whom a library is built.

use std::env::consts::ARCH;
use std::path::{Path, PathBuf};

use super::abi::{self, Abi};

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

    /// Its folder below `dist`: what is for developers lies apart.
    pub(super) fn folder(self, dist: &Path) -> PathBuf {
        match self {
            Self::Release => dist.to_owned(),
            Self::Debug => dist.join("debug"),
        }
    }

    /// Its name in a Maven repository.
    pub(crate) fn artifact(self) -> &'static str {
        match self {
            Self::Release => "sordino",
            Self::Debug => "sordino-debug",
        }
    }
}

/// The processor of this machine, as Android calls it; none if no library is for it.
pub(super) fn this_machine() -> &'static [Abi] {
    const ALL: &[Abi] = &abi::ALL;
    let at = ALL.iter().position(|abi| abi.processor == ARCH);
    at.map_or(&[], |at| &ALL[at..=at])
}
