//! What is found by where it stands and what is said around it, beside what only looks like it.

use crate::table::{becomes, stays};

#[test]
fn a_key_is_read_around_above_and_beside_its_value() {
    becomes(&[
        (
            "<patient><givenName>Ilka</givenName><familyName>Thoma</familyName></patient>",
            "<patient><givenName>[name]</givenName><familyName>[name]</familyName></patient>",
        ),
        (
            "kunde;telefon;ort\nIlka Thoma;0351 4417820;Trier\nUdo Benz;0351 4417821;Kehl",
            "kunde;telefon;ort\n[name];[phone];Trier\n[name];[phone];Kehl",
        ),
        (
            "INSERT INTO member (id, last_name) VALUES (7, 'Thoma')",
            "INSERT INTO member (id, last_name) VALUES (7, '[name]')",
        ),
        ("Kunden-Nr. 30718822 gesperrt", "Kunden-Nr. [id] gesperrt"),
        (
            "Kundin Ilka Thoma (Nr. 30718822)",
            "Kundin [name] (Nr. [id])",
        ),
        ("member_id -> 30718822", "member_id -> [id]"),
        ("SSID\tMoorhof-WLAN\n", "SSID\t[wifi]\n"),
        (
            "curl -u ithoma:mT4uq8 https://x.example",
            "curl -u [login] https://x.example",
        ),
        (
            "ci --token 7Fq2mZx81LkP0 --dry-run",
            "ci --token [secret] --dry-run",
        ),
        (
            "%22pin%22%3A%228153%22%2C%22ok%22%3Atrue",
            "%22pin%22%3A%22[password]%22%2C%22ok%22%3Atrue",
        ),
        (
            "&quot;vorname&quot;:&quot;Ilka&quot;",
            "&quot;vorname&quot;:&quot;[name]&quot;",
        ),
        (
            "lastName: Optional(\"Thoma\")",
            "lastName: Optional(\"[name]\")",
        ),
        (
            "...wort\":\"mT4uq8!\",\"x\":1",
            "...wort\":\"[password]\",\"x\":1",
        ),
        ("user[password]=mT4uq8&x=1", "user[password]=[password]&x=1"),
    ]);
    stays(&[
        "List<String> of Map<Key, User>",
        "name;version;size\ncore;1.2.3.4;18 kB",
        "INSERT INTO jobs (id, state) VALUES (7, 'done')",
        "user\t0m36.658s",
        "name|version|state",
        "systemctl --user status",
        "java -jar app.jar --name worker --port 80",
        "wlan0: Trying to associate",
        "103-xauth_1%3a1.1.2-1_amd64.deb",
    ]);
}

#[test]
fn logins_stand_where_programs_write_them() {
    becomes(&[
        (
            "198.51.100.23 - ithoma [12/May/2025:08:00:01 +0200] \"GET / HTTP/1.1\" 200 12",
            "[ip] - [user] [12/May/2025:08:00:01 +0200] \"GET / HTTP/1.1\" 200 12",
        ),
        (
            "sshd[811]: Failed password for ithoma from 198.51.100.23 port 4022",
            "sshd[811]: Failed password for [user] from [ip] port 4022",
        ),
        ("access denied: ilka.thoma", "access denied: [user]"),
        (
            "Anmeldung fehlgeschlagen: thoma_i",
            "Anmeldung fehlgeschlagen: [user]",
        ),
        ("Welcome back thoma_i!", "Welcome back [user]!"),
        (
            "my login is ithoma and my password is moorhuhn",
            "my login is [user] and my password is [password]",
        ),
        (
            "Das Passwort für ithoma wurde auf \"mT4uq8\" gesetzt",
            "Das Passwort für [user] wurde auf \"[password]\" gesetzt",
        ),
    ]);
    stays(&[
        "APT::Sandbox::User=root",
        "owned by user \"postgres\"",
        "my login is broken",
        "pid 811 uid 10231 gid 10231",
        "krb5-user libc-bin libc6",
        "PASS: test_login.py (3 tests)",
        "failed to handle out-of-memory",
        "see client.conf.5",
        "login failed: invalid_grant",
        "password changed to something else",
        "Fix watch file",
        "[net] (Main Thread) up",
    ]);
}

#[test]
fn a_given_name_announces_a_surname() {
    becomes(&[
        ("row \"Annika Brandtner\" tapped", "row \"[name]\" tapped"),
        (
            "Suche nach Brandtner, Annika ohne Treffer",
            "Suche nach [name] ohne Treffer",
        ),
        (
            "Reviewed-by: Annika Brandtner <ab@example.org>",
            "Reviewed-by: [name] <[email]>",
        ),
        (
            "+49 30 901820 (Annika Brandtner) 0:42",
            "[phone] ([name]) 0:42",
        ),
        ("Annika's Apple Watch", "[device]"),
        ("„Galaxy A54 von Annika“ entfernt", "„[device]“ entfernt"),
    ]);
    stays(&[
        "Anna klickt auf Weiter",
        "com.anna.Brandtner",
        "Martin Version 3",
        "Herr der Ringe, Band 2",
        "Emma Konto",
    ]);
}

#[test]
fn what_only_looks_like_an_address_or_a_number_stays() {
    stays(&[
        "Nordlicht 35.2.47.160 gestartet",
        "range 2001:db8::/32 is reserved",
        "Host 192.168.0.12 antwortet",
        "-Djava.rmi.server.hostname=127.0.0.1",
        "GTIN 00614141999996 in stock",
        "progress 33.3333, 66.6667",
        "getty@tty1.service started",
        "deps/device-18ce62f0470e5a77",
        "Android/media/70cdac997530ad18a99eb9059dbc7222.jpg",
    ]);
}
