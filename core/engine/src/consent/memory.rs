//! What memory is told at the end of every change.

use std::sync::Arc;

use crate::catalog::PurposeIx;
use crate::gate::Verdict;
use crate::seal::Secret;
use crate::vault::{Slot, VaultFile};

/// What ledger and vault say of one purpose, for memory to be fitted to.
pub(crate) struct Fitting {
    pub(crate) vault: Arc<VaultFile>,
    pub(crate) verdict: Verdict,
    /// Whether what was offered before the first choice may wait.
    pub(crate) may_wait: bool,
    /// The slot of a sealed hold that stands, where everything was read anew.
    pub(crate) hold: Option<Slot>,
    /// Whether everything was read anew: nothing of before is good any more.
    pub(crate) anew: bool,
}

/// What the rooms keep in memory of what ledger and vault say. Called with the lock of this process,
/// without the one over all processes.
pub(crate) trait Memory {
    /// Nothing is open until it is fitted again.
    fn close_all(&self);

    /// Fits one purpose.
    fn fit(&self, at: PurposeIx, fitting: Fitting);

    /// Nothing is there to be open by.
    fn empty(&self);

    /// The secret of the list of pseudonyms, read anew.
    fn list_under(&self, secret: Secret);
}
