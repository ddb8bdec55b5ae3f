//! The disk in memory as the engine's folder.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sordino_engine::ports::{File, Files, Held, Mode};

use super::disk::{Content, Disk};
use super::file::OpenFile;

struct Locked {
    disk: Disk,
    path: String,
}

impl Held for Locked {}

impl Drop for Locked {
    fn drop(&mut self) {
        self.disk.inside().locks.remove(&self.path);
    }
}

impl Files for Disk {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        if self.inside().folders.contains(path) {
            return Err(match mode {
                Mode::CreateNew => io::ErrorKind::AlreadyExists.into(),
                _ => io::ErrorKind::IsADirectory.into(),
            });
        }
        let existing = self.inside().files.get(path).cloned();
        let content = match (mode, existing) {
            (Mode::CreateNew, Some(_)) => return Err(io::ErrorKind::AlreadyExists.into()),
            (_, Some(content)) => {
                if mode != Mode::Read && self.inside().read_only {
                    return Err(io::ErrorKind::ReadOnlyFilesystem.into());
                }
                content
            }
            (Mode::Read | Mode::Write, None) => return Err(io::ErrorKind::NotFound.into()),
            (Mode::Create | Mode::CreateNew, None) => {
                if let Some((folder, _)) = path.rsplit_once('/')
                    && !self.inside().folders.contains(folder)
                {
                    return Err(io::ErrorKind::NotFound.into());
                }
                let content = Content::default();
                let made = Arc::clone(&content);
                self.whole_step(move |inside| {
                    if inside.free == Some(0) {
                        return Err(io::ErrorKind::StorageFull.into());
                    }
                    inside.files.insert(path.to_owned(), made);
                    Ok(())
                })?;
                content
            }
        };
        let number = {
            let mut inside = self.inside();
            inside.handles += 1;
            inside.handles
        };
        Ok(Box::new(OpenFile {
            disk: self.clone(),
            path: path.to_owned(),
            content,
            number,
        }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let inside = self.inside();
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        if !folder.is_empty() && !inside.folders.contains(folder) {
            return Err(match inside.files.contains_key(folder) {
                true => io::ErrorKind::NotADirectory.into(),
                false => io::ErrorKind::NotFound.into(),
            });
        }
        let paths = inside.files.keys().chain(&inside.folders);
        let names = paths.filter_map(|path| path.strip_prefix(&prefix));
        let own = names.filter(|name| !name.is_empty() && !name.contains('/'));
        Ok(own.map(str::to_owned).collect())
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        if self.inside().folders.contains(folder) {
            return Ok(());
        }
        let parts = || folder.match_indices('/').map(|(at, _)| &folder[..at]);
        if parts()
            .chain([folder])
            .any(|part| self.inside().files.contains_key(part))
        {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        self.whole_step(|inside| {
            if inside.free == Some(0) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let parts = parts();
            inside
                .folders
                .extend(parts.chain([folder]).map(str::to_owned));
            Ok(())
        })
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let known = {
            let inside = self.inside();
            inside.files.contains_key(from) || inside.folders.contains(from)
        };
        if !known {
            return Err(io::ErrorKind::NotFound.into());
        }
        if let Some((folder, _)) = to.rsplit_once('/')
            && !self.inside().folders.contains(folder)
        {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.whole_step(|inside| {
            let moved = |path: &String| {
                let rest = path.strip_prefix(from)?;
                (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
            };
            let files = std::mem::take(&mut inside.files);
            inside.files = files
                .into_iter()
                .map(|(path, file)| (moved(&path).unwrap_or(path), file))
                .collect();
            let folders = std::mem::take(&mut inside.folders);
            inside.folders = folders
                .into_iter()
                .map(|path| moved(&path).unwrap_or(path))
                .collect();
            Ok(())
        })
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        if self.inside().folders.contains(path) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !self.inside().files.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.whole_step(|inside| {
            inside.files.remove(path);
            Ok(())
        })
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        let (known, full) = {
            let inside = self.inside();
            let prefix = format!("{path}/");
            let mut paths = inside.files.keys().chain(&inside.folders);
            (
                inside.folders.contains(path),
                paths.any(|other| other.starts_with(&prefix)),
            )
        };
        match (known, full) {
            (false, _) => Err(io::ErrorKind::NotFound.into()),
            (true, true) => Err(io::ErrorKind::DirectoryNotEmpty.into()),
            (true, false) => self.whole_step(|inside| {
                inside.folders.remove(path);
                Ok(())
            }),
        }
    }

    fn sync_folder(&self, _: &str) -> io::Result<()> {
        self.whole_step(|_| Ok(()))
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        let until = std::time::Instant::now() + limit;
        loop {
            {
                let mut inside = self.inside();
                if inside.killed {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
                if inside.lockless {
                    return Err(io::ErrorKind::Unsupported.into());
                }
                if inside.locks.insert(path.to_owned()) {
                    return Ok(Box::new(Locked {
                        disk: self.clone(),
                        path: path.to_owned(),
                    }));
                }
            }
            if std::time::Instant::now() >= until {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            let_others_run();
        }
    }
}

/// Under the model checker nobody else runs unless it is told so.
fn let_others_run() {
    #[cfg(feature = "model")]
    shuttle::thread::yield_now();
    #[cfg(not(feature = "model"))]
    std::thread::yield_now();
}
