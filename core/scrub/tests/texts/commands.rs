//! Secrets and persons as commands, statements, files and offices write them, beside what only looks like it.

use crate::table::{becomes, stays};

#[test]
fn passwords_of_commands_go_with_their_logins() {
    becomes(&[
        ("USER mwinter PASS Tanne8", "USER [user] PASS [password]"),
        (
            "a17 LOGIN mwinter \"Tanne 8\"",
            "a17 LOGIN [user] \"[password]\"",
        ),
        ("> PASS Tanne8", "> PASS [password]"),
        (
            r"net use P: \\files\plans /user:mwinter Tanne8",
            r"net use P: \\files\plans /user:[user] [password]",
        ),
        ("mqtt pass Tanne88 refused", "mqtt pass [password] refused"),
        (
            "tap: typed \"Tanne, 8\" into password field",
            "tap: typed \"[password]\" into password field",
        ),
        ("scp report mwinter@10.9.1.4", "scp report [user]@10.9.1.4"),
    ]);
    stays(&[
        "PASS src/login.test.ts",
        "PASS test_7_logs_in",
        "second pass took 12 ms",
        "LOGIN screen shown",
        "typed 4 letters into password field",
        "ssh root@10.9.1.4",
        "pass by7 reference",
        " into password field",
    ]);
}

#[test]
fn keys_of_databases_go_and_other_pragmas_stay() {
    becomes(&[
        ("PRAGMA rekey = 'Tanne8'", "PRAGMA rekey = '[password]'"),
        (
            "ATTACH DATABASE 'a.db' AS a KEY 'Tanne8'",
            "ATTACH DATABASE 'a.db' AS a KEY '[password]'",
        ),
        (
            "ALTER USER shop IDENTIFIED BY 'Tanne8' REPLACE 'Fichte7'",
            "ALTER USER shop IDENTIFIED BY '[password]' REPLACE '[password]'",
        ),
    ]);
    stays(&[
        "PRAGMA journal_mode = 'wal'",
        "rows are identified by 'order and line'",
        "UPDATE users SET password = $2 WHERE id = $1",
        "password=${SHOP_DB_PASSWORD}",
        "password=%(password)s",
        "PWD=/srv/shop USER=root",
    ]);
}

#[test]
fn codes_go_however_they_are_grouped() {
    becomes(&[
        (
            "MO-771204 is your sign-in code",
            "[password] is your sign-in code",
        ),
        ("security code: 7 7 1 2 0 4", "security code: [password]"),
        (
            "Bitte geben Sie den Code 771204 ein",
            "Bitte geben Sie den Code [password] ein",
        ),
    ]);
    stays(&[
        "MO-771204 is your ticket",
        "ErrorCode is 771 204",
        "rating: 4 5 3 of 10",
        "Rufen Sie 12 Seiten ein",
    ]);
}

#[test]
fn serial_numbers_go_and_numbers_of_classes_stay() {
    becomes(&[
        ("adb -s R3CN80ABCDX shell", "adb -s [device-id] shell"),
        ("iSerialNumber 3 5A08CE4F12", "iSerialNumber 3 [device-id]"),
        (
            "ssaid went from 9c1d2e3f4a5b6c7d to 1a2b3c4d5e6f7a8b",
            "ssaid went from [device-id] to [device-id]",
        ),
    ]);
    stays(&[
        "serialVersionUID = -7034897190745766939L",
        "serial version UID 4829137",
        "uid=10077(u0_a77) gid=10077",
        "<NSHostingView_TtGC7SwiftUI1A2b3C4d5E6f: 0x1>",
        "serial port at 115200 baud",
    ]);
}

#[test]
fn what_is_percent_encoded_goes_too() {
    becomes(&[
        (
            "to=https%3A%2F%2Fmoor.example%2Fverify%2FaB3dE5fG7hI9jK1lM3",
            "to=https%3A%2F%2Fmoor.example%2Fverify%2F[secret]",
        ),
        (
            "p=%2Fdata%2Fapp%2F~~aB1cD2eF3gH4iJ5kL6mN7o%3D%3D%2Fbase.apk",
            "p=%2Fdata%2Fapp%2F~~[device-id]%2Fbase.apk",
        ),
        (
            "GET /list?view=2&token=Wq3Zm7Rt1",
            "GET /list?view=2&token=[secret]",
        ),
    ]);
    stays(&[
        "to=https%3A%2F%2Fmoor.example%2Fverify%2Fagain",
        "p=%2Fassets%2Ficons%2Flarge_pin_2.png",
    ]);
}

#[test]
fn numbers_of_offices_go_and_counts_stay() {
    becomes(&[
        ("customer no. K-880417 moved", "customer no. [id] moved"),
        ("setUser(id: 8804171)", "setUser(id: [id])"),
        ("user:8804171:basket expired", "user:[id]:basket expired"),
        ("sudo -u h.berger ls", "sudo -u [user] ls"),
        ("session for h.berger (phone)", "session for [user] (phone)"),
        ("identify(w_4f7s2d6)", "identify([user])"),
        (
            "Ausweis L01X00T471 ist abgelaufen",
            "Ausweis [national-id] ist abgelaufen",
        ),
        (
            "{\"password_hash\":\"$2b$12$abcdefghijk9\"}",
            "{\"password_hash\":\"[secret]\"}",
        ),
    ]);
    stays(&[
        "customer no. 12 of 40",
        "identify module_7 first",
        "setItem(id: 8804171)",
        "user:12:40 on line 7",
        "sudo -u postgres psql",
    ]);
}

#[test]
fn titles_announce_and_drives_do_not() {
    becomes(&[
        ("Visite mit Dr. Jorun Falkner", "Visite mit Dr. [name]"),
        ("message from Hauke arrived", "message from [name] arrived"),
        ("note from Hauke: ring back", "note from [name]: ring back"),
        ("picked up by J. Falkner", "picked up by [name]"),
        ("seat 4A: BERGER/JORUN MRS", "seat 4A: [name] MRS"),
        ("Berger, Hauke: Zimmer 4", "[name]: Zimmer 4"),
        ("Anlage_Hauke-Berger_2.pdf", "Anlage_[name]_2.pdf"),
        ("Brief_an_Frau_Falkner.docx", "Brief_an_Frau_[name].docx"),
    ]);
    stays(&[
        "message from Server arrived",
        "TCP/IP stack of 5401 hosts",
        "Herr Doktor kommt gleich",
        "Dr. med. fehlt noch",
    ]);
}

#[test]
fn streets_of_neighbours_go_and_pages_stay() {
    becomes(&[
        (
            "ship to 4 Rue des Tilleuls, 67000 Strasbourg",
            "ship to [address]",
        ),
        ("Am Alten Deich 2 b, 26465 Langeoog", "[address]"),
    ]);
    stays(&["Seite 14, 25813 Treffer", "Kapitel 3, 12045 Zeichen"]);
}

#[test]
fn degrees_go_in_any_spelling() {
    becomes(&[
        ("Position 47,36865° N, 8,53918° O", "Position [location]"),
        ("seen at 40°26'46\"N 79°58'56\"W", "seen at [location]"),
    ]);
    stays(&["12,5° Neigung", "Temperatur 21,4 °C"]);
}

#[test]
fn networks_go_with_their_strength() {
    becomes(&[
        ("scan: \"Haus am Moor\" -71 dBm", "scan: \"[wifi]\" -71 dBm"),
        ("lease for Hauke-iPhone", "lease for [device]"),
    ]);
    stays(&["signal -71 dBm", "\"level\" of 12 dB"]);
}

#[test]
fn versions_stay_beside_what_they_belong_to() {
    stays(&[
        "bundle 77.44.12.3 rejected",
        "core 101.4.7.2 + ui 101.4.9.0",
        "host 3.11.0.2 and client 3.11.0.9 differ",
        "crashed in 42.9.8.7",
    ]);
}
