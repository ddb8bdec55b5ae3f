//! Every byte that the engine ever wrote, also what it overwrote or removed later.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::json;
use sordino_engine::ports::{Clock, File};
use sordino_policy::Policy;
use sordino_testkit::front::Front;

use super::clock::DayClock;

/// The list of writes beside the bytes.
const INDEX: &str = "index.jsonl";

/// Appends each write to a file of the same name that nothing is ever taken from, and to a list.
pub(crate) struct Journal {
    folder: PathBuf,
    clock: DayClock,
    /// Recipients, each with the purposes that it serves.
    recipients: Vec<(String, Vec<String>)>,
    one_at_a_time: Mutex<()>,
}

impl Journal {
    pub(crate) fn new(folder: &Path, policy: &Policy, clock: DayClock) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let recipients = policy.recipients.iter();
        Ok(Self {
            folder: folder.to_owned(),
            clock,
            recipients: recipients
                .map(|one| (one.id.clone(), one.purposes.clone()))
                .collect(),
            one_at_a_time: Mutex::new(()),
        })
    }

    /// A queue's folder is named `to-` and its recipient; ledger and vault serve every purpose.
    fn purposes(&self, path: &str) -> &[String] {
        let of = |part: &str| {
            let recipient = part.strip_prefix("to-")?;
            self.recipients.iter().find(|(id, _)| id == recipient)
        };
        path.split('/')
            .find_map(of)
            .map_or(&[], |(_, purposes)| purposes)
    }

    fn append(&self, path: &str, bytes: &[u8], offset: u64) -> io::Result<()> {
        let to = self.folder.join(format!("{path}.written"));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        let mut all = options.open(to)?;
        let entry = json!({
            "time": jiff::Timestamp::now().to_string(),
            "day_time": jiff::Timestamp::from_millisecond(self.clock.now())
                .map(|time| time.to_string())
                .unwrap_or_default(),
            "path": path,
            "offset": offset,
            "bytes": bytes.len(),
            "stands_at": all.metadata()?.len(),
            "purposes": self.purposes(path),
        });
        all.write_all(bytes)?;
        writeln!(options.open(self.folder.join(INDEX))?, "{entry}")
    }
}

impl Front for Journal {
    fn write_at(
        &self,
        file: &dyn File,
        path: &str,
        bytes: &[u8],
        offset: u64,
    ) -> io::Result<usize> {
        let Ok(_held) = self.one_at_a_time.lock() else {
            return Err(io::ErrorKind::Other.into());
        };
        let written = file.write_at(bytes, offset)?;
        self.append(path, &bytes[..written], offset)?;
        Ok(written)
    }
}
