//! Swift: the one on the path, else one in a folder of Debian's packages under the build folder.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::log::{Log, Trouble};
use crate::project::{root, target};

const IS_MISSING: &str = "needs Swift 6.0 or newer: install it from swift.org so that `swift` is on the path; on a Debian with apt, \
     dpkg-deb and unshare it is fetched by itself, which failed here (see the log)";

/// Where Swift is.
pub(crate) enum Toolchain {
    OnPath,
    /// A Debian with Swift in it.
    InFolder(PathBuf),
}

impl Toolchain {
    /// Finds Swift, or fetches it: 600 MB, a minute or two, once.
    pub(crate) fn ready(log: &mut Log) -> Result<Self, Trouble> {
        let on_path = Command::new("swift")
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if on_path.is_ok_and(|status| status.success()) {
            return Ok(Self::OnPath);
        }
        let tools = target().join("tools");
        fs::create_dir_all(&tools)?;
        // Two runs must not fetch at once; the lock goes with the process.
        let lock = File::create(tools.join("swift.lock"))?;
        lock.lock()?;
        let folder = tools.join("swift-root");
        let stamp = tools.join("swift-root.txt");
        let recipe = fs::read_to_string(script("make_root.sh"))?;
        let found = Self::InFolder(folder.clone());
        if fs::read_to_string(&stamp).is_ok_and(|made| made == recipe) {
            return Ok(found);
        }
        let made = log.run(Command::new("sh").arg(script("make_root.sh")).arg(&folder));
        if !matches!(made, Ok(true)) || !log.run(found.command(&["swift", "--version"]).as_mut())? {
            return Err(Trouble(IS_MISSING.into()));
        }
        fs::write(stamp, recipe)?;
        Ok(found)
    }

    /// A call of a program of Swift's, in the package's folder. Words of the form `NAME=value` before it are its
    /// environment.
    pub(crate) fn command(&self, words: &[&str]) -> Box<Command> {
        let mut command = match self {
            Self::OnPath => {
                let mut command = Command::new("env");
                command.current_dir(root().join("ios"));
                command
            }
            Self::InFolder(folder) => {
                let mut command = Command::new("sh");
                command.arg(script("in_root.sh")).arg(folder);
                command.arg(root()).arg(target());
                command
            }
        };
        command.args(words);
        Box::new(command)
    }
}

fn script(name: &str) -> PathBuf {
    root().join("tests/xtask/src/swift").join(name)
}
