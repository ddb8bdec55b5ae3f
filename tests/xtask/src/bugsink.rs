//! A running Bugsink: a Sentry-compatible server that we did not write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::log::{Log, Trouble};
use crate::project::{root, target};
use crate::venv;

const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

/// The server, its one project, and the key that may send to it. Stops when dropped.
pub(crate) struct Bugsink {
    process: Child,
    python: PathBuf,
    folder: PathBuf,
    /// `http://127.0.0.1:PORT`.
    pub(crate) base: String,
    pub(crate) project: u64,
    pub(crate) key: String,
}

impl Bugsink {
    /// Installs the server if need be and starts it on a free port with an empty database.
    pub(crate) fn start(log: &mut Log) -> Result<Self, Trouble> {
        let bin = venv::with(log, "bugsink-venv", &recipe("requirements.txt"))?.join("bin");
        let folder = target().join("xtask").join("bugsink");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;

        for words in [
            &["migrate"][..],
            &["migrate", "snappea", "--database=snappea"],
        ] {
            let mut migrate = in_folder(Command::new(bin.join("bugsink-manage")), &folder);
            if !log.run(migrate.args(words))? {
                return Err(Trouble("Bugsink could not make its database".into()));
            }
        }
        let python = bin.join("python");
        let made = ask(log, &python, &folder, "make_project.py")?;
        let (Some(project), Some(key)) = (made["project"].as_u64(), made["key"].as_str()) else {
            return Err(Trouble("Bugsink made no project".into()));
        };

        let before = log.text().len();
        let process = in_folder(Command::new(bin.join("gunicorn")), &folder)
            .args(["--bind=127.0.0.1:0", "--workers=1", "bugsink.wsgi"])
            .stdin(Stdio::null())
            .stdout(log.output()?)
            .stderr(log.output()?)
            .spawn()?;
        let mut server = Self {
            process,
            python,
            folder,
            base: String::new(),
            project,
            key: key.to_owned(),
        };
        server.base = server.wait_for_its_address(log, before)?;
        Ok(server)
    }

    /// Everything that the server holds: `events` with the issue each belongs to, and all `texts`.
    pub(crate) fn holds(&self, log: &mut Log) -> Result<Value, Trouble> {
        ask(log, &self.python, &self.folder, "list_events.py")
    }

    /// The calls that a mapping and a source map name, by the id of their event.
    pub(crate) fn named(&self, log: &mut Log) -> Result<Value, Trouble> {
        let maps = root().join("tests/servers/crashes");
        let mut command = in_folder(Command::new(&self.python), &self.folder);
        let command_line = command.arg(recipe("name_calls.py")).arg(maps);
        answer(log, command_line, "name_calls.py")
    }

    fn wait_for_its_address(&mut self, log: &Log, from: usize) -> Result<String, Trouble> {
        let started = Instant::now();
        while started.elapsed() < START {
            let text = log.text();
            if let Some((_, rest)) = text[from..].split_once("Listening at: ")
                && let Some(base) = rest.split_whitespace().next()
            {
                return Ok(base.to_owned());
            }
            if let Some(status) = self.process.try_wait()? {
                return Err(Trouble(format!("Bugsink ended at once ({status})")));
            }
            thread::sleep(PAUSE);
        }
        Err(Trouble(format!("Bugsink did not listen within {START:?}")))
    }
}

impl Drop for Bugsink {
    /// Asks the server to end, so that its worker ends with it; ends it by force if it does not.
    fn drop(&mut self) {
        let ask = format!("kill -TERM {}", self.process.id());
        let asked = Command::new("sh").args(["-c", &ask]).status();
        let started = Instant::now();
        while asked.is_ok() && started.elapsed() < STOP {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(PAUSE);
        }
        // The server may be gone already, which is all that is wanted here.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn recipe(file: &str) -> PathBuf {
    root().join("tests/servers/bugsink").join(file)
}

fn in_folder(mut command: Command, folder: &Path) -> Command {
    command
        .current_dir(folder)
        .env("PYTHONPATH", recipe(""))
        .env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Runs one of the scripts beside the recipe and reads the JSON line that it prints.
fn ask(log: &mut Log, python: &Path, folder: &Path, script: &str) -> Result<Value, Trouble> {
    let mut command = in_folder(Command::new(python), folder);
    answer(log, command.arg(recipe(script)), script)
}

fn answer(log: &mut Log, command: &mut Command, script: &str) -> Result<Value, Trouble> {
    let text = log.capture(command)?;
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line)
        .map_err(|error| Trouble(format!("{script} printed no JSON: {error}")))
}
