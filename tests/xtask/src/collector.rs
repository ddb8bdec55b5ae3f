//! An OpenTelemetry Collector, built from its own modules, as the judge of what we send it.

use std::process::Command;

use crate::log::{Log, Trouble};
use crate::project::{cargo, root, target};
use crate::report::Count;

/// What the Collector wrote down is what the vectors and an engine meant, field by field.
pub(crate) fn step(log: &mut Log) -> Result<Count, Trouble> {
    let mut version = Command::new("go");
    if !matches!(log.run(version.arg("version")), Ok(true)) {
        return Ok(Count {
            note: "did not run: no Go 1.25 or newer as `go` on PATH".into(),
            ..Count::default()
        });
    }
    let folder = target().join("collector");
    let program = folder.join("collector");
    let mut build = Command::new("go");
    build
        .current_dir(root().join("tests/servers/collector"))
        .env("CGO_ENABLED", "0")
        .env("GOTOOLCHAIN", "local")
        .args(["build", "-trimpath", "-ldflags=-s -w", "-o"])
        .arg(&program)
        .arg(".");
    if !log.run(&mut build)? {
        return Err(Trouble("the Collector does not build".into()));
    }
    let words = [
        "run",
        "--locked",
        "--quiet",
        "-p",
        "sordino-tests",
        "--example",
        "collector",
        "--",
    ];
    let mut send = cargo(&words);
    send.arg(&program).arg(&folder);
    let held = log.run(&mut send)?;
    let text = log.text();
    let lines = |word: &str| text.lines().filter(|line| line.starts_with(word)).count() as u32;
    let mut count = Count {
        passed: lines("held: "),
        failed: lines("BROKEN: "),
        ..Count::default()
    };
    if !held || count.passed == 0 {
        count.failed += 1;
        count.note = "did not come to its end".into();
    }
    Ok(count)
}
