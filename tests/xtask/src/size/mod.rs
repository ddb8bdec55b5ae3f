//! The size of the library that an arm64 Android phone would carry, item by item, against its budget.

mod items;

use std::fs;
use std::process::ExitCode;

use crate::checks::Checks;
use crate::dist::{ARM64, FOR_GENERATORS, Flavour, Std, library, linked, strip};
use crate::log::{Log, Trouble};
use crate::report::{Count, Report};

use items::Items;

/// Half of what the closest peer weighs on arm64: see the figures in `docs/`.
const BUDGET: u64 = 991_000;
const PEER: u64 = 1_983_000;
/// Over the budget still: what was reached so far must not be lost again. Lower it with every gain.
const REACHED: u64 = 2_027_000;
/// What a phone must not carry: they are for whoever links the engine in Rust.
const LEFT_OUT: [&str; 3] = ["tracing", "tracing_core", "sentry_core"];
/// What an app cannot do without: the door for what is frequent, and the surface for all else.
const DOORS: [&str; 2] = [
    "sordino_record",
    "uniffi_sordino_fn_method_engine_turn_off_each",
];

/// `cargo xtask size`: prints the table.
pub(crate) fn print(std: Std) -> ExitCode {
    let mut table = String::new();
    let mut report = Report::default();
    report.step("size", |log| {
        let (count, text) = weigh(log, std)?;
        table = text;
        Ok(count)
    });
    println!("{table}");
    report.close()
}

/// The library links, holds the whole path and weighs no more than it did.
pub(crate) fn check(log: &mut Log) -> Result<Count, Trouble> {
    let (count, table) = weigh(log, Std::Shipped)?;
    log.note(&table)?;
    Ok(count)
}

fn weigh(log: &mut Log, std: Std) -> Result<(Count, String), Trouble> {
    let named = library(log, &ARM64, std, Flavour::Release)?;
    let bare = named.with_extension("stripped.so");
    strip(log, &named, &bare)?;
    let (named, bare) = (fs::read(&named)?, fs::read(&bare)?);
    let items = Items::read(&named, &bare)?;

    let mut checks = Checks::default();
    for door in DOORS {
        let stands = items.exports.iter().any(|name| name == door);
        checks.hold(log, stands, &format!("the library offers {door}"))?;
    }
    let exports = &items.exports;
    checks.hold(
        log,
        exports.iter().all(|name| !name.contains(FOR_GENERATORS)),
        "the library describes itself to no generator",
    )?;
    for left_out in LEFT_OUT {
        let stands = items.crates.contains(left_out);
        checks.hold(
            log,
            !stands,
            &format!("the library holds nothing of {left_out}"),
        )?;
    }
    let size = bare.len() as u64;
    checks.hold(
        log,
        size <= REACHED.max(BUDGET),
        "the library weighs no more than it did",
    )?;

    let table = table(&items, size);
    let mut count = checks.into_count();
    if count.failed == 0 {
        count.note = format!(
            "{} kB, {} the budget of {} kB",
            size / 1000,
            side(size),
            BUDGET / 1000
        );
    }
    Ok((count, table))
}

fn side(size: u64) -> &'static str {
    if size <= BUDGET { "within" } else { "OVER" }
}

fn table(items: &Items, size: u64) -> String {
    let share = |bytes: u64, of: u64| bytes as f64 * 100.0 / of as f64;
    let mut lines = vec![
        format!("{}, stripped, profile `size`, {}", ARM64.triple, linked()),
        String::new(),
    ];
    for (name, bytes) in &items.rows {
        lines.push(format!(
            "{bytes:>9} B {:>5.1} %  {name}",
            share(*bytes, size)
        ));
    }
    lines.push(format!("{size:>9} B 100.0 %  in all"));
    lines.push(String::new());
    lines.push(format!(
        "{:.1} % of the budget of {} kB, {:.1} % of the peer's {} kB",
        share(size, BUDGET),
        BUDGET / 1000,
        share(size, PEER),
        PEER / 1000
    ));
    lines.join("\n")
}
