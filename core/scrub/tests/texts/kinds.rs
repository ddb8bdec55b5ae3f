//! Each kind as telemetry holds it, in English and German, beside what only looks like it.

use crate::table::{becomes, stays};
use sordino_scrub::{Kind, Scrubber};

#[test]
fn email_goes_and_assets_and_packages_stay() {
    becomes(&[
        (
            "bounce for <zoe.k+inbox@mail.example.org>",
            "bounce for <[email]>",
        ),
        (
            "Rückfrage an jürgen@büro-süd.de, bitte",
            "Rückfrage an [email], bitte",
        ),
        ("?from=zoe%40example.org&x=1", "?from=[email]&x=1"),
        (
            "cut in the middle: zoe.kay@exam",
            "cut in the middle: [email]",
        ),
    ]);
    stays(&[
        "tab_bar@3x.png missing",
        "vue@3.4.21 installed",
        "com.shop.Cart@7f3a9c1 leaked",
        "foo @ bar",
    ]);
}

#[test]
fn phone_goes_and_dates_and_counters_stay() {
    becomes(&[
        (
            "Rückruf unter +49 (0)30 901820 erbeten",
            "Rückruf unter [phone] erbeten",
        ),
        ("to=0041791234567", "to=[phone]"),
        ("Tel. 0171/2345678", "Tel. [phone]"),
        ("text (212) 555-0142 now", "text [phone] now"),
        ("an 06 12 34 56 78 gesendet", "an [phone] gesendet"),
    ]);
    stays(&[
        "am 24.12.2024 10:15",
        "12-24 10:15:59.123  1024  2048 I Ui: ok",
        "counter 734512093847",
        "took 1718000000123 ms",
        "2024-01-02/2024-01-09",
    ]);
}

#[test]
fn ip_goes_versions_and_program_paths_stay() {
    becomes(&[
        ("client 93.184.216.34 refused", "client [ip] refused"),
        ("peer [2001:db8::8a2e:370:7334]:443", "peer [[ip]]:443"),
        (
            "Zugriff von 185.12.64.1 verweigert",
            "Zugriff von [ip] verweigert",
        ),
    ]);
    stays(&[
        "Version 1.2.3.4",
        "Update von 4.18.2.0 auf 4.19.0.1",
        "libfoo-2.4.6.8.so",
        "ab::cd threw",
        "fe::be::add()",
        "127.0.0.1:8080",
        "00:01:02",
    ]);
}

#[test]
fn hardware_numbers_go_and_hashes_stay() {
    becomes(&[
        ("bssid=a4:5e:60:c2:11:0f", "bssid=[mac]"),
        ("neighbour A4-5E-60-C2-11-0F lost", "neighbour [mac] lost"),
        ("arp a45e.60c2.110f", "arp [mac]"),
        (
            "Kopfhörer a45e60c2110f gekoppelt",
            "Kopfhörer [mac] gekoppelt",
        ),
        ("imei 490154203237518", "imei [imei]"),
        ("SIM 8949020000012345675 erkannt", "SIM [sim] erkannt"),
        ("android_id=9f3b1c7a5e2d4860", "android_id=[device-id]"),
    ]);
    stays(&[
        "commit a45e60c2110f",
        "md5 d41d8cd98f00b204e9800998ecf8427e",
        "fault addr 0x7ffd12ab34cd",
        "etag \"9f3b1c7a5e2d4860\"",
    ]);
}

#[test]
fn money_numbers_go_only_with_their_checksum() {
    becomes(&[
        (
            "Karte 5555 5555 5555 4444 abgelehnt",
            "Karte [card] abgelehnt",
        ),
        ("pan=378282246310005", "pan=[card]"),
        ("IBAN AT61 1904 3002 3457 3201", "IBAN [iban]"),
        ("from gb82west12345698765432", "from [iban]"),
    ]);
    stays(&[
        "order 4111111111111112",
        "sum 9.398,80 EUR",
        "1718000000123456 us",
    ]);
}

#[test]
fn tokens_go_and_words_about_them_stay() {
    becomes(&[
        (
            "Authorization: Bearer 3f9Qz81LmN0pX7",
            "Authorization: Bearer [auth]",
        ),
        (
            "proxy-authorization: Basic YW5uYTpnZWhlaW0=",
            "proxy-authorization: Basic [auth]",
        ),
        (
            "key ghp_0123456789abcdefghijABCDEFGHIJ456789 leaked",
            "key [secret] leaked",
        ),
        (
            "Sitzung eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln zu alt",
            "Sitzung [jwt] zu alt",
        ),
        ("open /reset/Zx81kQp93LmT0v", "open /reset/[secret]"),
        (
            "Cookie: lang=de; sid=9fA81kQp93LmT0vX",
            "Cookie: lang=de; sid=[session]",
        ),
        (
            "amqp://zoe:geheim1@mq.example.net",
            "amqp://[login]@mq.example.net",
        ),
    ]);
    stays(&[
        "Token expired, sign in again",
        "password must contain a digit",
        "Authentifizierung fehlgeschlagen",
        "auth: required",
        "author unknown",
    ]);
}

#[test]
fn only_the_body_of_pem_goes() {
    let block = "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkq\\n-----END PRIVATE KEY-----";
    assert_eq!(
        Scrubber::new().scrub(block),
        "-----BEGIN PRIVATE KEY-----\\n[key]\\n-----END PRIVATE KEY-----"
    );
    assert_eq!(
        Scrubber::new().scrub("-----BEGIN EC PRIVATE KEY-----\nMIIEvQIBADANBg"),
        "-----BEGIN EC PRIVATE KEY-----\n[key]"
    );
}

#[test]
fn places_go_and_rectangles_stay() {
    becomes(&[
        ("fix 48.13743,11.57549", "fix [location]"),
        (
            "{\"latitude\":48.13743,\"longitude\":11.57549}",
            "{\"latitude\":[location],\"longitude\":[location]}",
        ),
        (
            "Standort 52.5200, 13.4050 gespeichert",
            "Standort [location] gespeichert",
        ),
    ]);
    stays(&[
        "bounds {{11.4101, 16.7259}, {119.2432, 80.9380}}",
        "scale 0.3333,0.6667",
        "velocity 1.5,2.5",
    ]);
}

#[test]
fn ids_of_people_go_of_builds_stay() {
    becomes(&[
        (
            "customer 7c9e6679-7425-40de-944b-e07fc1f90ae7 gone",
            "customer [id] gone",
        ),
        ("gaid 7c9e6679-7425-40de-944b-e07fc1f90ae7", "gaid [ad-id]"),
        ("GET /users/482913/cart", "GET /users/[id]/cart"),
        ("Kundennummer: 482913", "Kundennummer: [id]"),
        (
            "token=f1a2:APA91bHPRgkFLJu6R0yQ8zXw5s4t3u2v1",
            "token=[push-token]",
        ),
    ]);
    stays(&[
        "dSYM 7C9E6679-7425-40DE-944B-E07FC1F90AE7",
        "image uuid 7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "line 482913",
        "HTTP 404",
    ]);
}

#[test]
fn names_of_logins_devices_and_networks_go() {
    becomes(&[
        ("angemeldet als zkaya7", "angemeldet als [user]"),
        (
            "login failed for user 'zkaya'",
            "login failed for user '[user]'",
        ),
        ("paired with Zoë’s iPad Pro", "paired with [device]"),
        ("iPhone von Björn verbunden", "[device] verbunden"),
        (
            "mit WLAN „Haus am See“ verbunden",
            "mit WLAN „[wifi]“ verbunden",
        ),
        (
            "open C:\\Users\\zkaya\\a.txt",
            "open C:\\Users\\[user]\\a.txt",
        ),
        ("pwd=Sommer21&x=1", "pwd=[password]&x=1"),
        (
            "Ihr Einmalcode lautet 482913",
            "Ihr Einmalcode lautet [password]",
        ),
    ]);
    stays(&[
        "user interface idiom",
        "the user cancelled",
        "/Users/Shared/x",
        "C:\\Users\\Public\\x",
        "Netz nicht verfügbar",
        "this iPhone is locked",
    ]);
}

#[test]
fn people_go_by_phrase_or_key() {
    becomes(&[
        (
            "Hallo Frau Wessels, Tel 0151 26654104",
            "Hallo Frau [name], Tel [phone]",
        ),
        (
            "Hallo Frau Yıldırım, Ihr Paket",
            "Hallo Frau [name], Ihr Paket",
        ),
        ("my name is Zoë Kay and", "my name is [name] and"),
        ("{\"lastName\":\"O'Hara\"}", "{\"lastName\":\"[name]\"}"),
        ("geboren am 03.04.1985", "geboren am [birthday]"),
        (
            "\\\"birthday\\\":\\\"1985-04-03\\\"",
            "\\\"birthday\\\":\\\"[birthday]\\\"",
        ),
        (
            "Ich wohne in der Lange Gasse 3, 80331 München",
            "Ich wohne in der [address]",
        ),
        ("SSN 078-05-1120 on file", "SSN [ssn] on file"),
        ("Steuer-ID: 86 095 742 719", "Steuer-ID: [national-id]"),
    ]);
    stays(&[
        "Customer Support opened",
        "Kunde nicht gefunden",
        "Contact Picker closed",
        "{\"name\":\"Order Completed\"}",
        "released 2024-04-03",
    ]);
}

#[test]
fn a_known_value_goes_in_each_form() {
    let scrubber = Scrubber::builder()
        .known_values([
            "Zoë \"Z\" & Söhne/9".to_owned(),
            "zoë+1@x".to_owned(),
            "😀moor".to_owned(),
        ])
        .build();
    for text in [
        "Zoë \"Z\" & Söhne/9",
        "ZOë%20%22Z%22%20%26%20S%c3%b6hne%2F9",
        "Zo%C3%AB+%22Z%22+%26+S%C3%B6hne%2F9",
        "Zo%25C3%25AB%2520%2522Z%2522%2520%2526%2520S%25C3%25B6hne%252F9",
        "Zo\\u00eb \\\"Z\\\" \\u0026 S\\u00F6hne\\/9",
        "Zoë \\\\\\\"Z\\\\\\\" & Söhne\\\\/9",
        "zo\\u00eb+1@x",
        "zo%C3%AB%2B1%40x",
        "\\ud83d\\ude00moor",
        "%F0%9F%98%80MOOR",
    ] {
        assert_eq!(scrubber.scrub(text), "[known]", "{text:?}");
        let inside = format!("a {text}, b");
        assert_eq!(scrubber.scrub(&inside), "a [known], b", "{text:?}");
    }
    for text in [
        "Zoë Z & Söhne/9",
        "\\ud83d moor",
        "Zoë%2",
        "zo\\u00e",
        "%F0%9F%98",
    ] {
        assert_eq!(scrubber.scrub(text), text, "{text:?}");
    }
}

#[test]
fn a_long_value_goes_whole() {
    let long = "mara of the northern watch ".repeat(20);
    let long = long.trim();
    let scrubber = Scrubber::builder().known_values([long.to_owned()]).build();
    let clean = |text: &str| scrubber.scrub(text).into_owned();
    assert_eq!(clean(&format!("for {long}.")), "for [known].");
    let escaped = long.replace(' ', "%20");
    assert_eq!(clean(&format!("/of/{escaped}/")), "/of/[known]/");
    // What a bound cut off is as good as whole.
    assert_eq!(clean(&format!("for {}", &long[..300])), "for [known]");
    assert_eq!(
        clean("mara of the northern watch"),
        "mara of the northern watch"
    );
}

#[test]
fn a_short_value_goes_behind_id_keys() {
    let scrubber = Scrubber::builder()
        .known_values(["k7".to_owned(), "12".to_owned()])
        .build();
    for (text, clean) in [
        ("userId=k7", "userId=[known]"),
        ("{\"user_id\": \"K7\"}", "{\"user_id\": \"[known]\"}"),
        ("user 12 has no rota", "user [known] has no rota"),
        ("uid: 12", "uid: [known]"),
        ("user_id%3D12&x=12", "user_id%3D[known]&x=12"),
        ("GET /users/12/rota", "GET /users/[known]/rota"),
        ("device_id -> k7", "device_id -> [known]"),
        ("row 12 of k7", "row 12 of k7"),
        ("build k77, 12 s", "build k77, 12 s"),
        ("12 users, k7 rows", "12 users, k7 rows"),
    ] {
        assert_eq!(scrubber.scrub(text), clean);
    }
}

#[test]
fn what_the_caller_says_is_done() {
    let scrubber = Scrubber::builder()
        .known_values(["Müller & Co 17".to_owned(), "cust-99".to_owned()])
        .allow("support@example.org")
        .without(Kind::Ipv4)
        .pattern("TKT-####+")
        .expect("the pattern has a literal part")
        .build();
    assert_eq!(
        scrubber.scrub("MüLLER & co 17, M%C3%BCller%20%26%20Co%2017, CUST-99"),
        "[known], [known], [known]"
    );
    assert_eq!(
        scrubber.scrub("SUPPORT@example.org zoe@example.org"),
        "SUPPORT@example.org [email]"
    );
    assert_eq!(
        scrubber.scrub("client 93.184.216.34 TKT-20417"),
        "client 93.184.216.34 [redacted]"
    );
    assert!(
        Scrubber::builder().pattern("+a").is_err() && Scrubber::builder().pattern("##").is_err()
    );
}
