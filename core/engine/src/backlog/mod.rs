//! Records that could not be stored at once, because somebody else held a lock.
//!
//! An event waits 5 ms for the locks of ours. After that it is minimised with what memory knows, and
//! waits here, in memory: bound to the generation of its purpose's slot, destroyed by any off of the
//! purpose, and lost with the process, which is why it is answered `HeldInMemory` and never
//! `Accepted`. Whoever comes next stores it: the next record of its purpose, an upload, a refresh. It
//! passes the gate again then. All purposes together hold [`MOST_BYTES`] at most.

mod keep;
mod store;

use std::collections::VecDeque;

use crate::catalog::PurposeIx;
use crate::gate::Gate;
use crate::minimise::{Context, Minimised, Tell};
use crate::queue::{OpenPurpose, SharedKeys};
use crate::record::Refusal;
use crate::sync::{AtomicU64, Mutex, Ordering};

pub(crate) use keep::keep;
pub(crate) use store::store;

/// Most bytes that wait in memory, over all purposes.
const MOST_BYTES: u64 = 256 * 1024;
/// What a record takes besides its texts.
const BESIDES: usize = 256;

/// A record as one recipient may have it.
struct Part {
    context: Context,
    minimised: Minimised,
    /// The pseudonyms that it carries, by field.
    issued: Vec<(&'static str, String)>,
}

impl Part {
    fn weight(&self) -> usize {
        let issued = self.issued.iter().map(|(_, pseudonym)| pseudonym.len());
        self.context.text().len() + self.minimised.len() + issued.sum::<usize>() + BESIDES
    }
}

/// One record that waits, with a part for each recipient.
struct Late {
    generation: u64,
    /// Of which facts and person it speaks.
    subject_version: u64,
    /// How many of its values no rule let through.
    dropped: u64,
    parts: Vec<Part>,
    weight: u64,
}

#[derive(Default)]
struct Cell {
    /// The generation that records may wait for, 0 for none.
    generation: u64,
    keys: SharedKeys,
    records: VecDeque<Late>,
}

/// What waits of every purpose.
pub(crate) struct Backlog {
    cells: Vec<Mutex<Cell>>,
    /// Bytes of all of them, those that are being stored included.
    bytes: AtomicU64,
}

impl Backlog {
    pub(crate) fn new(purposes: usize) -> Self {
        let cells = (0..purposes).map(|_| Mutex::new(Cell::default()));
        Self {
            cells: cells.collect(),
            bytes: AtomicU64::new(0),
        }
    }

    /// Returns `true` if nothing waits. Waits for nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.load(Ordering::Acquire) == 0
    }

    /// Returns `true` if something of this purpose waits.
    pub(crate) fn holds(&self, at: PurposeIx) -> bool {
        !self.is_empty() && !self.cells[at.index()].lock().records.is_empty()
    }

    /// A purpose is about to be opened: records may wait for it, minimised with these keys. What waits
    /// for the same generation stays.
    pub(crate) fn open(&self, at: PurposeIx, generation: u64, keys: SharedKeys) {
        let mut cell = self.cells[at.index()].lock();
        if cell.generation != generation {
            let weight = cell.records.drain(..).map(|late| late.weight).sum();
            self.bytes.fetch_sub(weight, Ordering::AcqRel);
        }
        cell.generation = generation;
        cell.keys = keys;
    }

    /// Forgets what waits of a purpose, and its keys. The purpose was closed in memory before.
    pub(crate) fn destroy(&self, at: PurposeIx) {
        self.open(at, 0, SharedKeys::default());
    }

    /// Tells of every record that waits of a purpose.
    pub(crate) fn each(&self, at: PurposeIx, tell: &mut Tell<'_>) {
        let cell = self.cells[at.index()].lock();
        for part in cell.records.iter().flat_map(|late| &late.parts) {
            let minimised = &part.minimised;
            tell(minimised.recipient(), part.context.text(), minimised.text());
        }
    }

    fn keys(&self, at: PurposeIx) -> SharedKeys {
        self.cells[at.index()].lock().keys.clone()
    }

    /// Lets a record wait.
    fn push(&self, gate: &Gate<OpenPurpose>, at: PurposeIx, late: Late) -> Result<(), Refusal> {
        let mut cell = self.cells[at.index()].lock();
        // An off closes the purpose before it destroys what waits: asked here, none slips in behind it.
        if late.generation != cell.generation || late.generation != gate.generation(at) {
            return Err(Refusal::Closed);
        }
        let more = |bytes: u64| (bytes + late.weight <= MOST_BYTES).then_some(bytes + late.weight);
        self.bytes
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, more)
            .map_err(|_| Refusal::Busy)?;
        cell.records.push_back(late);
        Ok(())
    }

    /// Takes at most so many records of a purpose, oldest first.
    fn take(&self, at: PurposeIx, most: usize) -> VecDeque<Late> {
        let mut cell = self.cells[at.index()].lock();
        let most = most.min(cell.records.len());
        cell.records.drain(..most).collect()
    }

    /// Gives back what could not be stored, unless the purpose was closed meanwhile.
    fn give_back(&self, at: PurposeIx, mut records: VecDeque<Late>) {
        let mut cell = self.cells[at.index()].lock();
        for late in std::mem::take(&mut records).into_iter().rev() {
            match late.generation == cell.generation {
                true => cell.records.push_front(late),
                false => self.forget(&late),
            }
        }
    }

    /// A record waits no more.
    fn forget(&self, late: &Late) {
        self.bytes.fetch_sub(late.weight, Ordering::AcqRel);
    }
}
