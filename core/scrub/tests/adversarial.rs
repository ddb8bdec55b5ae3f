//! Texts made to be slow or to break: time grows with the length and no faster, and nothing panics.

use std::time::{Duration, Instant};

use sordino_scrub::Scrubber;

fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

const PIECES: &[&str] = &[
    "@",
    "a@",
    "1",
    "%41",
    "%40",
    "a",
    "A",
    "é",
    "::",
    "a:",
    "1.",
    "1.1.1.1.",
    "ff:",
    "0-",
    "+49 ",
    "=",
    "a=",
    "\\",
    "\\\"",
    "\"",
    "'",
    "(",
    "[",
    "[email]",
    "/",
    "//",
    "/Users/",
    "https://",
    "-----BEGIN ",
    "-----BEGIN A-----",
    "eyJ",
    "sk_live_",
    "Bearer ",
    "Frau ",
    "Kunde ",
    "Hallo Frau ",
    "password:",
    "user ",
    "DE89 ",
    "Straße 1, ",
    "Wohnt in A ",
    "iPhone von ",
    "s iPhone ",
    "WLAN ",
    "SSID \"",
    "{\"a\":",
    "1,1 ",
    "48.1,11.5,",
    "2001:",
    "name=A ",
    " \n",
    "A B ",
    "cookie: a=b; ",
    "token=",
    "0151 ",
    "12345 A ",
    "code is ",
    "„",
    "lat ",
    "x.y@",
    "x@y.",
];

fn time(scrubber: &Scrubber, text: &str) -> Duration {
    (0..2)
        .map(|_| {
            let start = Instant::now();
            let clean = scrubber.scrub(text);
            assert!(clean.len() <= text.len() * 8);
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
fn time_grows_with_the_length_and_no_faster() {
    let scrubber = Scrubber::new();
    for piece in PIECES {
        // Another process can slow some measurements down, but not each of thirty.
        let linear = (0..30).any(|_| {
            let short = time(&scrubber, &repeated(piece, 4_000)).max(Duration::from_micros(100));
            time(&scrubber, &repeated(piece, 32_000)) < short * 24
        });
        assert!(
            linear,
            "eight times {piece:?} took more than 24 times as long"
        );
    }
}

#[test]
fn a_megabyte_of_one_sign_is_read() {
    let scrubber = Scrubber::new();
    for piece in ["@", "7", "%41", "a:", "\\"] {
        let text = repeated(piece, 1 << 20);
        let start = Instant::now();
        scrubber.scrub(&text);
        assert!(start.elapsed() < Duration::from_secs(20), "{piece:?}");
    }
}

#[test]
fn a_text_cut_anywhere_is_read() {
    let scrubber = Scrubber::new();
    let text = "Hallo Frau Çelik, Konto DE89 3704 0044 0532 0130 00, „FRITZ!Box 7590“ 48°08'14\"N, \\\"deviceName\\\":\\\"Zoë’s iPhone\\\", \
                -----BEGIN RSA PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA7 /Users/zoë/x a%40b.de fe80::1%wlan0 tel:+49(0)151/2345678 eyJhbGciOiJI.x.y";
    for (from, _) in text.char_indices() {
        scrubber.scrub(&text[from..]);
        scrubber.scrub(&text[..from]);
    }
}
