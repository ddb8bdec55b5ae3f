//! The task runner, called as `cargo xtask`.
//!
//! `cargo xtask test` is everything that has to be green; the other commands are its parts, or print figures.

mod attack;
mod bench;
mod bindings;
mod bugsink;
mod cargo_tests;
mod checks;
mod collector;
mod demo;
mod deny;
mod dist;
mod envelope;
mod example;
mod java;
mod kotlin;
mod lint;
mod log;
mod paperwork;
mod programs;
mod project;
mod relay;
mod report;
mod scrub_report;
mod sent_crashes;
mod servers;
mod size;
mod swift;
mod test;
mod venv;

use std::env;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  test              everything; ends with the line `N passed, N failed`
  test rust         formatting, lints, dependencies, Rust tests
  test swift        the Swift package (fetches Swift where there is none)
  test kotlin       the Kotlin library, on the JVM with the Android framework (needs a JDK and Maven)
  test servers      what we send and generate, held against servers and readers that are not ours (needs python3 with venv)
  test attack       two minutes of `attack`
  test dist         what an app links, looked at, played and weighed (needs rustup; Maven, a JDK and a Debian)
  attack [--minutes N]  processes over one folder, killed, stopped and starved at random, held against the promises
                    (--seed S, --rounds N, --sort S, --only, --with and --without attacks by name, --loud)
  bench-kotlin      what calls cost a Kotlin caller
  size              the arm64 library, item by item, against its budget (needs rustup)
  size --own-std    the same with a standard library built for size, which Rust calls unstable
  scrub-report      how good and how fast the scrubber is, on its labelled set and on files of more (--misses: line by line)
  deny              the dependency rules and the advisory database (needs the network)
  dist [android|apple]  what an app links, into dist/ (needs rustup; Maven and a JDK for Android)
  example android [--abi A]  the example app as an APK for developers, without Gradle (needs rustup, Maven, a JDK, python3)
  bindings --out F  the host's library for the tests of Kotlin and Swift, and the code that calls it, into the folder F
  swift-api         writes the list of what the Swift package offers anew
  bench-swift       what a call from Swift costs, in a release build
  bench [args]      cargo bench of the workspace; the arguments go to the benches";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => test::everything(),
        ["test", "rust"] => test::rust(),
        ["test", "swift"] => test::swift(),
        ["test", "servers"] => test::servers(),
        ["test", "kotlin"] => test::kotlin(),
        ["test", "dist"] => test::dist(),
        ["test", "attack"] => test::attack(),
        ["attack", rest @ ..] => attack::run(rest),
        ["bench-kotlin"] => test::bench_kotlin(),
        ["size"] => size::print(dist::Std::Shipped),
        ["size", "--own-std"] => size::print(dist::Std::BuiltForSize),
        ["scrub-report", rest @ ..] => scrub_report::run(rest),
        ["deny"] => test::advisories(),
        ["dist"] => dist::run(None),
        ["dist", part @ ("android" | "apple")] => dist::run(Some(part)),
        ["example", "android"] => example::android(None),
        ["example", "android", "--abi", one] => example::android(Some(one)),
        ["bindings", "--out", folder] => bindings::run(folder),
        ["bench-swift"] => swift::bench(),
        ["swift-api"] => swift::write_api(),
        ["bench", rest @ ..] => bench::run(rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
