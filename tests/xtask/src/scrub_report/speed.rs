//! Megabytes a second on one thread, beside what merely looking at the bytes costs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use sordino_scrub::Scrubber;

/// Literals as a prefilter of a scrubber would look for.
const LITERALS: &[&str] = &[
    "password",
    "token",
    "secret",
    "authorization",
    "bearer",
    "session",
    "cookie",
    "user",
    "email",
    "phone",
    "@",
    "://",
    "-----BEGIN",
    "eyJ",
    "/Users/",
    "/home/",
    "deviceName",
    "iban",
    "imei",
    "Frau ",
    "Herr ",
];

/// Measures for about a second each; the best of the rounds counts, because other work only ever makes it slower.
pub(super) fn print(title: &str, scrubber: &Scrubber, lines: &[&str]) {
    let bytes: usize = lines.iter().map(|l| l.len() + 1).sum();
    let joined = lines.join("\n");
    let literals = AhoCorasick::new(LITERALS);
    let scrub = rate(bytes, || {
        lines
            .iter()
            .map(|l| black_box(scrubber.scrub(l)).len())
            .sum()
    });
    let find = rate(bytes, || {
        lines
            .iter()
            .map(|l| black_box(scrubber.find(l)).len())
            .sum()
    });
    let floor = rate(bytes, || {
        memchr::memchr_iter(b'\x01', joined.as_bytes()).count()
    });
    print!("MB/s on {title}: scrub {scrub:.0}, find {find:.0}; memchr {floor:.0}");
    if let Ok(literals) = literals {
        let floor = rate(bytes, || literals.find_iter(&joined).count());
        print!(", aho-corasick with {} literals {floor:.0}", LITERALS.len());
    }
    println!();
}

fn rate(bytes: usize, mut work: impl FnMut() -> usize) -> f64 {
    let began = Instant::now();
    let mut best = Duration::MAX;
    while began.elapsed() < Duration::from_secs(1) {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed());
    }
    bytes as f64 / best.as_secs_f64() / 1e6
}
