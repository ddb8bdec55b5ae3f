//! A hidden switch that makes the demo's own wiring misbehave, one promise at a time.
//!
//! Each scene asks it while it plays; what judges a scene gets figures only. Nothing of it is in
//! engine or adapters. It shows that each row of the table can turn red.

use std::sync::Arc;

use sordino_adapters::Folder;
use sordino_testkit::front::Front;

use super::clock::DayClock;
use super::courier::Courier;
use super::day::{Line, What};
use super::late::Late;

/// Which promise the wiring breaks; none without the hidden flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sabotage(pub(crate) u8);

impl Sabotage {
    /// 1: opens purposes behind the person's back.
    pub(crate) fn opens_without_a_choice(self) -> bool {
        self.0 == 1
    }

    /// 2: a transport that goes on after a turn-off.
    pub(crate) fn sends_after_off(self) -> bool {
        self.0 == 2
    }

    /// 3: a transport that puts a raw value of the day into each body.
    pub(crate) fn courier(self, day: &[Line]) -> Courier {
        let raw = day.iter().find_map(|line| match &line.what {
            What::Event { planted, .. } | What::Crash { planted, .. } => planted.first(),
            _ => None,
        });
        match raw {
            Some(raw) if self.0 == 3 => Courier::WithMore(raw.clone()),
            _ => Courier::Honest,
        }
    }

    /// 4: a disk that says "written" before it writes.
    pub(crate) fn disk(self, folder: Folder) -> Vec<Arc<dyn Front>> {
        match self.0 {
            4 => vec![Arc::new(Late::new(folder))],
            _ => Vec::new(),
        }
    }

    /// 5: a clock that asks a server for the time, inside each record call.
    pub(crate) fn clock(self, server: Option<String>) -> DayClock {
        match self.0 {
            5 => DayClock::asking(server),
            _ => DayClock::default(),
        }
    }

    /// 6: a backup that carries the key store along.
    pub(crate) fn restores_keys_with_a_backup(self) -> bool {
        self.0 == 6
    }

    /// 7: a case that is put otherwise than it stands in its file.
    pub(crate) fn puts_another_case(self) -> bool {
        self.0 == 7
    }
}
