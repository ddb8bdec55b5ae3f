//! A small table of words, written as data: each entry gives a meaning and the words that have it.

use std::fmt;
use std::sync::OnceLock;

/// Finds the meaning of a lower-case ASCII word; open addressing, so a miss costs one hash and one load.
pub(crate) struct Lexicon<V> {
    /// Places in `entries`, one more than they are; 0 is free. Small, so that it stays in the cache.
    slots: Vec<u16>,
    entries: Vec<(&'static str, V)>,
    longest: usize,
}

impl<V: Copy> Lexicon<V> {
    /// `entries` hold words separated by white space; `merge` decides when a word stands in two entries.
    pub(crate) fn new(entries: &[(V, &'static str)], merge: fn(V, V) -> V) -> Self {
        let count: usize = entries
            .iter()
            .map(|(_, words)| words.split_whitespace().count())
            .sum();
        let slots = vec![0; (count * 4).next_power_of_two()];
        let mut lexicon = Self {
            slots,
            entries: Vec::with_capacity(count),
            longest: 0,
        };
        for (meaning, words) in entries {
            for word in words.split_whitespace() {
                lexicon.insert(word, *meaning, merge);
            }
        }
        lexicon
    }

    fn insert(&mut self, word: &'static str, meaning: V, merge: fn(V, V) -> V) {
        let mask = self.slots.len() - 1;
        let mut slot = spread(hash(word.as_bytes())) & mask;
        while let Some((taken, known)) =
            entry(self.slots[slot]).and_then(|at| self.entries.get_mut(at))
        {
            if *taken == word {
                *known = merge(*known, meaning);
                return;
            }
            slot = (slot + 1) & mask;
        }
        self.longest = self.longest.max(word.len());
        self.entries.push((word, meaning));
        self.slots[slot] = u16::try_from(self.entries.len()).unwrap_or(0);
    }

    /// The meaning of `word`, whose hash is already known; ASCII case is ignored.
    pub(crate) fn get_hashed(&self, hash: u32, word: &[u8]) -> Option<V> {
        if word.len() > self.longest {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = spread(hash) & mask;
        while let Some((known, meaning)) =
            entry(self.slots[slot]).and_then(|at| self.entries.get(at))
        {
            if known.as_bytes().eq_ignore_ascii_case(word) {
                return Some(*meaning);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    pub(crate) fn get(&self, word: &[u8]) -> Option<V> {
        if word.len() > self.longest {
            return None;
        }
        self.get_hashed(hash(word), word)
    }
}

/// A set of words, made when it is first asked.
pub(crate) struct WordSet {
    words: &'static str,
    table: OnceLock<Lexicon<()>>,
}

impl WordSet {
    /// `words` are separated by white space.
    pub(crate) const fn new(words: &'static str) -> Self {
        Self {
            words,
            table: OnceLock::new(),
        }
    }

    /// Whether `word` is in the set; ASCII case is ignored.
    pub(crate) fn has(&self, word: &[u8]) -> bool {
        self.table
            .get_or_init(|| Lexicon::new(&[((), self.words)], |(), ()| ()))
            .get(word)
            .is_some()
    }
}

impl<V> fmt::Debug for Lexicon<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon")
            .field("slots", &self.slots.len())
            .finish()
    }
}

/// The place of an entry that a slot names.
fn entry(slot: u16) -> Option<usize> {
    usize::from(slot).checked_sub(1)
}

/// The upper bits of the hash are the better ones.
fn spread(hash: u32) -> usize {
    (hash ^ hash >> 15) as usize
}

pub(crate) const SEED: u32 = 0x811c_9dc5;

/// One step of the hash; letters are folded to lower case by setting one bit.
pub(crate) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ (byte | 0x20) as u32).wrapping_mul(0x0100_0193)
}

fn hash(word: &[u8]) -> u32 {
    word.iter().fold(SEED, |h, b| step(h, *b))
}
