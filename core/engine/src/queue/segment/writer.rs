//! The segment that this process appends to.

use std::io;

use zeroize::Zeroizing;

use super::layout::{
    END, FORMAT, Frame, HEADER_BYTES, LENGTH_BYTES, MAGIC, MAX_FRAME, NAMED_BYTES, Position, Seal,
    SegmentPlace, WRAPPED_BYTES, nonce,
};
use crate::ports::{File, Files, Millis, Mode, Process, Random, write_all_at};
use crate::queue::totals::{Name, file_name};
use crate::scope::SCOPE_BYTES;
use crate::seal::{KEY_BYTES, Sealer, TAG_BYTES, new_secret};

/// How old a look at a segment's place may be, where a lock rests on it.
const LOOK_AFTER: Millis = 1000;

/// When a segment is begun.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// By what the clocks confirm.
    pub(crate) confirmed: Millis,
    /// By the wall clock, which says when the next one is due.
    pub(crate) now: Millis,
}

/// The segment that this process appends to.
pub(crate) struct SegmentWriter {
    process: Box<dyn Process>,
    /// Whether others see by its lock that the segment has a writer.
    is_held: bool,
    /// Whether its entry in the folder was synced.
    is_named: bool,
    /// When it was last seen in its place.
    seen: Millis,
    /// None while it is asleep.
    file: Option<Box<dyn File>>,
    seal: Seal,
    pub(crate) name: Name,
    pub(crate) created: Millis,
    next: u32,
    tail: u64,
    before: u64,
    out: Vec<u8>,
}

impl SegmentWriter {
    /// Begins a segment. Its first frame is to be the context of all others.
    pub(crate) fn create(
        files: &dyn Files,
        random: &dyn Random,
        folder: &str,
        place: SegmentPlace,
        queue_secret: &[u8; KEY_BYTES],
        times: Times,
    ) -> io::Result<Self> {
        // Its records' age counts from the confirmed time: a clock that is ahead must not make them old or unborn.
        let Times { confirmed, now } = times;
        let failed = |_| io::Error::from(io::ErrorKind::Other);
        let mut content = Zeroizing::new([0; KEY_BYTES + 16]);
        content[..KEY_BYTES].copy_from_slice(&*new_secret(random).map_err(failed)?);
        random.fill(&mut content[KEY_BYTES..]).map_err(failed)?;
        let mut id = [0; 16];
        random.fill(&mut id).map_err(failed)?;

        let mut header = [0; HEADER_BYTES];
        header[..8].copy_from_slice(MAGIC);
        header[8..10].copy_from_slice(&FORMAT.to_le_bytes());
        header[10..10 + SCOPE_BYTES].copy_from_slice(&place.scope.to_bytes());
        header[27..29].copy_from_slice(&(place.slot as u16).to_le_bytes());
        header[29..37].copy_from_slice(&place.generation.to_le_bytes());
        header[37..53].copy_from_slice(&place.purpose);
        header[53..69].copy_from_slice(&place.recipient);
        header[69..85].copy_from_slice(&id);
        header[85..93].copy_from_slice(&confirmed.to_le_bytes());
        let wrapped = Sealer::new(queue_secret)
            .seal_boxed(random, &header[..NAMED_BYTES], &*content)
            .map_err(failed)?;
        header[NAMED_BYTES..NAMED_BYTES + WRAPPED_BYTES].copy_from_slice(&wrapped);

        let seal = Seal::new(&header, &*content).ok_or(io::ErrorKind::InvalidData)?;
        let mut name = [0; 16];
        name[..8].copy_from_slice(&u64::try_from(confirmed).unwrap_or(0).to_be_bytes());
        name[8..].copy_from_slice(&id[..8]);
        let file = files.open(&format!("{folder}/{}", file_name(&name)), Mode::CreateNew)?;
        // Before it is listed: from then on somebody may look whether it has a writer.
        let is_held = hold(&*file)?;
        write_all_at(&*file, &header, 0)?;
        Ok(Self {
            is_held,
            is_named: false,
            seen: now,
            process: files.process(),
            file: Some(file),
            seal,
            name,
            created: now,
            next: 0,
            tail: HEADER_BYTES as u64,
            before: HEADER_BYTES as u64,
            out: Vec::new(),
        })
    }

    /// Gives the handle back, and with it the lock that shows others a writer. [`wake`](Self::wake) comes before the next
    /// record.
    pub(crate) fn sleep(&mut self) {
        self.file = None;
    }

    /// Returns `true` if it has no handle.
    pub(crate) fn is_asleep(&self) -> bool {
        self.file.is_none()
    }

    /// Takes a handle again. Fails if the segment is gone, or somebody else has it in hand. The lock over all processes is
    /// held.
    pub(crate) fn wake(&mut self, files: &dyn Files, folder: &str) -> io::Result<()> {
        let path = format!("{folder}/{}", file_name(&self.name));
        let file = files.open(&path, Mode::Write)?;
        self.is_held = hold(&*file)?;
        self.file = Some(file);
        Ok(())
    }

    fn file(&self) -> io::Result<&dyn File> {
        let file = self.file.as_deref();
        file.ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    /// Returns `true` while not even the context was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.next == 0
    }

    /// Returns `false` in a process that was forked from the writer's: its next frame number may have sealed another text.
    pub(crate) fn is_of_this_process(&self) -> bool {
        self.process.is_this()
    }

    /// Returns `false` if the segment was taken away. Nobody of ours takes one that a lock shows to have a writer; whoever
    /// else did is noticed within a second.
    pub(crate) fn has_its_place(&mut self, now: Millis) -> bool {
        if self.is_held && (0..LOOK_AFTER).contains(&now.saturating_sub(self.seen)) {
            return true;
        }
        self.seen = now;
        self.file().and_then(File::is_in_place).unwrap_or(false)
    }

    /// Appends one record in one write, in the writer's process only.
    ///
    /// After an error the writer must be abandoned: its frame number may have sealed a text.
    pub(crate) fn append(&mut self, text: &[u8]) -> io::Result<Frame> {
        if text.len() > MAX_FRAME {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let number = self.next;
        self.next = number.checked_add(1).ok_or(io::ErrorKind::FileTooLarge)?;
        self.out.clear();
        self.out
            .extend_from_slice(&((text.len() + TAG_BYTES) as u32).to_le_bytes());
        self.out.extend_from_slice(text);
        let tag = self.seal.sealer.seal(
            nonce(number),
            &self.seal.bound_to(number),
            &mut self.out[LENGTH_BYTES..],
        );
        self.out.extend_from_slice(&tag);
        write_all_at(self.file()?, &self.out, self.tail)?;
        self.before = self.tail;
        self.tail += self.out.len() as u64;
        Ok(Frame {
            ids: self.seal.ids,
            number,
        })
    }

    /// Bytes that a record of this length takes.
    pub(crate) fn frame_bytes(text: usize) -> u64 {
        (LENGTH_BYTES + text + TAG_BYTES) as u64
    }

    /// Bytes written so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.tail
    }

    /// Frames written so far, the context included.
    pub(crate) fn frames(&self) -> u32 {
        self.next
    }

    /// Returns when the segment's name would survive a power loss. Done once.
    pub(crate) fn sync_entry(&mut self, files: &dyn Files, folder: &str) -> io::Result<()> {
        if !self.is_named {
            files.sync_folder(folder)?;
            self.is_named = true;
        }
        Ok(())
    }

    /// Returns when what was appended would survive a power loss.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file()?.sync()
    }

    /// The place behind the last record.
    pub(crate) fn position(&self) -> Position {
        Position {
            number: self.next,
            offset: self.tail,
        }
    }

    /// Says in the file that nothing follows. Without it, readers wait for more.
    pub(crate) fn end(self) -> io::Result<()> {
        write_all_at(self.file()?, &END.to_le_bytes(), self.tail)
    }

    /// Takes back the last frame, whole as it is: another recipient's could not be written.
    pub(crate) fn take_back(mut self) -> io::Result<()> {
        self.tail = self.before;
        self.abandon()
    }

    /// Takes back a frame whose write failed, so that no reader finds a record that was refused.
    pub(crate) fn abandon(self) -> io::Result<()> {
        let file = self.file()?;
        let cut = file.set_len(self.tail);
        let marked = write_all_at(file, &END.to_le_bytes(), self.tail);
        marked.or(cut)
    }
}

/// Locks a segment for its writer. Returns `false` where nobody sees a lock.
fn hold(file: &dyn File) -> io::Result<bool> {
    match file.hold() {
        Ok(true) => Ok(true),
        Ok(false) => Err(io::ErrorKind::WouldBlock.into()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(false),
        Err(error) => Err(error),
    }
}
