//! Texts made to be slow or to break; that work grows with the length and no faster is counted in `src/tests.rs`.

use std::time::{Duration, Instant};

use sordino_scrub::Scrubber;

fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
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
