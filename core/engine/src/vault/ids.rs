//! Names of slots.

use crate::digest;
use crate::scope::Scope;

/// What a slot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotKind {
    /// A purpose that is open.
    Purpose,
    /// A purpose whose records wait, sealed, for a first choice.
    Held,
    /// A chain of the ledger.
    Ledger,
    /// The list of pseudonyms given out.
    Issued,
    /// What limiters say of all purposes. It is never open: it holds their words.
    Limits,
}

impl SlotKind {
    fn name(self) -> &'static [u8] {
        match self {
            Self::Purpose => b"purpose",
            Self::Held => b"held",
            Self::Ledger => b"ledger",
            Self::Issued => b"issued",
            Self::Limits => b"limits",
        }
    }
}

/// Which slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SlotId {
    tag: [u8; 16],
    guard: [u8; 16],
}

impl SlotId {
    /// The slot of that kind; `purpose` is empty for one that belongs to none.
    pub(crate) fn of(kind: SlotKind, scope: Scope, purpose: &str) -> Self {
        let tag =
            |kind: SlotKind| digest::tag(&[kind.name(), &scope.to_bytes(), purpose.as_bytes()]);
        let own = tag(kind);
        Self {
            tag: own,
            // An off of a purpose closes its hold by the same word.
            guard: match kind {
                SlotKind::Held => tag(SlotKind::Purpose),
                SlotKind::Purpose | SlotKind::Ledger | SlotKind::Issued | SlotKind::Limits => own,
            },
        }
    }

    /// Its name on disk.
    pub(crate) fn tag(self) -> [u8; 16] {
        self.tag
    }

    /// Name of the place whose off-word closes it.
    pub(super) fn guard(self) -> [u8; 16] {
        self.guard
    }
}

/// The slots that a policy speaks of. A name is a digest, so each is made once.
#[derive(Debug)]
pub(crate) struct SlotIds {
    purposes: Vec<(SlotId, SlotId)>,
    /// What limiters say of all purposes.
    pub(crate) limits: SlotId,
    /// The ledger's chain.
    pub(crate) ledger: SlotId,
}

impl SlotIds {
    /// Those of `purposes`, in their order.
    pub(crate) fn new<'a>(purposes: impl Iterator<Item = &'a str>) -> Self {
        let id = |kind, purpose| SlotId::of(kind, Scope::Device, purpose);
        Self {
            purposes: purposes
                .map(|purpose| (id(SlotKind::Purpose, purpose), id(SlotKind::Held, purpose)))
                .collect(),
            limits: id(SlotKind::Limits, ""),
            ledger: id(SlotKind::Ledger, ""),
        }
    }

    /// The slot of the purpose at that place, and the slot of its hold.
    pub(crate) fn of(&self, at: usize) -> (SlotId, SlotId) {
        self.purposes[at]
    }
}
