//! Where the example is built.

use std::path::PathBuf;

use crate::project::target;

/// Where everything of it is built.
pub(super) fn work() -> PathBuf {
    target().join("example")
}

/// What `sordino generate` makes of the on-call policy.
pub(super) fn generated() -> PathBuf {
    work().join("privacy")
}
