//! `cargo xtask example android`: the example app as an APK, without Gradle.

mod apk;
mod manifest;
mod place;
mod tools;

use std::fs;
use std::process::ExitCode;

use crate::dist::{self, Flavour};
use crate::log::{Log, Trouble};
use crate::project::root;
use crate::report::Report;
use place::{generated, work};

/// Builds the app for developers, which is what QA installs, and looks at the manifests of both builds.
pub(crate) fn android(one: Option<&str>) -> ExitCode {
    let mut report = Report::default();
    let abis = match dist::named(one) {
        Ok(abis) => abis,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(2);
        }
    };
    let dist = work().join("dist");
    report.step("the example's policy", generate);
    report.step("debug libraries", |log| {
        dist::libraries(log, &dist, abis, Flavour::Debug)
    });
    report.step("merged manifests", manifest::check);
    report.step("APK", |log| apk::write(log, &dist, abis));
    let code = report.close();
    println!("{}", apk::path().display());
    code
}

fn generate(log: &mut Log) -> Result<crate::report::Count, Trouble> {
    fs::create_dir_all(work())?;
    let sordino = crate::programs::sordino(log)?;
    let mut generate = std::process::Command::new(sordino);
    generate
        .current_dir(root())
        .args([
            "generate",
            "--policy",
            "examples/on-call/privacy.toml",
            "--out",
        ])
        .arg(generated());
    Ok(crate::report::Count::one(log.run(&mut generate)?))
}
