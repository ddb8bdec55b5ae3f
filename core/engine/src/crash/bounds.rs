//! How much of a report is read, and what is kept of more.

use std::collections::{HashSet, VecDeque};

use super::trace::{Exception, Frame, Image, Thread};

/// Largest report that is read.
pub(super) const MAX_BYTES: usize = 1 << 20;
const FRAMES_AT_EACH_END: usize = 256;
const EXCEPTIONS_AT_EACH_END: usize = 8;
const THREADS: usize = 128;
const IMAGES: usize = 512;

/// The first and the last items of a sequence of any length.
#[derive(Debug)]
pub(super) struct Ends<T> {
    first: Vec<T>,
    last: VecDeque<T>,
    each: usize,
}

impl<T> Ends<T> {
    fn of(each: usize) -> Self {
        Self {
            first: Vec::new(),
            last: VecDeque::new(),
            each,
        }
    }

    pub(super) fn push(&mut self, item: T) {
        if self.first.len() < self.each {
            self.first.push(item);
            return;
        }
        if self.last.len() == self.each {
            self.last.pop_front();
        }
        self.last.push_back(item);
    }

    /// The item pushed last.
    pub(super) fn newest(&mut self) -> Option<&mut T> {
        self.last.back_mut().or(self.first.last_mut())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    pub(super) fn kept(self) -> Vec<T> {
        let mut kept = self.first;
        kept.extend(self.last);
        kept
    }
}

/// One stack.
pub(super) fn frames() -> Ends<Frame> {
    Ends::of(FRAMES_AT_EACH_END)
}

/// One chain of causes.
pub(super) fn exceptions() -> Ends<Exception> {
    Ends::of(EXCEPTIONS_AT_EACH_END)
}

/// The first threads, and in any case the one that crashed.
#[derive(Debug, Default)]
pub(super) struct Threads(Vec<Thread>);

impl Threads {
    pub(super) fn push(&mut self, thread: Thread) {
        if self.0.len() < THREADS {
            self.0.push(thread);
        } else if thread.crashed && !self.0.iter().any(|known| known.crashed) {
            self.0.pop();
            self.0.push(thread);
        }
    }

    pub(super) fn kept(self) -> Vec<Thread> {
        self.0
    }
}

/// Images, each once.
#[derive(Debug, Default)]
pub(super) struct Images {
    kept: Vec<Image>,
    seen: HashSet<(String, Option<String>)>,
}

impl Images {
    pub(super) fn add(&mut self, image: Image) {
        if self.kept.len() < IMAGES
            && self
                .seen
                .insert((image.file.clone(), image.debug_id.clone()))
        {
            self.kept.push(image);
        }
    }

    pub(super) fn kept(self) -> Vec<Image> {
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sequence_keeps_both_ends() {
        let mut ends = Ends::of(2);
        for number in 0..7 {
            ends.push(number);
            assert_eq!(ends.newest().copied(), Some(number));
        }
        assert_eq!(ends.kept(), [0, 1, 5, 6]);
    }

    #[test]
    fn a_late_crashed_thread_is_kept() {
        let mut threads = Threads::default();
        for _ in 0..400 {
            threads.push(Thread::default());
        }
        threads.push(Thread {
            crashed: true,
            ..Thread::default()
        });
        threads.push(Thread::default());
        let kept = threads.kept();
        assert_eq!(kept.len(), THREADS);
        assert!(kept.last().is_some_and(|thread| thread.crashed));
    }
}
