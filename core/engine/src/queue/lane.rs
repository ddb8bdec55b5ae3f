//! One recipient's queue within one generation of a purpose's slot.

use std::io;
use std::time::Duration;

use sordino_policy::QueueBounds;

use super::cursor;
use super::erase::overwrite;
use super::segment::{Frame, SegmentPlace, SegmentWriter, count};
use super::totals::{Count, Totals};
use crate::minimise::{Context, Minimised};
use crate::ports::{Files, Millis, Random};
use crate::seal::KEY_BYTES;

/// A segment is begun anew beyond these, so that one is read whole and goes whole.
const SEGMENT_BYTES: u64 = 256 * 1024;
const SEGMENT_FRAMES: u32 = 4096;
const SEGMENT_AGE: Millis = 3_600_000;
/// A segment without an end this old was left by a process that was killed: no writer appends to
/// one older than [`SEGMENT_AGE`].
const LEFT_BEHIND: Millis = 24 * SEGMENT_AGE;
/// The lock over all processes.
pub(crate) const LOCK: &str = "lock";
/// How long anything but a crash waits for the lock.
pub(crate) const LOCK_LIMIT: Duration = Duration::from_secs(2);

/// Why a record could not be stored. It is refused then, and nothing of it is readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreError {
    /// No room on the disk, or the record alone is over the queue's bounds.
    NoRoom,
    /// The lock could not be had in time.
    Busy,
    /// Anything else.
    Failed,
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::WriteZero
            | io::ErrorKind::QuotaExceeded => Self::NoRoom,
            io::ErrorKind::WouldBlock => Self::Busy,
            _ => Self::Failed,
        }
    }
}

/// What a lane needs from outside for one call.
#[derive(Clone, Copy)]
pub(crate) struct Outside<'a> {
    pub(crate) files: &'a dyn Files,
    pub(crate) random: &'a dyn Random,
    pub(crate) queue_secret: &'a [u8; KEY_BYTES],
    pub(crate) now: Millis,
    pub(crate) lock_limit: Duration,
}

/// How much waits in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) records: Count,
    pub(crate) bytes: Count,
}

impl Waiting {
    /// What a folder's file says, for a process that has written nothing there.
    pub(crate) fn in_folder(files: &dyn Files, folder: &str) -> Self {
        Self::of(Totals::read(files, folder), 0)
    }

    fn of(totals: Totals, our_writers: u64) -> Self {
        let exact = !totals.damaged && totals.writers == our_writers;
        let count = |number| {
            if exact {
                Count::Exactly(number)
            } else {
                Count::AtLeast(number)
            }
        };
        Self {
            records: count(totals.records),
            bytes: count(totals.bytes),
        }
    }
}

/// One recipient's queue.
pub(crate) struct Lane {
    folder: String,
    place: SegmentPlace,
    bounds: QueueBounds,
    context: Context,
    writer: Option<SegmentWriter>,
    /// As the file said when it was last read.
    on_disk: Totals,
    /// Appended since and not folded in.
    records: u64,
    bytes: u64,
    /// Whether the totals count us among their writers.
    counted: bool,
    /// Records that went because the queue was over its bounds.
    pub(crate) evicted: u64,
}

impl Lane {
    pub(crate) fn new(
        folder: String,
        place: SegmentPlace,
        bounds: QueueBounds,
        context: Context,
    ) -> Self {
        Self {
            folder,
            place,
            bounds,
            context,
            writer: None,
            on_disk: Totals::default(),
            records: 0,
            bytes: 0,
            counted: false,
            evicted: 0,
        }
    }

    pub(crate) fn folder(&self) -> &str {
        &self.folder
    }

    pub(crate) fn place(&self) -> SegmentPlace {
        self.place
    }

    /// Name of the segment that we append to; nobody else may remove it.
    pub(crate) fn writing(&self) -> Option<&str> {
        self.writer.as_ref().map(|writer| writer.name.as_str())
    }

    /// Facts or subject changed: what comes next stands in a segment of its own.
    pub(crate) fn set_context(&mut self, context: Context) {
        if self.context.text() != context.text() {
            self.context = context;
            self.end_segment();
        }
    }

    /// Begins a segment now, so that a crash finds it ready.
    pub(crate) fn prepare(&mut self, outside: &Outside<'_>) -> Result<(), StoreError> {
        if self.is_due(outside.now) {
            self.begin_segment(outside)?;
        }
        Ok(())
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
        let text = minimised.into_text();
        let bytes = SegmentWriter::frame_bytes(text.len());
        if bytes > self.bounds.max_bytes {
            return Err(StoreError::NoRoom);
        }
        let over = self.on_disk.records + self.records >= self.bounds.max_records
            || self.on_disk.bytes + self.bytes + bytes > self.bounds.max_bytes;
        if over || self.is_due(outside.now) {
            self.begin_segment(outside)?;
        }
        let writer = self.writer.as_mut().ok_or(StoreError::Failed)?;
        let appended = writer.append(&text).and_then(|frame| {
            if durable {
                writer.sync()?;
                outside.files.sync_folder(&self.folder)?;
            }
            Ok(frame)
        });
        match appended {
            Ok(frame) => {
                self.records += 1;
                self.bytes += bytes;
                Ok((frame, text))
            }
            Err(error) => {
                if let Some(writer) = self.writer.take() {
                    // If not even this can be written, the cut frame does not open.
                    let _ = writer.abandon();
                }
                Err(error.into())
            }
        }
    }

    /// Takes back the record just appended, of so many bytes of text.
    pub(crate) fn take_back(&mut self, text: usize) {
        if let Some(writer) = self.writer.take() {
            self.records -= 1;
            self.bytes -= SegmentWriter::frame_bytes(text);
            // Nothing else can be done: the record stays readable to its recipient's upload only.
            let _ = writer.take_back();
        }
    }

    /// What waits here, over all processes.
    pub(crate) fn waiting(&self, files: &dyn Files) -> Waiting {
        let mut totals = Totals::read(files, &self.folder);
        totals.add(self.records, self.bytes);
        Waiting::of(totals, u64::from(self.counted))
    }

    /// Takes records off the totals that were sent, dropped or ran out. The lock is held.
    pub(crate) fn subtract(
        &mut self,
        files: &dyn Files,
        records: u64,
        bytes: u64,
    ) -> io::Result<()> {
        self.fold(files, |totals| totals.subtract(records, bytes))
    }

    /// Ends the segment and folds everything in; what a clean shutdown does. The lock is held.
    pub(crate) fn close(&mut self, outside: &Outside<'_>) {
        self.end_segment();
        if self.counted {
            let folded = self.fold(outside.files, |totals| {
                totals.writers = totals.writers.saturating_sub(1)
            });
            self.counted = folded.is_err();
        }
    }

    /// Whether a finished segment may be removed though it has no end.
    pub(crate) fn is_left_behind(created: Millis, now: Millis) -> bool {
        now > created + LEFT_BEHIND
    }

    fn is_due(&self, now: Millis) -> bool {
        self.writer.as_ref().is_none_or(|writer| {
            writer.bytes() >= SEGMENT_BYTES
                || writer.frames() >= SEGMENT_FRAMES
                || !(0..SEGMENT_AGE).contains(&(now - writer.created))
        })
    }

    fn begin_segment(&mut self, outside: &Outside<'_>) -> Result<(), StoreError> {
        let _held = outside.files.lock(LOCK, outside.lock_limit)?;
        outside.files.create_folder(&self.folder)?;
        self.end_segment();
        let counted = self.counted;
        self.fold(outside.files, |totals| {
            totals.writers += u64::from(!counted)
        })?;
        self.counted = true;
        self.evict(outside)?;
        self.writer = Some(SegmentWriter::create(
            outside.files,
            outside.random,
            &self.folder,
            self.place,
            outside.queue_secret,
            self.context.text(),
            outside.now,
        )?);
        Ok(())
    }

    fn end_segment(&mut self) {
        if let Some(writer) = self.writer.take() {
            // Without its end the segment is only removed later.
            let _ = writer.end();
        }
    }

    fn fold(&mut self, files: &dyn Files, change: impl FnOnce(&mut Totals)) -> io::Result<()> {
        let mut totals = Totals::read(files, &self.folder);
        totals.add(self.records, self.bytes);
        change(&mut totals);
        totals.write(files, &self.folder)?;
        (self.records, self.bytes) = (0, 0);
        self.on_disk = totals;
        Ok(())
    }

    /// Removes the oldest whole segments until a tenth of the bounds is free.
    fn evict(&mut self, outside: &Outside<'_>) -> io::Result<()> {
        let files = outside.files;
        let room = |totals: &Totals, bounds: &QueueBounds| {
            totals.records + bounds.max_records.div_ceil(10) <= bounds.max_records
                && totals.bytes + bounds.max_bytes.div_ceil(10) <= bounds.max_bytes
        };
        let full = self.on_disk.records >= self.bounds.max_records
            || self.on_disk.bytes >= self.bounds.max_bytes - self.bounds.max_bytes / 10;
        if !full {
            return Ok(());
        }
        for segment in segments(files, &self.folder)? {
            if room(&self.on_disk, &self.bounds) {
                break;
            }
            let path = format!("{}/{segment}", self.folder);
            let (records, bytes) = count(files, &path, cursor::read(files, &path))?;
            remove(files, &path)?;
            self.evicted += records;
            self.subtract(files, records, bytes)?;
        }
        Ok(())
    }
}

/// Names of a lane's segments, oldest first.
pub(crate) fn segments(files: &dyn Files, folder: &str) -> io::Result<Vec<String>> {
    let mut names = match files.list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        result => result?,
    };
    names.retain(|name| name.ends_with(".seg"));
    names.sort_unstable();
    Ok(names)
}

/// Overwrites and removes a segment with its cursor.
pub(crate) fn remove(files: &dyn Files, path: &str) -> io::Result<()> {
    overwrite(files, path)?;
    files.remove_file(path)?;
    match files.remove_file(&cursor::path(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
