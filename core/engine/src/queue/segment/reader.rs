//! A segment that is read, and what is told of one without its key.

use std::io;

use zeroize::Zeroizing;

use super::layout::{
    END, FORMAT, Frame, HEADER_BYTES, LENGTH_BYTES, MAGIC, MAX_FILE, NAMED_BYTES, Position, START,
    Seal, SegmentPlace, WRAPPED_BYTES, nonce,
};
use crate::ports::{File, Files, Millis, Mode, read_all};
use crate::seal::{KEY_BYTES, Sealer, TAG_BYTES};

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
