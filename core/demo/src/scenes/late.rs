//! A disk that answers before it writes: only a hidden switch puts it in front of a folder.

use std::io;
use std::sync::Mutex;

use sordino_adapters::Folder;
use sordino_engine::ports::{File, Files, Mode};
use sordino_testkit::front::{Access, Front};

/// Says that a record is written, and writes it when the folder is used the next time.
pub(crate) struct Late {
    folder: Folder,
    promised: Mutex<Vec<(String, u64, Vec<u8>)>>,
}

impl Late {
    pub(crate) fn new(folder: Folder) -> Self {
        Self {
            folder,
            promised: Mutex::default(),
        }
    }
}

impl Front for Late {
    fn write_at(
        &self,
        file: &dyn File,
        path: &str,
        bytes: &[u8],
        offset: u64,
    ) -> io::Result<usize> {
        let Ok(mut promised) = self.promised.lock() else {
            return Err(io::ErrorKind::Other.into());
        };
        if !path.ends_with(".seg") {
            return file.write_at(bytes, offset);
        }
        promised.push((path.to_owned(), offset, bytes.to_vec()));
        Ok(bytes.len())
    }

    fn before(&self, _: &str, access: Access) -> io::Result<()> {
        use Access::{Length, Lock, Read, SetLength, Sync, Write};
        if matches!(access, Length | Lock(_) | Read | SetLength | Sync | Write) {
            return Ok(());
        }
        let Ok(mut promised) = self.promised.lock() else {
            return Err(io::ErrorKind::Other.into());
        };
        for (path, offset, bytes) in promised.drain(..) {
            match self.folder.open(&path, Mode::Write) {
                Ok(file) => file.write_at(&bytes, offset).map(drop)?,
                // It was renamed or removed meanwhile: nobody reads it any more.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
