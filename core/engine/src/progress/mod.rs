//! How far the permission flows and the request for deletion are: their states, kept on the disk.
//!
//! In doubt there is a token: a file that does not open leaves a token to delete, and a card that may exist.

mod deletion;
mod kept;

pub use deletion::{Deletion, DeletionStage};

pub(crate) use kept::{CardKept, Kept, LONGEST_ID};

use kept::Place;

use crate::answer::ChoiceError;
use crate::lock::LOCK_LIMIT;
use crate::ports::Held;
use crate::seal::Secret;
use crate::sync::{AtomicBool, Mutex, Ordering};
use crate::world::World;

/// Under what the states are sealed, and the mark of this engine.
#[derive(Default)]
pub(crate) struct Progress {
    under: Mutex<Option<(Secret, Option<u64>)>>,
    /// Whether a request for deletion was owed when somebody looked last.
    owes_deletion: AtomicBool,
}

impl Progress {
    /// The secret that states are sealed under from now on.
    pub(crate) fn keep_under(&self, secret: Secret) {
        let mut under = self.under.lock();
        let mark = under.take().and_then(|(_, mark)| mark);
        *under = Some((secret, mark));
    }

    /// Changes what is kept, and answers once that is durable. `change` is told the mark of this engine.
    pub(crate) fn change<T>(
        &self,
        world: &World,
        change: impl FnOnce(&mut Kept, u64) -> Result<T, ChoiceError>,
    ) -> Result<T, ChoiceError> {
        let _held = self.lock(world)?;
        let mut under = self.under.lock();
        let (secret, mark) = under.as_mut().ok_or(ChoiceError::NotReady)?;
        let mark = match mark {
            Some(mark) => *mark,
            None => *mark.insert(new_mark(world)?),
        };
        let mut place = Place::open(world, secret)?;
        let mut kept = place.kept.clone();
        let answer = change(&mut kept, mark)?;
        if kept != place.kept {
            place.keep(world, kept)?;
        }
        self.saw(&place.kept);
        Ok(answer)
    }

    /// Returns what is kept.
    pub(crate) fn look(&self, world: &World) -> Result<Kept, ChoiceError> {
        let _held = self.lock(world)?;
        let under = self.under.lock();
        let (secret, _) = under.as_ref().ok_or(ChoiceError::NotReady)?;
        let kept = Place::open(world, secret)?.kept;
        self.saw(&kept);
        Ok(kept)
    }

    /// Whether a request for deletion is owed, as far as memory knows.
    pub(crate) fn owes_deletion(&self) -> bool {
        self.owes_deletion.load(Ordering::Relaxed)
    }

    fn saw(&self, kept: &Kept) {
        let is_owed = kept.deletion.stage == DeletionStage::Owed;
        self.owes_deletion.store(is_owed, Ordering::Relaxed);
    }

    /// The lock over all processes. It comes before that of what is kept: an erasure, which holds it, asks for what is kept.
    fn lock(&self, world: &World) -> Result<Box<dyn Held>, ChoiceError> {
        if self.under.lock().is_none() {
            return Err(ChoiceError::NotReady);
        }
        world.lock(LOCK_LIMIT).map_err(|_| ChoiceError::NotReady)
    }

    /// Forgets everything but the request for deletion and the tokens that must still be deleted. The lock over all processes is held.
    ///
    /// Returns `true` once that is durable.
    pub(crate) fn erase(&self, world: &World) -> bool {
        let under = self.under.lock();
        under
            .as_ref()
            .is_none_or(|(secret, _)| Place::erase(world, secret).is_ok())
    }
}

fn new_mark(world: &World) -> Result<u64, ChoiceError> {
    let mut mark = [0; 8];
    let drawn = world.random().fill(&mut mark);
    drawn.map_err(|_| ChoiceError::StorageFailed)?;
    Ok(u64::from_le_bytes(mark))
}
