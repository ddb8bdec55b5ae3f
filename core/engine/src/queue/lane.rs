//! One recipient's queue within one generation of a purpose's slot.

use sordino_policy::QueueBounds;

use super::amount::Waiting;
use super::lying::{Writer, is_out_of_time, unsent};
use super::outside::Outside;
use super::room::{Made, Room};
use super::segment::{Frame, MAX_FILE, SegmentPlace, SegmentWriter, Times};
use super::store_error::StoreError;
use super::told;
use super::totals::{Name, Totals, file_name};
use crate::catalog::PurposeIx;
use crate::lock::LOCK;
use crate::minimise::{Context, Minimised};
use crate::misplaced::make_folder;
use crate::ports::{Files, Millis};

/// A segment is begun anew beyond these, so that one is read whole and goes whole; or beyond an
/// eighth of the queue's bounds, so that making room costs no more than that.
const SEGMENT_BYTES: u64 = 256 * 1024;
const SEGMENT_FRAMES: u64 = 4096;
const PARTS: u64 = 8;
const SEGMENT_AGE: Millis = 3_600_000;
/// A process that is about to die goes on with a segment of up to this age.
const LONGEST_AGE: Millis = 12 * SEGMENT_AGE;

/// One recipient's queue.
pub(crate) struct Lane {
    folder: String,
    place: SegmentPlace,
    /// Whose records it stores; none for those that wait for the first choice.
    purpose: Option<PurposeIx>,
    bounds: QueueBounds,
    context: Context,
    writer: Option<SegmentWriter>,
    /// What waits in other segments, as far as was known when this one was begun.
    elsewhere: (u64, u64),
    /// Our segments that have ended and are still listed as open.
    ended: Vec<Name>,
    /// Records that went because the queue was over its bounds.
    pub(crate) evicted: u64,
    /// Records that went because their retention had ended.
    pub(crate) expired: u64,
    retention: Millis,
}

impl Lane {
    pub(crate) fn new(
        (folder, place): (String, SegmentPlace),
        purpose: Option<PurposeIx>,
        bounds: QueueBounds,
        retention: Millis,
        context: Context,
    ) -> Self {
        Self {
            folder,
            place,
            purpose,
            bounds,
            context,
            writer: None,
            elsewhere: (0, 0),
            ended: Vec::new(),
            evicted: 0,
            expired: 0,
            retention,
        }
    }

    /// Name of the segment that we append to; nobody else may remove it.
    pub(crate) fn writing(&self) -> Option<String> {
        self.writer.as_ref().map(|writer| file_name(&writer.name))
    }

    /// Facts or subject changed: what comes next stands in a segment of its own. One that holds nothing
    /// yet stays, so that a crash finds it.
    pub(crate) fn set_context(&mut self, context: Context) {
        if self.context.text() != context.text() {
            self.context = context;
            if self
                .writer
                .as_ref()
                .is_some_and(|writer| !writer.is_empty())
            {
                self.end_segment();
            }
        }
    }

    /// Makes room for a record of so many bytes. Its [`append`](Self::append) waits for no lock then.
    pub(crate) fn make_room(
        &mut self,
        outside: &Outside<'_>,
        text: usize,
        durable: bool,
    ) -> Result<(), StoreError> {
        let bytes = SegmentWriter::frame_bytes(text);
        if bytes > self.bounds.max_bytes {
            return Err(StoreError::NoRoom);
        }
        self.wake(outside)?;
        let is_over = self.is_over(bytes);
        if !is_over && !self.is_due(outside.now) {
            return Ok(());
        }
        match self.begin_segment(outside) {
            // A process that is about to die goes on with the segment that it has, whatever is in the way: a lock that
            // somebody holds, or no handle left to open a file by.
            Err(_) if durable && !is_over && self.takes_more(bytes, outside.now) => Ok(()),
            begun => begun,
        }
    }

    /// Gives the handle of the segment back until the next record.
    pub(super) fn sleep(&mut self) {
        if let Some(writer) = &mut self.writer {
            writer.sleep();
        }
    }

    /// Takes the segment up again that sleeps. One that somebody took for left behind meanwhile is theirs.
    fn wake(&mut self, outside: &Outside<'_>) -> Result<(), StoreError> {
        let Some(writer) = self.writer.as_mut().filter(|writer| writer.is_asleep()) else {
            return Ok(());
        };
        let files = outside.files;
        let _held = files.lock(LOCK, outside.patience.left())?;
        let is_ours = Totals::read(files, &self.folder).lists(&file_name(&writer.name));
        match is_ours && writer.wake(files, &self.folder).is_ok() {
            true => outside.world.counting.segment_begun(),
            false => self.lose_segment(),
        }
        Ok(())
    }

    /// Returns `true` if a handle rests on its segment.
    pub(super) fn is_awake(&self) -> bool {
        let writer = self.writer.as_ref();
        writer.is_some_and(|writer| !writer.is_asleep())
    }

    /// Begins a segment now, if none is there, so that the next event finds it ready.
    pub(super) fn begin(&mut self, outside: &Outside<'_>) -> Result<(), StoreError> {
        match self.writer {
            Some(_) => Ok(()),
            None => self.begin_segment(outside),
        }
    }

    /// Begins a segment now, so that a crash finds it ready.
    pub(crate) fn prepare(&mut self, outside: &Outside<'_>) -> Result<(), StoreError> {
        if self.is_due(outside.now) {
            self.begin_segment(outside)?;
        }
        // A crash needs no folder then.
        match &mut self.writer {
            Some(writer) => Ok(writer.sync_entry(outside.files, &self.folder)?),
            None => Ok(()),
        }
    }

    /// Stores one record.
    ///
    /// On an error nothing of it can be read; the next record begins a new segment.
    pub(crate) fn append(
        &mut self,
        outside: &Outside<'_>,
        minimised: Minimised,
    ) -> Result<(Frame, Vec<u8>), StoreError> {
        debug_assert_eq!(minimised.permit().generation(), self.place.generation);
        let durable = minimised.is_durable();
        let (recipient, generation) = (minimised.recipient(), minimised.permit().generation());
        let (text, dropped) = minimised.into_parts();
        // A segment that was taken away is followed by one more.
        for _ in 0..2 {
            self.make_room(outside, text.len(), durable)?;
            let frame = self.write(outside, &text, durable)?;
            let writer = self.writer.as_mut();
            if writer.is_none_or(|writer| writer.has_its_place(outside.now)) {
                if let Some(purpose) = self.purpose {
                    let of = (purpose, recipient, generation);
                    let at = (outside.world, outside.now);
                    told::keep(at, of, (frame, &text), &self.context, dropped);
                }
                return Ok((frame, text));
            }
            self.lose_segment();
        }
        Err(StoreError::Failed)
    }

    fn write(
        &mut self,
        outside: &Outside<'_>,
        text: &[u8],
        durable: bool,
    ) -> Result<Frame, StoreError> {
        let writer = self.writer.as_mut().ok_or(StoreError::Failed)?;
        if !writer.is_of_this_process() {
            // Nothing is taken back either: file and key are the other process's.
            return Err(StoreError::Forked);
        }
        let context = match writer.is_empty() {
            true => writer.append(self.context.text()).map(drop),
            false => Ok(()),
        };
        match context.and_then(|()| writer.append(text)) {
            Ok(frame) if durable => {
                let synced = writer.sync();
                match synced.and_then(|()| writer.sync_entry(outside.files, &self.folder)) {
                    Ok(()) => Ok(frame),
                    Err(error) => {
                        // It is refused, so it must not be found.
                        self.take_back();
                        Err(error.into())
                    }
                }
            }
            Ok(frame) => Ok(frame),
            Err(error) => {
                if let Some(writer) = self.writer.take() {
                    self.ended.push(writer.name);
                    // If not even this can be written, the cut frame does not open.
                    let _ = writer.abandon();
                }
                Err(error.into())
            }
        }
    }

    /// Somebody took the segment away, and with it what was just written.
    fn lose_segment(&mut self) {
        let lost = self.writer.take();
        self.ended.extend(lost.map(|writer| writer.name));
    }

    /// Takes back the record just appended.
    pub(crate) fn take_back(&mut self) {
        if let Some(writer) = self.writer.take() {
            self.ended.push(writer.name);
            // Nothing else can be done: the record stays readable to its recipient's upload only.
            let _ = writer.take_back();
        }
    }

    /// What waits here, over all processes.
    pub(crate) fn waiting(&self, files: &dyn Files) -> Waiting {
        match self.ended.is_empty() {
            true => Waiting::in_folder(files, &self.folder, self.writer.as_ref().map(|w| &w.name)),
            // What we ended without the lock is known exactly too, but not told apart.
            false => Waiting::in_folder(files, &self.folder, None),
        }
    }

    /// A segment of ours is gone and no longer listed as open.
    pub(super) fn forget(&mut self, segment: &str) {
        self.ended
            .retain(|ended| !segment.ends_with(&file_name(ended)));
    }

    /// Ends the segment and folds everything in; what a clean shutdown does. The lock is held.
    pub(crate) fn close(&mut self, outside: &Outside<'_>) {
        self.end_segment();
        let mut totals = Totals::read(outside.files, &self.folder);
        self.fold_ended(outside, &mut totals);
        // What cannot be written now is counted by walking the segments.
        let _ = totals.write(outside.files, &self.folder);
    }

    fn is_due(&self, now: Millis) -> bool {
        self.writer.as_ref().is_none_or(|writer| {
            writer.bytes() >= SEGMENT_BYTES.min(self.bounds.max_bytes / PARTS)
                || u64::from(writer.frames()) > SEGMENT_FRAMES.min(self.bounds.max_records / PARTS)
                || !(0..SEGMENT_AGE).contains(&now.saturating_sub(writer.created))
        })
    }

    /// Whether the segment can take a record although another one is due.
    fn takes_more(&self, bytes: u64, now: Millis) -> bool {
        self.writer.as_ref().is_some_and(|writer| {
            writer.bytes() + bytes + SEGMENT_BYTES <= MAX_FILE
                && (0..LONGEST_AGE).contains(&now.saturating_sub(writer.created))
        })
    }

    fn is_over(&self, bytes: u64) -> bool {
        let (records, in_use) = self.elsewhere;
        let own = self.writer.as_ref().map(SegmentWriter::position);
        let (own_records, own_bytes) = own.map_or((0, 0), |position| {
            (u64::from(position.number), position.offset)
        });
        records + own_records >= self.bounds.max_records
            || in_use + own_bytes + bytes > self.bounds.max_bytes
    }

    fn begin_segment(&mut self, outside: &Outside<'_>) -> Result<(), StoreError> {
        let files = outside.files;
        let _held = files.lock(LOCK, outside.patience.left())?;
        make_folder(files, &self.folder)?;
        // Its own records may be over their retention too.
        let confirmed = outside.world.confirmed_now();
        self.end_if_out_of_time(confirmed);
        let mut totals = Totals::read(files, &self.folder);
        self.fold_ended(outside, &mut totals);
        let mut made = Made::default();
        let done = self.room().make(outside, &mut totals, confirmed, &mut made);
        self.evicted += made.evicted;
        self.expired += made.expired;
        done?;
        let writer = SegmentWriter::create(
            files,
            outside.random,
            &self.folder,
            self.place,
            outside.queue_secret,
            Times {
                confirmed: outside.world.confirmed_now(),
                now: outside.now,
            },
        )?;
        // Listed before its first record: whoever counts must know of it.
        totals.open.push(writer.name);
        if let Err(error) = totals.write(files, &self.folder) {
            let _ = writer.abandon();
            return Err(error.into());
        }
        self.ended.clear();
        self.end_segment();
        self.elsewhere = (totals.records, made.left);
        for open in totals.open.iter().filter(|open| **open != writer.name) {
            self.elsewhere.0 += unsent(files, &self.path_of(open)).0;
        }
        self.writer = Some(writer);
        outside.world.counting.segment_begun();
        Ok(())
    }

    /// Ends a segment that is older than its records may be.
    pub(super) fn end_if_out_of_time(&mut self, now: Millis) {
        let is_old = |writer: &SegmentWriter| is_out_of_time(writer.created, self.retention, now);
        if self.writer.as_ref().is_some_and(is_old) {
            self.end_segment();
        }
    }

    pub(super) fn end_segment(&mut self) {
        if let Some(writer) = self.writer.take() {
            self.ended.push(writer.name);
            // Without its end the segment is only removed later.
            let _ = writer.end();
        }
    }

    /// Adds segments to the sums that nobody appends to any more: ours, and those left behind.
    fn fold_ended(&self, outside: &Outside<'_>, totals: &mut Totals) {
        let files = outside.files;
        for name in totals.open.clone() {
            let path = self.path_of(&name);
            let over = self.ended.contains(&name) || Writer::of(files, &path) == Writer::Gone;
            if over && totals.close(&name) {
                totals.fold(unsent(files, &path));
            }
        }
    }

    fn room(&self) -> Room<'_> {
        Room {
            folder: &self.folder,
            bounds: self.bounds,
            retention: self.retention,
        }
    }

    fn path_of(&self, name: &Name) -> String {
        format!("{}/{}", self.folder, file_name(name))
    }
}
