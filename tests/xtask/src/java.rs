//! The Java that the tests run on: the newest one found, because the newest Androids need it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::log::{Log, Trouble};

const OLDEST: u32 = 17;
/// From this one on Robolectric plays the newest Androids too.
const FOR_THE_NEWEST: u32 = 21;

/// What Robolectric and JNA want of a new Java.
const OPENS: &str = "--add-exports=java.base/jdk.internal.access=ALL-UNNAMED \
    --add-opens=java.base/jdk.internal.access=ALL-UNNAMED --enable-native-access=ALL-UNNAMED";

/// A Java and its version.
pub(crate) struct Java {
    program: PathBuf,
    version: u32,
}

/// The newest Java of `JAVA_HOME`, `PATH`, and the folder where a system keeps several.
pub(crate) fn newest(log: &mut Log) -> Result<Java, Trouble> {
    let mut programs = vec![PathBuf::from("java")];
    programs.extend(env::var_os("JAVA_HOME").map(|home| program(Path::new(&home))));
    if let Ok(homes) = fs::read_dir("/usr/lib/jvm") {
        programs.extend(homes.flatten().map(|home| program(&home.path())));
    }
    let found = programs.into_iter().filter_map(|program| {
        let version = version(log, &program)?;
        Some(Java { program, version })
    });
    found
        .filter(|java| java.version >= OLDEST)
        .max_by_key(|java| java.version)
        .ok_or_else(|| {
            Trouble(format!(
                "needs a JDK {OLDEST} or newer as `java` on PATH: install one (Debian: apt-get install openjdk-17-jdk-headless)"
            ))
        })
}

impl Java {
    /// What Maven is told about it, and which Androids it can play.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.program.is_absolute() {
            words.push(format!("-Dsordino.java={}", self.program.display()));
        }
        if self.version >= FOR_THE_NEWEST {
            words.push("-Pnewest".into());
            words.push("-Dsordino.sdks=26,33,35,36,37".into());
            words.push(format!("-Dsordino.java.opens={OPENS}"));
        }
        words
    }
}

fn program(home: &Path) -> PathBuf {
    home.join("bin").join("java")
}

fn version(log: &mut Log, program: &Path) -> Option<u32> {
    let text = log.capture(Command::new(program).arg("--version")).ok()?;
    // `openjdk 17.0.15 2025-04-15`
    let line = text.split_whitespace().nth(1)?;
    line.split(['.', '-', '+']).next()?.parse().ok()
}
