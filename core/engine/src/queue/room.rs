//! Making room in a lane: what its bounds and its retention no longer let stay.

use std::io;

use sordino_policy::QueueBounds;

use super::cursor;
use super::erase::take_away;
use super::lying::{Lying, Writer, begun, is_out_of_time};
use super::outside::Outside;
use super::segment::{START, count};
use super::totals::{Totals, file_name};
use crate::ports::Millis;

/// How much a lane's folder may hold, and for how long.
pub(super) struct Room<'a> {
    pub(super) folder: &'a str,
    pub(super) bounds: QueueBounds,
    pub(super) retention: Millis,
}

/// What came of making room.
#[derive(Default)]
pub(super) struct Made {
    /// Records that went because the queue was over its bounds.
    pub(super) evicted: u64,
    /// Records that went because their retention had ended.
    pub(super) expired: u64,
    /// How many bytes lie there still.
    pub(super) left: u64,
}

impl Room<'_> {
    /// Removes the oldest whole segments until a tenth of the bounds is free, and what is over its retention.
    pub(super) fn make(
        &self,
        outside: &Outside<'_>,
        totals: &mut Totals,
        confirmed: Millis,
        made: &mut Made,
    ) -> io::Result<()> {
        let files = outside.files;
        let Lying {
            mut segments,
            bytes,
        } = Lying::in_folder(files, self.folder, totals)?;
        made.left = bytes;
        let most = |bound: u64| bound - bound / 10;
        let (most_records, most_bytes) =
            (most(self.bounds.max_records), most(self.bounds.max_bytes));
        // One that may have a writer goes only after all that have none.
        for may_have_a_writer in [false, true] {
            let mut left = Vec::new();
            for (name, length) in segments {
                let is_full = totals.records > most_records || made.left > most_bytes;
                let is_old = is_out_of_time(begun(&name), self.retention, confirmed);
                let is_open = totals.lists(&name);
                let path = format!("{}/{name}", self.folder);
                let stays = !(is_full || is_old)
                    || is_open && !may_have_a_writer
                    || match Writer::of(files, &path) {
                        Writer::Gone => false,
                        Writer::Unseen => is_open && !may_have_a_writer,
                        Writer::Lives => true,
                    };
                if stays {
                    left.push((name, length));
                    continue;
                }
                let sent = cursor::read(files, &path);
                let gone = count(files, &path, sent).unwrap_or_default();
                take_away(outside.world, &path, sent != START)?;
                match is_old {
                    true => made.expired += gone.0,
                    false => made.evicted += gone.0,
                }
                match is_open {
                    true => totals.open.retain(|open| file_name(open) != name),
                    false => totals.drop_ended(gone),
                }
                made.left -= length;
            }
            segments = left;
        }
        Ok(())
    }
}
