//! One slot as it lies on disk: what its owner writes, and the words of those who close it.

use std::ops::Range;

use crate::ledger::{Limiter, State};
use crate::ports::Random;

/// Length of a slot.
pub(super) const SLOT_BYTES: usize = 256;
/// Where the word of the last refusal stands.
pub(super) const REFUSED: usize = 0;
/// Where the off-word stands.
pub(super) const OFF: usize = 8;
/// What is written of a slot: everything but the words of those who close it.
pub(super) const OWN: Range<usize> = 16..240;
/// Where the words of those who lower it stand, one for each limiter.
pub(super) const LOWERED: usize = 240;

/// Everybody who can lower a purpose, in the order of their words.
const LIMITERS: [Limiter; 4] = [
    Limiter::Os,
    Limiter::Organisation,
    Limiter::Age,
    Limiter::Signal,
];
/// What a refusal can be, by the lowest two bits of its word.
const REFUSALS: [State; 3] = [State::Refused, State::Withdrawn, State::Objected];

/// One slot as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawSlot {
    /// The word of the last refusal. Read with the slot, never written with it, like `off` and `lowered`.
    pub(crate) refused: u64,
    /// The word of the last off.
    pub(crate) off: u64,
    /// 0 when closed.
    pub(crate) generation: u64,
    /// The highest generation it ever had.
    pub(crate) last_generation: u64,
    /// Which vault key wraps it.
    pub(crate) key_epoch: u64,
    /// The refusal that a later choice answered.
    pub(crate) answered: u64,
    /// For each limiter the lowering that it took back later.
    pub(super) lifted: [u32; 4],
    /// Name of what it is for.
    pub(crate) tag: [u8; 16],
    /// Its wrapped secrets.
    pub(crate) wrapped: [u8; Self::WRAPPED_BYTES],
    /// Number of the vault key that wrapped what was last overwritten here. While that key is in use, its
    /// replacement is owed: a copy that the device's storage kept can be read.
    pub(crate) owed: u64,
    /// For each limiter the word of its last lowering.
    pub(super) lowered: [u32; 4],
}

impl RawSlot {
    /// Nonce, 112 bytes of content, tag.
    pub(crate) const WRAPPED_BYTES: usize = 140;

    /// A place that was just taken.
    pub(super) fn taken(tag: [u8; 16]) -> Self {
        Self {
            tag,
            ..Self::read(&[0; SLOT_BYTES])
        }
    }

    /// The same without anything that opens it.
    pub(super) fn closed(&self) -> Self {
        Self {
            generation: 0,
            last_generation: self.last_generation.max(self.generation),
            key_epoch: 0,
            wrapped: [0; Self::WRAPPED_BYTES],
            ..self.overwritten()
        }
    }

    /// The same once other secrets, or none, take the place of those that it has.
    pub(super) fn overwritten(&self) -> Self {
        Self {
            owed: match self.generation {
                0 => self.owed,
                _ => self.key_epoch,
            },
            ..self.clone()
        }
    }

    /// The refusal that stands, which no later choice answered.
    pub(crate) fn refusal(&self) -> Option<State> {
        let stands = self.refused != 0 && self.refused != self.answered;
        // Damage names no state: any refusal is one.
        let state = REFUSALS.get((self.refused & 3) as usize);
        stands.then_some(state.copied().unwrap_or(State::Refused))
    }

    /// Who lowers it and did not take that back.
    pub(crate) fn lowered_by(&self) -> impl Iterator<Item = Limiter> {
        let words = LIMITERS.into_iter().zip(self.lowered).zip(self.lifted);
        words.filter_map(|((limiter, lowered), lifted)| {
            (is_word(lowered) && lowered != lifted).then_some(limiter)
        })
    }

    /// Returns `true` if a lowering by this limiter, or a refusal, was not taken back.
    pub(crate) fn holds_a_no(&self) -> bool {
        self.refusal().is_some() || self.lowered_by().next().is_some()
    }

    /// The same after the refusal of that word was answered.
    pub(super) fn answering(&self, refused: u64) -> Self {
        Self {
            answered: refused,
            ..self.clone()
        }
    }

    /// The same after a limiter took back the lowering that `seen` holds.
    pub(super) fn lifting(&self, seen: &Self, limiter: Limiter) -> Self {
        let mut slot = self.clone();
        slot.lifted[place_of(limiter)] = seen.lowered[place_of(limiter)];
        slot
    }

    /// The name of the slot that stands there; zeros where none does.
    pub(super) fn tag_of(bytes: &[u8; SLOT_BYTES]) -> [u8; 16] {
        let mut tag = [0; 16];
        tag.copy_from_slice(&bytes[64..80]);
        tag
    }

    pub(super) fn read(bytes: &[u8; SLOT_BYTES]) -> Self {
        let mut wrapped = [0; Self::WRAPPED_BYTES];
        wrapped.copy_from_slice(&bytes[80..80 + Self::WRAPPED_BYTES]);
        Self {
            refused: number(bytes, REFUSED),
            off: number(bytes, OFF),
            generation: number(bytes, 16),
            last_generation: number(bytes, 24),
            key_epoch: number(bytes, 32),
            answered: number(bytes, 40),
            lifted: words(bytes, 48),
            tag: Self::tag_of(bytes),
            wrapped,
            owed: number(bytes, 224),
            lowered: words(bytes, LOWERED),
        }
    }

    /// What is written of it: the bytes [`OWN`] of its place.
    pub(super) fn own(&self) -> [u8; OWN.end - OWN.start] {
        let mut bytes = [0; SLOT_BYTES];
        bytes[16..24].copy_from_slice(&self.generation.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.last_generation.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.key_epoch.to_le_bytes());
        bytes[40..48].copy_from_slice(&self.answered.to_le_bytes());
        for (at, word) in self.lifted.iter().enumerate() {
            bytes[48 + 4 * at..][..4].copy_from_slice(&word.to_le_bytes());
        }
        bytes[64..80].copy_from_slice(&self.tag);
        bytes[80..80 + Self::WRAPPED_BYTES].copy_from_slice(&self.wrapped);
        bytes[224..232].copy_from_slice(&self.owed.to_le_bytes());
        let mut own = [0; OWN.end - OWN.start];
        own.copy_from_slice(&bytes[OWN]);
        own
    }

    /// A fresh off-word.
    pub(super) fn next_off(&self, random: &dyn Random) -> u64 {
        fresh(random, (self.off, 1), |word| word != self.off)
    }

    /// A fresh word for a refusal of that state.
    pub(super) fn next_refusal(&self, random: &dyn Random, state: State) -> u64 {
        let state = REFUSALS.iter().position(|one| *one == state).unwrap_or(0) as u64;
        let of_state = |word: u64| word & !3 | state;
        let is_fresh = |word| ![0, self.refused, self.answered].contains(&of_state(word));
        of_state(fresh(random, (self.refused, 4), is_fresh))
    }

    /// Where a limiter's word stands, and a fresh one.
    pub(super) fn next_lowering(&self, random: &dyn Random, limiter: Limiter) -> (usize, u32) {
        let at = place_of(limiter);
        let of = |word: u64| checked((word >> 32) as u32);
        let is_fresh = |word| ![self.lowered[at], self.lifted[at]].contains(&of(word));
        (
            LOWERED + 4 * at,
            of(fresh(
                random,
                (u64::from(self.lowered[at]) << 32, 1 << 32),
                is_fresh,
            )),
        )
    }
}

/// A lowering's word: 24 random bits, and a byte that tells it from zeros and from damage. No yes of the person
/// undoes a limit, so a flipped byte must make none.
fn checked(random: u32) -> u32 {
    let [a, b, c, _] = random.to_le_bytes();
    u32::from_le_bytes([a, b, c, a ^ b ^ c ^ 0xa5])
}

fn is_word(word: u32) -> bool {
    word == checked(word)
}

fn place_of(limiter: Limiter) -> usize {
    LIMITERS.iter().position(|one| *one == limiter).unwrap_or(0)
}

/// The number of eight bytes at `at`.
pub(super) fn number(bytes: &[u8], at: usize) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(eight)
}

fn words(bytes: &[u8], at: usize) -> [u32; 4] {
    std::array::from_fn(|place| {
        let mut four = [0; 4];
        four.copy_from_slice(&bytes[at + 4 * place..][..4]);
        u32::from_le_bytes(four)
    })
}

/// A word that nobody knew before. An off must not fail for lack of randomness: without any, the words behind the
/// one of before are taken, so that none comes back.
fn fresh(random: &dyn Random, (before, step): (u64, u64), is_fresh: impl Fn(u64) -> bool) -> u64 {
    let mut bytes = [0; 8];
    let mut word = match random.fill(&mut bytes) {
        Ok(()) => u64::from_le_bytes(bytes),
        Err(_) => before.wrapping_add(step),
    };
    while !is_fresh(word) {
        word = word.wrapping_add(step);
    }
    word
}
