//! When to try again, and with how many records: exponential back-off with jitter, what the server asked for, and the
//! search for a record that the server rejects.

use crate::civil;
use crate::ports::{Millis, Random};

const FIRST: Millis = 5_000;
const LONGEST: Millis = 3_600_000;
/// No server makes us wait longer than this.
pub(super) const LONGEST_ASKED: Millis = 24 * 3_600_000;

/// Records rejected one after the other before the server, not the records, is taken to be wrong.
const SEVERAL: u32 = 3;

/// What one lane remembers of its failures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Retry {
    failures: u32,
    /// Records that the server rejected alone, with no delivery in between.
    dropped: u32,
    /// The next so many records hold one that the server rejects; 0 if none is looked for.
    suspects: usize,
    /// The largest body that was taken since the last rejection.
    fits: usize,
    /// Whether bodies may be larger than that.
    grows: bool,
    not_before: Millis,
    set_at: Millis,
    /// Most records of the next body; 0 for the sink's own limit.
    pub(crate) at_most: usize,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            failures: 0,
            dropped: 0,
            suspects: 0,
            fits: 0,
            grows: true,
            not_before: 0,
            set_at: 0,
            at_most: 0,
        }
    }
}

impl Retry {
    /// How long to wait from `now`, 0 if not at all.
    pub(crate) fn wait(&self, now: Millis) -> Millis {
        // A clock set back must not make a pause of seconds one of years.
        if now < self.set_at {
            0
        } else {
            self.not_before.saturating_sub(now).max(0)
        }
    }

    /// The server took `records` records. A search goes on among those that are left of its suspects.
    pub(crate) fn succeeded(&mut self, records: usize) {
        (self.failures, self.dropped) = (0, 0);
        (self.not_before, self.set_at) = (0, 0);
        self.suspects = self.suspects.saturating_sub(records);
        self.fits = self.fits.max(records);
        self.at_most = match (self.suspects, self.grows) {
            (0, true) => self.at_most.saturating_mul(2),
            // None of the suspects was bad: together they were too large.
            (0, false) => self.fits,
            (suspects, _) => suspects.div_ceil(2),
        };
    }

    /// The server rejected `records` records together, so that one of them is looked for: the next body is
    /// half of them. If none is found and the body was `too_large`, bodies stay as small as the server takes.
    pub(crate) fn rejected(
        &mut self,
        random: &dyn Random,
        now: Millis,
        (records, too_large): (usize, bool),
    ) {
        (self.suspects, self.fits, self.grows) = (records, 0, !too_large);
        self.at_most = records.div_ceil(2);
        self.failed(random, now);
    }

    /// The server rejected a record that came alone, and it was dropped. Bodies begin small again and
    /// grow, since the next record may be bad too.
    pub(crate) fn dropped(&mut self, random: &dyn Random, now: Millis) {
        self.dropped = self.dropped.saturating_add(1);
        (self.suspects, self.grows, self.at_most) = (0, true, 2);
        match self.dropped {
            ..SEVERAL => self.failed(random, now),
            _ => self.refused(random, now),
        }
    }

    /// It failed in a way that may pass.
    pub(crate) fn failed(&mut self, random: &dyn Random, now: Millis) {
        let doubled = FIRST
            .checked_shl(self.failures.min(16))
            .unwrap_or(LONGEST)
            .min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        self.pause(now, jittered(random, doubled));
    }

    /// The server asked not to be sent anything for so long.
    pub(crate) fn asked(&mut self, now: Millis, wait: Millis) {
        if wait > self.wait(now) {
            self.pause(now, wait);
        }
    }

    /// It failed in a way that waiting does not mend: a wrong key, a wrong address.
    pub(crate) fn refused(&mut self, random: &dyn Random, now: Millis) {
        self.failures = self.failures.saturating_add(1);
        self.pause(now, jittered(random, LONGEST));
    }

    fn pause(&mut self, now: Millis, wait: Millis) {
        self.set_at = now;
        self.not_before = now.saturating_add(wait);
    }
}

/// Between half of `wait` and all of it, so that devices do not come back together.
fn jittered(random: &dyn Random, wait: Millis) -> Millis {
    let mut bytes = [0; 4];
    match random.fill(&mut bytes) {
        Ok(()) => wait / 2 + (wait / 2) * Millis::from(u32::from_le_bytes(bytes) >> 8) / (1 << 24),
        Err(_) => wait,
    }
}

/// `Retry-After` as seconds or as a date (RFC 9110, 10.2.3); 0 for anything else.
pub(super) fn asked_for(text: &str, now: Millis) -> Millis {
    let wait = match text.trim().parse::<u32>() {
        Ok(seconds) => Millis::from(seconds) * 1000,
        Err(_) => civil::http_date(text).map_or(0, |seconds| seconds * 1000 - now),
    };
    wait.clamp(0, LONGEST_ASKED)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, LONGEST_ASKED, Retry, asked_for};
    use crate::ports::{Random, RandomFailed};

    struct Fixed(u8);

    impl Random for Fixed {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn waits_double_up_to_an_hour_and_spread() {
        let (mut early, mut late) = (Retry::default(), Retry::default());
        let mut last = 0;
        for _ in 0..20 {
            early.failed(&Fixed(0), 1_000_000);
            late.failed(&Fixed(255), 1_000_000);
            let (low, high) = (early.wait(1_000_000), late.wait(1_000_000));
            assert!(low >= last && low < high && high <= LONGEST, "{low} {high}");
            last = low;
        }
        assert_eq!(last, LONGEST / 2);
    }

    #[test]
    fn the_server_is_heeded_but_not_for_ever() {
        assert_eq!(asked_for("120", 0), 120_000);
        assert_eq!(asked_for("4294967295", 0), LONGEST_ASKED);
        let now = 784_111_777_000 - 60_000;
        assert_eq!(asked_for("Sun, 06 Nov 1994 08:49:37 GMT", now), 60_000);
    }

    #[test]
    fn a_pause_asked_for_lengthens_and_never_shortens() {
        let mut retry = Retry::default();
        retry.asked(0, 120_000);
        assert_eq!(retry.wait(0), 120_000);
        retry.asked(0, 1_000);
        assert_eq!(retry.wait(0), 120_000);
        retry.asked(0, 0);
        assert_eq!(retry.wait(0), 120_000);
    }

    #[test]
    fn a_clock_set_back_ends_the_pause() {
        let mut retry = Retry::default();
        retry.asked(1_000_000_000, 60_000);
        assert_eq!(retry.wait(1_000), 0);
    }
}
