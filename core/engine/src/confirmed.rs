//! The time that may destroy.
//!
//! A wall clock can be a year ahead for a minute. What it says closes at once, but nothing is destroyed by a jump that the
//! clock since the system's start does not confirm: not before the jump has lasted for a day of that clock. If the wall clock
//! returns first, nothing was lost. A small file keeps what was known, so that the day goes on over restarts.
//! Format: `docs/formats/clock.md`.

use std::io;

use crate::digest;
use crate::ports::{Files, Millis, Mode, read_all, write_all_at};
use crate::sync::Mutex;

const FILE: &str = "clock";
const BYTES: usize = 40;
/// A jump of less is a clock being set right.
const SLACK: Millis = 3_600_000;
/// How long a jump must last.
const BELIEVED_AFTER: Millis = 24 * 3_600_000;
/// How much of that day a kill may take back.
const WRITE_AFTER: Millis = 10 * 60_000;

/// A wall clock that differs from what the other clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Jump {
    by: Millis,
    lasted: Millis,
}

/// What both clocks said at the last look.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The confirmed time.
    wall: Millis,
    /// Since the system's start.
    boot: Millis,
    jump: Option<Jump>,
}

impl Known {
    /// Looks at both clocks. Returns the confirmed time.
    fn look(&mut self, wall: Millis, boot: Millis) -> Millis {
        // After a restart of the system at least the time since then has passed.
        let passed = match boot >= self.boot {
            true => boot.saturating_sub(self.boot),
            false => boot,
        };
        let passed = passed.max(0);
        (self.wall, self.boot) = (self.wall.saturating_add(passed), boot);
        let by = wall.saturating_sub(self.wall);
        if is_small(by) {
            (self.wall, self.jump) = (wall, None);
            return self.wall;
        }
        let lasted = match self.jump {
            Some(jump) if is_small(by.saturating_sub(jump.by)) => {
                jump.lasted.saturating_add(passed)
            }
            _ => 0,
        };
        self.jump = Some(Jump { by, lasted });
        if lasted >= BELIEVED_AFTER {
            (self.wall, self.jump) = (wall, None);
        }
        self.wall
    }

    fn to_bytes(self) -> Vec<u8> {
        let Jump { by, lasted } = self.jump.unwrap_or(Jump { by: 0, lasted: 0 });
        let numbers = [self.wall, self.boot, by, lasted];
        let mut bytes = numbers.map(Millis::to_le_bytes).concat();
        let check = digest::sha256(&[&bytes]);
        bytes.extend_from_slice(&check[..8]);
        bytes
    }

    fn read(files: &dyn Files) -> Option<Self> {
        let file = files.open(FILE, Mode::Read).ok()?;
        let bytes = read_all(&*file, BYTES as u64).ok()?;
        let (content, check) = bytes.split_first_chunk::<32>()?;
        if check != &digest::sha256(&[content])[..8] {
            return None;
        }
        let (numbers, _) = content.as_chunks::<8>();
        let [wall, boot, by, lasted] = [0, 1, 2, 3].map(|at| Millis::from_le_bytes(numbers[at]));
        let jump = (by != 0).then_some(Jump { by, lasted });
        Some(Self { wall, boot, jump })
    }

    fn write(self, files: &dyn Files) -> io::Result<()> {
        write_all_at(&*files.open(FILE, Mode::Create)?, &self.to_bytes(), 0)
    }

    /// Whether the file must say something else than `written`.
    fn is_news(&self, written: &Self) -> bool {
        let same_jump = match (self.jump, written.jump) {
            (None, None) => true,
            (Some(one), Some(other)) => is_small(one.by.saturating_sub(other.by)),
            _ => false,
        };
        let since = self.boot.saturating_sub(written.boot);
        !same_jump || !(0..WRITE_AFTER).contains(&since)
    }
}

fn is_small(by: Millis) -> bool {
    (-SLACK..=SLACK).contains(&by)
}

/// What is known of the clocks, and what the file says of it.
#[derive(Debug, Default)]
pub(crate) struct Confirmed(Mutex<Option<(Known, Option<Known>)>>);

impl Confirmed {
    /// Returns the time that may destroy. Without a clock since the system's start, `wall` itself.
    pub(crate) fn now(&self, files: &dyn Files, wall: Millis, boot: Option<Millis>) -> Millis {
        let Some(boot) = boot else {
            return wall;
        };
        let mut state = self.0.lock();
        let (mut known, written) = state.unwrap_or_else(|| match Known::read(files) {
            Some(known) => (known, Some(known)),
            // Nothing is known: what the clock says is believed.
            None => (
                Known {
                    wall,
                    boot,
                    jump: None,
                },
                None,
            ),
        });
        let confirmed = known.look(wall, boot);
        let written = match written {
            Some(written) if !known.is_news(&written) => Some(written),
            // What cannot be written now is written by the next look.
            _ => known.write(files).ok().map(|()| known),
        };
        *state = Some((known, written));
        confirmed
    }
}
