//! An open file of the disk in memory.

use std::io;
use std::sync::{Arc, MutexGuard, PoisonError};

use sordino_engine::ports::File;

use super::disk::{Content, Disk, Fault};

/// An open file.
pub(super) struct OpenFile {
    pub(super) disk: Disk,
    pub(super) path: String,
    pub(super) content: Content,
    /// Tells it from other handles of the same file.
    pub(super) number: u64,
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        let place = self.place();
        let mut inside = self.disk.inside();
        inside.closed += 1;
        if inside.holds.get(&place) == Some(&self.number) {
            inside.holds.remove(&place);
        }
    }
}

impl OpenFile {
    fn place(&self) -> usize {
        Arc::as_ptr(&self.content).addr()
    }

    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl File for OpenFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        let content = self.bytes();
        let rest = usize::try_from(offset)
            .ok()
            .and_then(|at| content.get(at..))
            .unwrap_or(&[]);
        let length = rest.len().min(bytes.len());
        bytes[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let fault = self.disk.step()?;
        if let Some(kept) = &mut self.disk.inside().kept {
            kept.push((self.path.clone(), offset, bytes.to_vec()));
        }
        if fault == Some(Fault::Fails) {
            return Err(io::ErrorKind::Other.into());
        }
        let cut = matches!(fault, Some(Fault::CutShort | Fault::CutThenKilled));
        let length = if cut { bytes.len() / 2 } else { bytes.len() };
        let at = usize::try_from(offset).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let mut content = self.bytes();
        let grows = (at + length).saturating_sub(content.len()) as u64;
        {
            let mut inside = self.disk.inside();
            if let Some(free) = &mut inside.free {
                *free = free.checked_sub(grows).ok_or(io::ErrorKind::StorageFull)?;
            }
        }
        if content.len() < at + length {
            content.resize(at + length, 0);
        }
        content[at..at + length].copy_from_slice(&bytes[..length]);
        match fault {
            None => Ok(length),
            Some(Fault::ThenKilled | Fault::CutThenKilled) => Err(io::ErrorKind::BrokenPipe.into()),
            Some(_) => Err(io::ErrorKind::Other.into()),
        }
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.bytes().len() as u64)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.disk.whole_step(|_| {
            self.bytes().resize(length, 0);
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.whole_step(|_| Ok(()))
    }

    fn hold(&self) -> io::Result<bool> {
        let mut inside = self.disk.inside();
        if inside.killed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if inside.lockless || inside.restless {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let holder = inside.holds.entry(self.place()).or_insert(self.number);
        Ok(*holder == self.number)
    }

    fn is_in_place(&self) -> io::Result<bool> {
        let inside = self.disk.inside();
        let there = inside.files.get(&self.path);
        Ok(there.is_some_and(|there| Arc::ptr_eq(there, &self.content)))
    }
}
