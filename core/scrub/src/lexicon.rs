//! A small table of words, written as data: each entry gives a meaning and the words that have it.

use std::fmt;
use std::sync::OnceLock;

/// Finds the meaning of a lower-case ASCII word; open addressing, so a miss costs one hash and one load.
pub(crate) struct Lexicon<V> {
    /// Places in `entries`, one more than they are, below the upper half of the word's hash; 0 is free.
    slots: Vec<u32>,
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
        let slots = vec![0; (count * 2).next_power_of_two()];
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
        let hash = hash(word.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = spread(hash) & mask;
        while let Some(at) = entry(self.slots[slot]) {
            match self.entries.get_mut(at) {
                Some((taken, known)) if *taken == word => {
                    *known = merge(*known, meaning);
                    return;
                }
                _ => slot = (slot + 1) & mask,
            }
        }
        self.longest = self.longest.max(word.len());
        self.entries.push((word, meaning));
        self.slots[slot] = hash & UPPER | u32::try_from(self.entries.len()).unwrap_or(0);
    }

    /// The meaning of `word`, whose hash is already known; ASCII case is ignored.
    pub(crate) fn get_hashed(&self, hash: u32, word: &[u8]) -> Option<V> {
        if word.len() > self.longest {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = spread(hash) & mask;
        loop {
            let taken = self.slots[slot];
            let at = entry(taken)?;
            if taken & UPPER == hash & UPPER
                && let Some((known, meaning)) = self.entries.get(at)
                && known.as_bytes().eq_ignore_ascii_case(word)
            {
                return Some(*meaning);
            }
            slot = (slot + 1) & mask;
        }
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
        self.table().get(word).is_some()
    }

    /// As [`has`](Self::has), for a word whose hash is already known.
    pub(crate) fn has_hashed(&self, hash: u32, word: &[u8]) -> bool {
        self.table().get_hashed(hash, word).is_some()
    }

    fn table(&self) -> &Lexicon<()> {
        self.table
            .get_or_init(|| Lexicon::new(&[((), self.words)], |(), ()| ()))
    }
}

impl<V> fmt::Debug for Lexicon<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon")
            .field("slots", &self.slots.len())
            .finish()
    }
}

/// The half of a slot that holds a part of the hash.
const UPPER: u32 = 0xffff_0000;

/// The place of an entry that a slot names.
fn entry(slot: u32) -> Option<usize> {
    ((slot & !UPPER) as usize).checked_sub(1)
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
