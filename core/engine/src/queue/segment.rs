//! One segment: a header that wraps its own key, then sealed frames. Format: `docs/formats/queue.md`.
//!
//! A segment has one writer, which counts its frames in memory and never appends after a failed write, so its frame
//! number is a nonce that no two texts share.

use std::io;

use zeroize::Zeroizing;

use super::totals::{Name, file_name};
use crate::digest;
use crate::identity::uuid;
use crate::ports::{File, Files, Millis, Mode, Process, Random, read_all, write_all_at};
use crate::scope::{SCOPE_BYTES, Scope};
use crate::seal::{KEY_BYTES, NONCE_BYTES, Sealer, TAG_BYTES, new_secret};

const MAGIC: &[u8; 8] = b"SORDSEGM";
const FORMAT: u16 = 1;
/// What the header says in clear; the wrapped key is bound to it, and through it every frame.
const NAMED_BYTES: usize = 93;
const WRAPPED_BYTES: usize = NONCE_BYTES + KEY_BYTES + 16 + TAG_BYTES;
pub(crate) const HEADER_BYTES: usize = 192;
const LENGTH_BYTES: usize = 4;
/// Stands where a length would: its writer is done with the segment.
const END: u32 = u32::MAX;
/// No record is larger once minimised.
const MAX_FRAME: usize = 2 * 1024 * 1024;
/// Largest file that is read whole.
pub(super) const MAX_FILE: u64 = 4 * 1024 * 1024;

/// How old a look at a segment's place may be, where a lock rests on it.
const LOOK_AFTER: Millis = 1000;

/// Whose segment it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SegmentPlace {
    pub(crate) scope: Scope,
    pub(crate) slot: usize,
    pub(crate) generation: u64,
    pub(crate) purpose: [u8; 16],
    pub(crate) recipient: [u8; 16],
}

/// Where a record was stored, for its message id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) ids: [u8; 16],
    pub(crate) number: u32,
}

impl Frame {
    /// The message id on the wire: it differs per recipient and stays the same over retries.
    pub(crate) fn message_id(&self) -> String {
        let digest = digest::sha256(&[&self.ids, &self.number.to_le_bytes()]);
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        uuid(first)
    }
}

/// When a segment is begun.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// By what the clocks confirm.
    pub(crate) confirmed: Millis,
    /// By the wall clock, which says when the next one is due.
    pub(crate) now: Millis,
}

/// The keys of one segment.
struct Seal {
    sealer: Sealer,
    bound_to: [u8; 16],
    ids: [u8; 16],
}

impl Seal {
    fn new(header: &[u8; HEADER_BYTES], content: &[u8]) -> Option<Self> {
        let (key, ids) = content.split_first_chunk::<KEY_BYTES>()?;
        Some(Self {
            sealer: Sealer::new(key),
            bound_to: digest::tag(&[&header[..NAMED_BYTES]]),
            ids: ids.try_into().ok()?,
        })
    }

    fn bound_to(&self, number: u32) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes[..16].copy_from_slice(&self.bound_to);
        bytes[16..].copy_from_slice(&number.to_le_bytes());
        bytes
    }
}

fn nonce(number: u32) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    nonce[..4].copy_from_slice(&number.to_le_bytes());
    nonce
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

/// A place between two frames of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) number: u32,
    pub(crate) offset: u64,
}

/// Before the context.
pub(crate) const START: Position = Position {
    number: 0,
    offset: HEADER_BYTES as u64,
};

/// What came of reading one frame.
pub(crate) enum Read {
    /// A record, where it stood, and the place behind it.
    Frame {
        text: Zeroizing<Vec<u8>>,
        frame: Frame,
        behind: Position,
    },
    /// Nothing more, or nothing more yet.
    Tail,
    /// The writer is done, or what follows was cut short and never will be whole.
    End,
}

/// A segment that is read.
pub(crate) struct SegmentReader {
    bytes: Vec<u8>,
    seal: Seal,
    pub(crate) created: Millis,
}

impl SegmentReader {
    /// Opens a segment that lies where it claims to.
    pub(crate) fn open(
        files: &dyn Files,
        path: &str,
        place: SegmentPlace,
        queue_secret: &[u8; KEY_BYTES],
    ) -> io::Result<Self> {
        let foreign = || io::Error::from(io::ErrorKind::InvalidData);
        let file = files.open(path, Mode::Read)?;
        let bytes = read_all(&*file, MAX_FILE)?;
        let header = bytes.first_chunk::<HEADER_BYTES>().ok_or_else(foreign)?;
        let ours = header[..8] == *MAGIC
            && header[8..10] == FORMAT.to_le_bytes()
            && header[10..27] == place.scope.to_bytes()
            && header[27..29] == (place.slot as u16).to_le_bytes()
            && header[29..37] == place.generation.to_le_bytes()
            && header[37..53] == place.purpose
            && header[53..69] == place.recipient;
        if !ours {
            return Err(foreign());
        }
        let wrapped = &header[NAMED_BYTES..NAMED_BYTES + WRAPPED_BYTES];
        let content = Sealer::new(queue_secret)
            .open_boxed(&header[..NAMED_BYTES], wrapped)
            .map_err(|_| foreign())?;
        let seal = Seal::new(header, &content).ok_or_else(foreign)?;
        let mut created = [0; 8];
        created.copy_from_slice(&header[85..93]);
        Ok(Self {
            seal,
            created: i64::from_le_bytes(created),
            bytes,
        })
    }

    /// Reads the frame at `position`.
    pub(crate) fn read(&self, position: Position) -> Read {
        match frame_at(&self.bytes, position.offset) {
            At::Tail => Read::Tail,
            At::End => Read::End,
            At::Frame(sealed) => {
                let Some((text, tag)) = sealed.split_last_chunk::<TAG_BYTES>() else {
                    return Read::End;
                };
                let number = position.number;
                let mut text = Zeroizing::new(text.to_vec());
                let bound_to = self.seal.bound_to(number);
                match self
                    .seal
                    .sealer
                    .open(nonce(number), &bound_to, &mut text, *tag)
                {
                    Err(_) => Read::End,
                    Ok(()) => Read::Frame {
                        text,
                        frame: Frame {
                            ids: self.seal.ids,
                            number,
                        },
                        behind: Position {
                            number: number + 1,
                            offset: position.offset + (LENGTH_BYTES + sealed.len()) as u64,
                        },
                    },
                }
            }
        }
    }
}

enum At<'a> {
    Frame(&'a [u8]),
    Tail,
    End,
}

fn frame_at(bytes: &[u8], offset: u64) -> At<'_> {
    let rest = usize::try_from(offset)
        .ok()
        .and_then(|at| bytes.get(at..))
        .unwrap_or_default();
    let Some((length, rest)) = rest.split_first_chunk::<LENGTH_BYTES>() else {
        return At::Tail;
    };
    match u32::from_le_bytes(*length) {
        END => At::End,
        // Zeros may be a write of another process that is under way.
        0 => At::Tail,
        length => match rest.get(..length as usize) {
            Some(sealed) => At::Frame(sealed),
            None => At::Tail,
        },
    }
}

/// Returns `true` if the writer said in the file that nothing follows.
pub(crate) fn has_end(file: &dyn File) -> io::Result<bool> {
    let bytes = read_all(file, MAX_FILE)?;
    let mut offset = START.offset;
    while let At::Frame(sealed) = frame_at(&bytes, offset) {
        offset += (LENGTH_BYTES + sealed.len()) as u64;
    }
    Ok(matches!(frame_at(&bytes, offset), At::End))
}

/// How many frames behind `from` a segment holds, and their bytes, told without its key.
pub(crate) fn count(files: &dyn Files, path: &str, from: Position) -> io::Result<(u64, u64)> {
    let file = files.open(path, Mode::Read)?;
    let bytes = read_all(&*file, MAX_FILE)?;
    let (mut frames, mut offset) = (0, from.offset);
    while let At::Frame(sealed) = frame_at(&bytes, offset) {
        offset += (LENGTH_BYTES + sealed.len()) as u64;
        frames += 1;
    }
    let (context, context_bytes) = match (from.number, frame_at(&bytes, from.offset)) {
        (0, At::Frame(sealed)) => (1, (LENGTH_BYTES + sealed.len()) as u64),
        _ => (0, 0),
    };
    Ok((frames - context, offset - from.offset - context_bytes))
}
