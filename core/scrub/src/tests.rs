//! That reading costs no more than the length of the text allows, counted in bytes looked at and not in time.

use crate::page::looked_at;
use crate::scrubber::Scrubber;

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
    "<a>",
    "<name>A B<",
    "a|",
    "user\t",
    "&quot;",
    "Anna ",
    "Jung, Anna ",
    "(a,b) VALUES (",
    "id -> ",
    "--token ",
    "a;b;c\n",
    " (tel",
    "[email]",
];

fn cost(scrubber: &Scrubber, piece: &str, length: usize) -> usize {
    let text = piece.repeat(length / piece.len());
    let before = looked_at();
    scrubber.find(&text);
    // The walk itself looks at each byte once.
    looked_at() - before + length
}

#[test]
fn work_grows_with_the_length_and_no_faster() {
    let scrubber = Scrubber::new();
    for piece in PIECES {
        let (short, long) = (
            cost(&scrubber, piece, 4_000),
            cost(&scrubber, piece, 32_000),
        );
        assert!(
            long < short * 10,
            "eight times {piece:?}: {short} became {long} bytes"
        );
        assert!(long < 32_000 * 2_000, "{piece:?}: {long} bytes looked at");
    }
}
