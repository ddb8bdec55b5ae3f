//! What is found by where it stands and what is said around it, beside what only looks like it.

use crate::table::{becomes, stays};

#[test]
fn a_key_is_read_around_its_value() {
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
fn lookalikes_of_addresses_and_numbers_stay() {
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

#[test]
fn names_go_from_files_and_queries() {
    becomes(&[
        (
            "open /sdcard/Download/Annika Brandtner Befund.pdf",
            "open /sdcard/Download/[name] Befund.pdf",
        ),
        (
            "document/Scan%20Annika%20Brandtner.pdf",
            "document/Scan%20[name].pdf",
        ),
        (
            "Vertrag_Annika_Brandtner_2024.pdf",
            "Vertrag_[name]_2024.pdf",
        ),
        ("scan-annika-brandtner.pdf gone", "scan-[name].pdf gone"),
        ("IMG_AnnikaBrandtner.jpg", "IMG_[name].jpg"),
        ("?fullName=Annika+Brandtner&x=1", "?fullName=[name]&x=1"),
        ("?q=Annika%20Brandtner&x=1", "?q=[name]&x=1"),
        ("?name=Brandtner%2C%20Annika", "?name=[name]"),
        ("?name=J%C3%B6rg%20Br%C3%A4ndt&x=1", "?name=[name]&x=1"),
        ("Brandtner_Annika_CV.pdf", "[name]_CV.pdf"),
    ]);
    stays(&[
        "open /sdcard/Download/Peter Pan.epub",
        "src/anna_model.rs",
        "Martin_Router_Config.xml",
        "/usr/lib/Oliver Space/x",
        "GET /search?q=red%20shoes",
    ]);
}

#[test]
fn what_tells_one_device_from_another_goes() {
    becomes(&[
        ("ro.serialno: [R3CT90XYZAB]", "ro.serialno: [[device-id]]"),
        ("Seriennummer R3CT90XYZAB", "Seriennummer [device-id]"),
        ("S/N R3CT90XYZAB returned", "S/N [device-id] returned"),
        ("S/N: R3CT90XYZAB", "S/N: [device-id]"),
        ("Seriennr.: R3CT90XYZAB", "Seriennr.: [device-id]"),
        (
            "/var/folders/4q/abcdefgh0123_ijklmnop45678901z/T/moor",
            "/var/folders/4q/[device-id]/T/moor",
        ),
        (
            "/data/app/~~pQ4rS6tU0vW1xY3zA5bC7d==/org.moor.shift-Zz9Yy8Xx7Ww6Vv5Uu4Tt3s==/base.apk",
            "/data/app/~~[device-id]/org.moor.shift-[device-id]/base.apk",
        ),
        (
            "/Containers/Data/Application/7C9E6679-7425-40DE-944B-E07FC1F90AE7/tmp",
            "/Containers/Data/Application/[id]/tmp",
        ),
        ("/storage/1A2B-3C4D/DCIM", "/storage/[device-id]/DCIM"),
    ]);
    stays(&[
        "/data/app/org.moor.shift-1/base.apk",
        "serial port 4 open",
        "serialVersionUID 8683452581122892189",
        "/storage/emulated/0/DCIM",
        "/pkg/moor.shift-1.2.3-release==/x",
    ]);
}

#[test]
fn versions_in_company_and_numbers_of_systems_stay() {
    stays(&[
        "Server Torf 35.120.4.9 App Moorweg 34.2.17.5 up",
        "backend: server 92.4.33.1 / app 92.4.32.9",
        "App 61.0.3.12 (server min 60.9.0.0)",
        "TorfServer/44.1.2.3 TorfApp/45.0.9.8 (Linux)",
        "Torf 62.8.14.2 läuft auf dem Server",
        "acquire lock=233570404, uid=10037, pid=2227",
        "session 31 of uid 1000",
        "client 48213 timed out",
        "Traceback (most recent call last): File \"app.py\", line 3",
    ]);
    becomes(&[
        (
            "app 61.0.3.12 from 93.184.216.34:443",
            "app 61.0.3.12 from [ip]:443",
        ),
        (
            "example.org/93.184.216.34:443 refused",
            "example.org/[ip]:443 refused",
        ),
        ("server 93.184.216.34 down", "server [ip] down"),
        ("uid=1001(zkaya) gid=1001", "uid=1001([user]) gid=1001"),
        ("uid=482913 denied", "uid=[id] denied"),
    ]);
}

#[test]
fn people_stand_beside_what_they_did() {
    becomes(&[
        (
            "Schicht von Ronja Brandtner übernommen",
            "Schicht von [name] übernommen",
        ),
        (
            "swap between Ronja Brandtner and Orla Thoma",
            "swap between [name] and [name]",
        ),
        ("reply from Orla Thoma: \"ok\"", "reply from [name]: \"ok\""),
        (
            "sudo: ithoma : command not allowed",
            "sudo: [user] : command not allowed",
        ),
        (
            "Accepted publickey for ithoma from 198.51.100.23",
            "Accepted publickey for [user] from [ip]",
        ),
    ]);
    stays(&[
        "swap between Main Menu and Side Bar",
        "failed password for root from console",
        "Orla klickt auf Weiter",
    ]);
}

#[test]
fn a_long_secret_goes_to_its_end() {
    let long = "aB3".repeat(500);
    becomes(&[
        (&format!("password={long}&x=1"), "password=[password]&x=1"),
        (
            &format!("Kennwort lautet {long}"),
            "Kennwort lautet [password]",
        ),
        (&format!("token={long} used"), "token=[secret] used"),
    ]);
}

#[test]
fn a_city_goes_behind_a_street() {
    becomes(&[
        (
            "{\"street\":\"7 Tanner Close\",\"city\":\"Ossett\",\"zip\":\"WF5 8AB\"}",
            "{\"street\":\"[address]\",\"city\":\"[address]\",\"zip\":\"[address]\"}",
        ),
        ("Baustelle Moorbergweg 3, 26789 Leer", "Baustelle [address]"),
        ("at 61 Quarry Path, Dublin, OH 43017", "at [address]"),
        (
            "Einsatz Hohe Bleiche 12-14, 55116 Mainz",
            "Einsatz [address]",
        ),
    ]);
    stays(&[
        "{\"city\":\"Ossett\"}",
        "12 Hidden Path Entries",
        "zip: moor.zip",
    ]);
}
