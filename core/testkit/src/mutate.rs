//! Changes known inputs at random, for a reader that must answer any bytes.
//!
//! The same targets run for hours under `cargo fuzz`, which needs the nightly compiler. This plays
//! a few thousand inputs of them on the stable one, the same in every run.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Numbers at which readers of lengths and counts go wrong.
const EDGES: [u64; 8] = [
    0,
    1,
    0x7f,
    0xff,
    0xffff,
    i32::MAX as u64,
    u32::MAX as u64,
    u64::MAX,
];
/// Most changes to one input.
const CHANGES: u64 = 4;
/// Most bytes that one change adds.
const ADDED: usize = 64;

/// Gives `check` each seed as it is, then `rounds` changed ones.
///
/// # Panics
///
/// Panics if `check` does, after printing the input that it could not answer.
pub fn mutate(seeds: &[Vec<u8>], rounds: u32, check: impl Fn(&[u8])) {
    assert!(!seeds.is_empty(), "there must be an input to change");
    let mut random = Random(0x5eed);
    for seed in seeds {
        give(seed, &check);
    }
    for _ in 0..rounds {
        let mut input = random.one_of(seeds).clone();
        for _ in 0..=random.below(CHANGES) {
            change(&mut input, seeds, &mut random);
        }
        give(&input, &check);
    }
}

fn give(input: &[u8], check: &impl Fn(&[u8])) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(input))) {
        eprintln!("this input was not answered: {}", input.escape_ascii());
        resume_unwind(panic);
    }
}

fn change(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let at = random.index(input.len() + 1);
    match random.below(8) {
        0 => input.truncate(at),
        1 => {
            let length = random.index(ADDED);
            let added: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
            input.splice(at..at, added);
        }
        2 => {
            let end = at + random.index(input.len() - at + 1);
            input.drain(at..end);
        }
        3 => {
            // A piece of the same input, or of another one, put in once more.
            let other = random.one_of(seeds);
            let from = random.index(other.len() + 1);
            let end = (from + random.index(ADDED)).min(other.len());
            input.splice(at..at, other[from..end].iter().copied());
        }
        4 => {
            let edge = random.one_of(&EDGES).to_le_bytes();
            let length = *random.one_of(&[1, 2, 4, 8]);
            let end = (at + length).min(input.len());
            input[at..end].copy_from_slice(&edge[..end - at]);
        }
        _ => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut state = self.0;
        state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^ state >> 31
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::mutate;

    #[test]
    fn a_reader_that_trusts_a_length_is_caught() {
        let trusting = |input: &[u8]| {
            let length = input.first().copied().unwrap_or_default();
            assert!(usize::from(length) < input.len().max(1));
        };
        let seed = vec![vec![2, b'a', b'b']];
        assert!(std::panic::catch_unwind(|| mutate(&seed, 500, trusting)).is_err());
    }

    #[test]
    fn every_run_gives_the_same_inputs() {
        let run = || {
            let seen = RefCell::new(Vec::new());
            mutate(&[b"one".to_vec(), b"two".to_vec()], 300, |input| {
                seen.borrow_mut().push(input.to_vec());
            });
            seen.into_inner()
        };
        let inputs = run();
        assert_eq!(inputs, run());
        let different: BTreeSet<_> = inputs.iter().collect();
        assert!(different.len() > 200, "{}", different.len());
    }
}
