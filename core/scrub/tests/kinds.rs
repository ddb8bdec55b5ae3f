//! Each kind in sentences as telemetry holds them.

use sordino_scrub::Scrubber;

#[test]
fn what_is_clean_is_borrowed() {
    for text in [
        "",
        "nothing to see",
        "Version 1.2.3.4 of lib",
        "std::fmt::Write",
        "12:30:01.123 ok",
    ] {
        let scrubber = Scrubber::new();
        assert!(
            matches!(scrubber.scrub(text), std::borrow::Cow::Borrowed(t) if t == text),
            "{text}"
        );
    }
}

#[test]
fn structured_kinds_are_replaced() {
    let cases = [
        ("mail anna.b+x@example.org now", "mail [email] now"),
        ("q?mail=anna%40gmx.net 200", "q?mail=[email] 200"),
        ("X-Client-IP: fe80::1234:8b84%wlan0", "X-Client-IP: [ip]"),
        ("card 4111 1111 1111 1111 declined", "card [card] declined"),
        (
            "Konto DE89 3704 0044 0532 0130 00 belastet",
            "Konto [iban] belastet",
        ),
        (
            "Anruf an +49 (0)151 4665062 beendet",
            "Anruf an [phone] beendet",
        ),
        ("wlan0 f6:e9:f7:99:b2:ca up", "wlan0 [mac] up"),
        (
            "GET https://anna:geheim@example.org/a",
            "GET https://[login]@example.org/a",
        ),
        (
            "open /Users/anna/code/app.swift",
            "open /Users/[user]/code/app.swift",
        ),
        ("pwd=xYKkg6joN5 otp=0615", "pwd=[password] otp=[password]"),
    ];
    let scrubber = Scrubber::new();
    for (text, clean) in cases {
        assert_eq!(scrubber.scrub(text), clean);
        assert_eq!(scrubber.scrub(clean), clean);
    }
}

#[test]
fn values_the_caller_knows_are_replaced_in_any_case_and_encoding() {
    let scrubber = Scrubber::builder()
        .known_values(["Müller & Co 17".to_owned(), "cust-99".to_owned()])
        .build();
    assert_eq!(
        scrubber.scrub("of MüLLER & co 17, M%C3%BCller%20%26%20Co%2017, CUST-99"),
        "of [known], [known], [known]"
    );
}
