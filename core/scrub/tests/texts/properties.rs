//! What holds for every text, shown on texts made at random from the pieces that telemetry is made of.

use std::borrow::Cow;

use proptest::prelude::*;
use sordino_scrub::{Kind, Scrubber};

/// Pieces that begin, end, quote, escape or look like something.
const PIECES: &[&str] = &[
    "password",
    "token",
    "deviceName",
    "user",
    "userId",
    "Kunde",
    "Frau",
    "Hallo",
    "name",
    "Adresse",
    "wohne in",
    "SSID",
    "WLAN",
    "IBAN",
    "imei",
    "iPhone",
    "Straße",
    "12",
    "4111111111111111",
    "DE89",
    "3704",
    "+49",
    "0151",
    "(030)",
    "2001:db8::1",
    "fe80::",
    "::",
    "192.0.2.7",
    "1.2.3.4",
    "a4:5e:60:c2:11:0f",
    "eyJhbGciOiJIUzI1NiJ9.e30.x",
    "-----BEGIN ",
    "PRIVATE KEY-----",
    "https://",
    "/Users/",
    "/home/",
    "C:\\Users\\",
    "anna",
    "anna@example.org",
    "%40",
    "%2B",
    "%3D",
    "%22",
    "\\\"",
    "\\n",
    "\\u00fc",
    "\"",
    "'",
    "„",
    "“",
    "’",
    "«",
    "ü",
    "ß",
    "é",
    "😀",
    "İ",
    "\u{200b}",
    "[email]",
    "[",
    "]",
    "[user]",
    "(",
    ")",
    "{",
    "}",
    "<",
    ">",
    "=",
    ":",
    ": ",
    "=>",
    "&",
    "?",
    ";",
    ",",
    ", ",
    ".",
    "-",
    "_",
    "/",
    "//",
    "\\",
    "@",
    "#",
    "+",
    "*",
    "°",
    "'s ",
    "s ",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "48.137,11.575",
    "N",
    "1985-03-12",
    "geboren am",
    "is",
    "ist",
    "von",
    "Bearer",
    "Basic",
    "sk_live_",
    "abcdef0123456789",
    "00",
    "0",
    "9",
    "A",
    "z",
    "id",
    "code",
    "SIM",
    "mac",
    "lat",
    "Cookie",
    "tel",
    "at",
    "<Name>",
    "</Name>",
    "VALUES (",
    "(last_name, pin)",
    "name;phone;geburtstag\n",
    "&quot;",
    "\\u0022",
    "--password ",
    "-u ",
    " -> ",
    "|",
    "%3A",
    "Optional(",
    "Anna",
    "Jung",
    "my password",
    "Kunden-Nr.",
    " - ",
    "bot123456789:AA",
    "[password]",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![9 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"],
        0..24,
    )
    .prop_map(|pieces| pieces.concat())
}

fn holds_ranges(text: &str) {
    let mut end = 0;
    for finding in Scrubber::new().find(text) {
        assert!(
            finding.range.start >= end && finding.range.start < finding.range.end,
            "{text:?}: {finding:?}"
        );
        assert!(
            text.get(finding.range.clone()).is_some(),
            "{text:?}: {finding:?} cuts a character"
        );
        end = finding.range.end;
    }
}

fn is_idempotent(text: &str) {
    let scrubber = Scrubber::new();
    let once = scrubber.scrub(text);
    let twice = scrubber.scrub(&once);
    assert!(
        matches!(twice, Cow::Borrowed(_)),
        "{text:?}\n once: {once:?}\n then: {twice:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_in_order_and_on_characters(text in soup()) {
        holds_ranges(&text);
    }

    #[test]
    fn any_text_is_read_to_its_end(text in any::<String>()) {
        holds_ranges(&text);
    }

    #[test]
    fn scrubbing_twice_changes_nothing(text in soup()) {
        is_idempotent(&text);
    }

    #[test]
    fn a_text_without_findings_is_borrowed(text in soup()) {
        let scrubber = Scrubber::new();
        let clean = scrubber.find(&text).is_empty();
        assert_eq!(clean, matches!(scrubber.scrub(&text), Cow::Borrowed(_)));
    }

    #[test]
    fn a_kind_that_is_off_is_never_found(text in soup(), index in 0..Kind::ALL.len()) {
        let kind = Kind::ALL[index];
        let found = Scrubber::builder().without(kind).build().find(&text);
        assert!(found.iter().all(|f| f.kind != kind));
    }
}

/// A made-up value and the sentences it is put into.
fn check(value: &str, sentences: &[&str]) {
    let scrubber = Scrubber::new();
    for sentence in sentences {
        let text = sentence.replace("{}", value);
        let clean = scrubber.scrub(&text);
        let parts = value
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| part.len() > 3);
        let left = clean.contains(value) || parts.into_iter().any(|part| clean.contains(part));
        assert!(!left, "{text:?} became {clean:?}");
    }
}

fn luhn(mut digits: String) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let n = u32::from(b - b'0') * (2 - i as u32 % 2);
            n / 10 + n % 10
        })
        .sum();
    digits.push(char::from(b'0' + ((10 - sum % 10) % 10) as u8));
    digits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_address_is_left(local in "[a-z]{3,8}([._+-][a-z0-9]{2,6})?", host in "[a-z]{4,9}", end in "(org|de|co\\.uk|info)") {
        check(&format!("{local}@{host}.{end}"), &["to {} now", "<{}>", "mail={}&x=1", "{\"mail\":\"{}\"}", "An {}, bitte", "{}"]);
    }

    #[test]
    fn no_card_is_left(body in "4[0-9]{14}", dashes in any::<bool>()) {
        let card = luhn(body);
        let parts = [&card[..4], &card[4..8], &card[8..12], &card[12..]];
        check(&parts.join(if dashes { "-" } else { "" }), &["card {} declined", "Karte {} gesperrt", "n={}", "({})"]);
    }

    #[test]
    fn no_imei_is_left(body in "35[0-9]{12}") {
        check(&luhn(body), &["imei {}", "IMEI: {}", "{\"imei\":\"{}\"}", "modem {} up", "Gerät {} gemeldet"]);
    }

    #[test]
    fn no_mac_is_left(octets in prop::array::uniform6(any::<u8>())) {
        let pairs: Vec<String> = octets.iter().map(|o| format!("{o:02x}")).collect();
        check(&pairs.join(":"), &["wlan0 {} up", "bssid={}", "{}", "peer {}, lost"]);
    }

    #[test]
    fn no_full_ipv6_is_left(groups in prop::array::uniform8(0x1000u16..)) {
        let text: Vec<String> = groups.iter().map(|g| format!("{g:x}")).collect();
        check(&text.join(":"), &["addr {}", "[{}]:443", "from {} to", "X-Forwarded-For: {}"]);
    }

    #[test]
    fn no_password_behind_its_key_is_left(value in "[A-Za-z]{3,8}[0-9]{2,4}") {
        check(&value, &["password={}", "pwd: {}", "{\"passwort\":\"{}\"}", "kennwort={}&a=1", "\\\"password\\\":\\\"{}\\\""]);
    }

    #[test]
    fn no_user_of_a_path_is_left(name in "[a-z]{4,9}[0-9]{0,2}") {
        prop_assume!(!["users", "public", "shared", "guest", "admin", "local", "runner", "default", "vagrant", "ubuntu", "jenkins", "mobile", "system", "build", "index", "login", "travis", "username", "yourname", "builder", "current"].contains(&name.as_str()));
        check(&name, &["/Users/{}/x.swift:3", "C:\\Users\\{}\\a.txt", "open '/home/{}/.cache'", "file:///Users/{}/b", "C:\\\\Users\\\\{}\\\\c"]);
    }

    #[test]
    fn no_german_mobile_number_is_left(network in "(15[1279]|16[023]|17[0-9])", rest in "[1-9][0-9]{7}") {
        check(&format!("0{network}/{rest}"), &["Tel. {}", "{} ruft an", "an {} gesendet"]);
        check(&format!("+49 {network} {rest}"), &["Tel. {}", "call {} now", "{\"to\":\"{}\"}"]);
    }
}

#[test]
fn keys_without_values_come_to_rest() {
    // Found by the fuzzer, as it found them: each value that went made the one before it readable as a value.
    for text in [
        "?signature=\u{0}\u{0}\u{0}1]=ec5eHatwre=cbda641]=ec5eH\u{0}s1]=ec5eH\u{0}\u{0}\u{0}\u{2}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}1]=ec5eHatwre=cbda641]=ec5e7590 AXH\u{0}s",
        "JSESSIONID=s%3AtqY6bxGhqbzm4\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}YUNqVFaJFWsWwJSESSIONID=s%2PcbaKrxM0.rCpI\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}YUNqVFaJFWsWwJSESSIONID=s%2AtqY6bxGhqb8APcbaKrxM0.r;pI\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}ESSIONID=s%2AtqY6bxGhqbzm48APcbNT75bBa3HiFr@",
        "{\"android_id\":\"wfro!\u{0}22.1?wd\":\"wfro!\u{0}2(.1[___roid_id\":\"wfro!\u{0}22.1?wd\":\"wfro!\u{0}2(.1[_________889esf…iandroid_:`HaFrid\":\"wfro!\u{0}22.1?wd\":\"wfr r liam-gra___________bowfc5a01457ero!\u{0}22.1[\u{0}______889esf…iandroid_:`HaFrid\":\"wfro!\u{0}22.1?wd\":\"wfr r liam-gra___________bowfc5a01457ero!\u{0}22.1[\u{0}2(.0[]________889esff25wifi9 88wfsff25.15",
    ] {
        is_idempotent(text);
    }
}
