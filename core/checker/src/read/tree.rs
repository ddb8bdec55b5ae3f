//! One walk of the checked folder, and reading from it.
//!
//! A walk of our own: what is left out depends on a folder's neighbours and must be told with its
//! reason, which a crate that walks folders does not do.

use std::fs::{self, File as OsFile};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::kind::Kind;
use super::leave_out;

/// Longest text file that is read; longer ones are told as left out when a rule asks for them.
const MAX_TEXT: u64 = 16 << 20;
/// Longest binary that is read.
const MAX_BINARY: u64 = 512 << 20;
/// Most folders inside each other; a real tree stays far below.
const MAX_DEPTH: usize = 64;

/// A file below the checked folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the checked folder, with `/` between its parts.
    pub path: String,
    /// What it is.
    pub kind: Kind,
}

impl File {
    /// The folder it lies in; empty at the top.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Its own name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Something that was not looked at, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Relative to the checked folder.
    pub path: String,
    /// Why: `test code`.
    pub why: &'static str,
}

/// The files below a folder.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    files: Vec<File>,
    left_out: Vec<LeftOut>,
}

impl Tree {
    /// Walks `root`. Links to folders are not followed, so that no loop is walked.
    ///
    /// # Errors
    ///
    /// When `root` is no folder or cannot be listed. A folder below that cannot be listed is told
    /// among what was left out.
    pub fn walk(root: &Path) -> io::Result<Self> {
        let mut tree = Self {
            root: root.to_owned(),
            files: Vec::new(),
            left_out: Vec::new(),
        };
        let listing = fs::read_dir(root)?;
        tree.list(listing, "", 0);
        tree.files.sort_by(|left, right| left.path.cmp(&right.path));
        tree.left_out
            .sort_by(|left, right| left.path.cmp(&right.path));
        Ok(tree)
    }

    fn list(&mut self, listing: fs::ReadDir, folder: &str, depth: usize) {
        let mut entries: Vec<(String, fs::FileType)> = Vec::new();
        for entry in listing.flatten() {
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            match entry.file_name().into_string() {
                Ok(name) => entries.push((name, kind)),
                Err(name) => self.leave(folder, &name.to_string_lossy(), "its name is not UTF-8"),
            }
        }
        for index in 0..entries.len() {
            let (name, kind) = &entries[index];
            if kind.is_dir() {
                let siblings = entries.iter().map(|(name, _)| name.as_str());
                let why = leave_out::folder(name, folder, &self.root, siblings);
                match why {
                    Some(leave_out::Why::Silent) => {}
                    Some(leave_out::Why::Told(why)) => self.leave(folder, name, why),
                    None if depth >= MAX_DEPTH => self.leave(folder, name, "too deep"),
                    None => {
                        let below = joined(folder, name);
                        match fs::read_dir(self.root.join(&below)) {
                            Ok(listing) => self.list(listing, &below, depth + 1),
                            Err(_) => self.leave(folder, name, "it cannot be listed"),
                        }
                    }
                }
            } else {
                let path = joined(folder, name);
                // A link counts as what it leads to; a dangling one, or one to a folder, as nothing.
                let is_file = kind.is_file()
                    || (kind.is_symlink()
                        && fs::metadata(self.root.join(&path)).is_ok_and(|found| found.is_file()));
                if is_file {
                    let kind = Kind::of(&path);
                    self.files.push(File { path, kind });
                }
            }
        }
    }

    fn leave(&mut self, folder: &str, name: &str, why: &'static str) {
        self.left_out.push(LeftOut {
            path: joined(folder, name),
            why,
        });
    }

    /// All files, by path.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The files of one kind, by path.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.kind == kind)
    }

    /// The files below a folder; all of them below the empty one.
    pub fn below(&self, folder: &str) -> &[File] {
        if folder.is_empty() {
            return &self.files;
        }
        let start = format!("{folder}/");
        let from = self.files.partition_point(|file| file.path < start);
        let rest = &self.files[from..];
        let count = rest.partition_point(|file| file.path.starts_with(&start));
        &rest[..count]
    }

    /// The file at `path`, whatever the case of its letters where none has the same.
    pub fn find(&self, path: &str) -> Option<&File> {
        let exact = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path));
        match exact {
            Ok(index) => self.files.get(index),
            Err(_) => self
                .files
                .iter()
                .find(|file| file.path.eq_ignore_ascii_case(path)),
        }
    }

    /// What was not looked at.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The text of a file: UTF-8, or UTF-16 by its byte order mark; what is neither is replaced.
    /// None where it cannot be read or is too long.
    pub fn text(&self, path: &str) -> Option<String> {
        let bytes = self.read(path, MAX_TEXT)?;
        Some(decoded(&bytes))
    }

    /// The bytes of a file. None where it cannot be read or is too long.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.read(path, MAX_BINARY)
    }

    /// Returns the first bytes of a file.
    pub fn head(&self, path: &str) -> Option<Vec<u8>> {
        let file = OsFile::open(self.root.join(path)).ok()?;
        let mut bytes = Vec::new();
        file.take(16).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn read(&self, path: &str, limit: u64) -> Option<Vec<u8>> {
        let file = OsFile::open(self.root.join(path)).ok()?;
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= limit).then_some(bytes)
    }

    /// The folder that was walked.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

fn decoded(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder can be made")
    }

    fn put(root: &Path, path: &str, bytes: &[u8]) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is writable");
        fs::write(path, bytes).expect("the folder is writable");
    }

    #[test]
    fn built_and_fetched_files_are_not_walked() {
        let root = folder();
        for path in [
            "ios/App/Info.plist",
            "ios/Pods/X/Info.plist",
            "ios/Podfile.lock",
            ".git/config.plist",
            "node_modules/a/Info.plist",
            "android/app/build.gradle",
            "android/app/build/AndroidManifest.xml",
            "AppTests/Info.plist",
        ] {
            put(root.path(), path, b"x");
        }
        let tree = Tree::walk(root.path()).expect("it is a folder");
        let paths: Vec<_> = tree.files().iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "android/app/build.gradle",
                "ios/App/Info.plist",
                "ios/Podfile.lock"
            ]
        );
        let told: Vec<_> = tree
            .left_out()
            .iter()
            .map(|left| left.path.as_str())
            .collect();
        assert!(told.contains(&"AppTests"), "{told:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let root = folder();
        put(root.path(), "a/Info.plist", b"x");
        std::os::unix::fs::symlink(root.path(), root.path().join("a/loop")).expect("links work");
        std::os::unix::fs::symlink("itself", root.path().join("itself")).expect("links work");
        let tree = Tree::walk(root.path()).expect("it is a folder");
        assert_eq!(tree.files().len(), 1);
    }

    #[test]
    fn text_of_other_encodings_is_read() {
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("ä=ö".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decoded(&utf16), "ä=ö");
        assert_eq!(decoded(b"\xEF\xBB\xBFa"), "a");
        assert_eq!(decoded(b"a\xFFb"), "a\u{FFFD}b");
    }

    #[test]
    fn a_file_is_found_whatever_its_case() {
        let root = folder();
        put(root.path(), "App/info.plist", b"x");
        let tree = Tree::walk(root.path()).expect("it is a folder");
        assert!(tree.find("App/Info.plist").is_some());
        assert!(tree.find("App/Other.plist").is_none());
    }
}
