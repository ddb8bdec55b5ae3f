//! The player as a process of its own, which is killed in mid-day.
//!
//! It reports each answer down its standard output after the call returned, and never before.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sordino_adapters::Folder;
use sordino_engine::ports::{File, Files, Held, Mode};
use sordino_policy::Policy;

use super::day::{self, Line, What};
use super::device::{Addresses, Device};
use super::player::{Answer, Player};
use super::sabotage::Sabotage;

/// How the player is started; only the demo does.
#[derive(Debug, clap::Args)]
pub(crate) struct ChildArgs {
    #[arg(long)]
    folder: PathBuf,
    #[arg(long)]
    policy: PathBuf,
    #[arg(long)]
    day: PathBuf,
    #[arg(long)]
    segment: String,
    #[arg(long)]
    sentry: String,
    /// First line to play.
    #[arg(long)]
    from: usize,
    /// Line after whose answer it kills itself.
    #[arg(long)]
    kill_after: Option<usize>,
    /// Line inside whose record call it kills itself.
    #[arg(long)]
    kill_inside: Option<usize>,
    #[arg(long, default_value_t = 0)]
    sabotage: u8,
}

/// Plays from a line on, to the end of the day or of its life.
pub(crate) fn play(args: &ChildArgs) -> Result<(), String> {
    let sabotage = Sabotage(args.sabotage);
    let read = |path: &PathBuf| std::fs::read(path).map_err(|error| error.to_string());
    let policy = Policy::from_json(&read(&args.policy)?).map_err(|error| error.to_string())?;
    let text = String::from_utf8(read(&args.day)?).map_err(|error| error.to_string())?;
    let day = day::read(&text)?;
    let addresses = Addresses {
        segment: args.segment.clone(),
        sentry: args.sentry.clone(),
    };
    let device = Device::new(args.folder.clone(), policy, addresses, sabotage);
    device.clock.set(day.get(args.from).map_or(0, Line::time));
    let armed = Arc::new(AtomicBool::new(false));
    let open = || {
        device.open_on(Box::new(Deadly {
            inside: folder(&device)?,
            armed: Arc::clone(&armed),
        }))
    };

    let mut player = Player::new(&device, open()?, sabotage);
    // Who is signed in lives in memory only; an app says so again when it starts.
    let signed = day[..args.from]
        .iter()
        .rposition(|line| matches!(line.what, What::SignIn { .. } | What::SignOut {}));
    if let Some(at) = signed {
        let now = day.get(args.from).map_or(0, Line::time);
        player.play(at, &day[at])?;
        device.clock.set(now);
    }
    for (at, line) in day.iter().enumerate().skip(args.from) {
        if matches!(line.what, What::Restart {}) {
            drop(player);
            player = Player::new(&device, open()?, sabotage);
            if let Some(at) = day[..at]
                .iter()
                .rposition(|line| matches!(line.what, What::SignIn { .. } | What::SignOut {}))
            {
                player.play(at, &day[at])?;
            }
            continue;
        }
        if sabotage.answers_before_the_write() && matches!(line.what, What::Event { .. }) {
            tell(&Answer {
                line: at,
                outcome: "accepted".to_owned(),
                ids: vec![("segment".to_owned(), format!("not-written-{at}"))],
                micros: 0,
            })?;
        }
        armed.store(args.kill_inside == Some(at), Ordering::SeqCst);
        if let Some(answer) = player.play(at, line)? {
            tell(&answer)?;
        }
        if args.kill_after == Some(at) {
            kill_myself();
        }
    }
    super::device::set_mode(&device.addresses, r#"{"mode":"ok"}"#)?;
    // The day is over and the network is back: whatever waits is waited for.
    while let Some(wait) = player.round().wait {
        device
            .clock
            .advance(i64::try_from(wait.as_millis()).unwrap_or(0) + 1);
    }
    Ok(())
}

fn folder(device: &Device) -> Result<Folder, String> {
    Folder::new(device.files()).map_err(|error| error.to_string())
}

fn tell(answer: &Answer) -> Result<(), String> {
    let line = serde_json::to_string(answer).map_err(|error| error.to_string())?;
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())
}

/// SIGKILL: no handler, no destructor, no flush.
fn kill_myself() -> ! {
    let me = std::process::id().to_string();
    let _ = std::process::Command::new("kill")
        .args(["-9", &me])
        .status();
    loop {
        std::thread::park();
    }
}

/// A folder whose process dies in the middle of the next record's write, once armed.
struct Deadly {
    inside: Folder,
    armed: Arc<AtomicBool>,
}

struct DeadlyFile {
    inside: Box<dyn File>,
    armed: Option<Arc<AtomicBool>>,
}

impl File for DeadlyFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> io::Result<usize> {
        self.inside.read_at(bytes, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        if self
            .armed
            .as_ref()
            .is_some_and(|armed| armed.load(Ordering::SeqCst))
        {
            let _ = self.inside.write_at(&bytes[..bytes.len() / 2], offset);
            kill_myself();
        }
        self.inside.write_at(bytes, offset)
    }

    fn len(&self) -> io::Result<u64> {
        self.inside.len()
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.inside.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.inside.sync()
    }
}

impl Files for Deadly {
    fn open(&self, path: &str, mode: Mode) -> io::Result<Box<dyn File>> {
        let armed = path.ends_with(".seg").then(|| Arc::clone(&self.armed));
        let inside = self.inside.open(path, mode)?;
        Ok(Box::new(DeadlyFile { inside, armed }))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.inside.list(folder)
    }

    fn create_folder(&self, folder: &str) -> io::Result<()> {
        self.inside.create_folder(folder)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.inside.rename(from, to)
    }

    fn remove_file(&self, path: &str) -> io::Result<()> {
        self.inside.remove_file(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.inside.remove_folder(path)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.inside.sync_folder(folder)
    }

    fn lock(&self, path: &str, limit: Duration) -> io::Result<Box<dyn Held>> {
        self.inside.lock(path, limit)
    }
}
