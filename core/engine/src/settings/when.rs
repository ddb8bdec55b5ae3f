//! Days and times as people read them.

use sordino_policy::chrome::Chrome;

use crate::civil::{Moment, moment};
use crate::ports::Millis;

/// The clock that the person looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct LocalTime {
    pub(super) now: Millis,
    pub(super) utc_offset_minutes: i32,
}

impl LocalTime {
    fn at(self, time: Millis) -> Moment {
        moment(time.saturating_add(Millis::from(self.utc_offset_minutes) * 60_000))
    }

    /// `3 March`, and with the year if it is another one than now.
    pub(super) fn day(self, chrome: &Chrome<'_>, time: Millis) -> String {
        let (then, now) = (self.at(time), self.at(self.now));
        let year = (then.year != now.year).then_some(then.year);
        chrome.day(then.day, then.month, year)
    }

    /// The same for a day of the form `YYYY-MM-DD`; as it is, if it has another.
    pub(super) fn date(self, chrome: &Chrome<'_>, date: &str) -> String {
        let mut parts = date.splitn(3, '-').map(|part| part.parse().ok());
        let mut part = || parts.next().flatten();
        match (part(), part(), part()) {
            (Some(year), Some(month), Some(day)) => {
                let is_other = year != self.at(self.now).year;
                chrome.day(day, month, is_other.then_some(year))
            }
            _ => date.to_owned(),
        }
    }

    /// `28 Nov 2026, 14:32`.
    pub(super) fn minute(self, chrome: &Chrome<'_>, time: Millis) -> String {
        let then = self.at(time);
        let day = chrome.short_day(then.day, then.month, then.year);
        format!("{day}, {:02}:{:02}", then.hour, then.minute)
    }
}
