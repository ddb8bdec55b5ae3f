//! People by list, by command and by conversation, and what only looks like them.

use crate::table::{becomes, stays};

#[test]
fn everybody_in_a_list_goes() {
    becomes(&[
        ("watchers=[30411, 30412]", "watchers=[[id], [id]]"),
        ("recipients: 8804512; 8804600", "recipients: [id]; [id]"),
        (
            "guests: [\"ida.k\", \"ole_77\"]",
            "guests: [\"[user]\", \"[user]\"]",
        ),
        (
            "Teilnehmer: Ida Kern, Ole Brand",
            "Teilnehmer: [name], [name]",
        ),
    ]);
    stays(&[
        "users: 90121",
        "members: 12, 14",
        "recipients: all, none",
        "viewers: 4412 of 9000",
    ]);
}

#[test]
fn a_users_number_inside_a_name_goes() {
    becomes(&[
        (
            "evict member_44120_feed from cache",
            "evict member_[id]_feed from cache",
        ),
        ("subscribe patient-88214", "subscribe patient-[id]"),
        ("Tracker.setUserId(55120991)", "Tracker.setUserId([id])"),
        ("Kundennummer M-209914", "Kundennummer [id]"),
        ("your customer id is 4471203", "your customer id is [id]"),
        (
            "get customers/Qm3xK9vT2LbZ8pRw left",
            "get customers/[id] left",
        ),
    ]);
    stays(&[
        "table user_2025_archive",
        "index users-2025.03",
        "job_44120_retry",
        "build-55120",
        "setTimeout(55120991)",
    ]);
}

#[test]
fn logins_and_passwords_of_commands_go() {
    becomes(&[
        (
            "podman login -u ida -p Dohle7 reg.example",
            "podman login -u [user] -p [password] reg.example",
        ),
        ("psql -U ida -h db", "psql -U [user] -h db"),
        ("keytool -keypass Dohle!", "keytool -keypass [password]"),
        (
            "net user ida Dohle77 /add",
            "net user [user] [password] /add",
        ),
        ("chown ida:staff a.txt", "chown [user]:staff a.txt"),
        ("ida pts/3 09:12", "[user] pts/3 09:12"),
        (
            "Login für WERK\\ida gesperrt",
            "Login für WERK\\[user] gesperrt",
        ),
        (
            "Duplicate entry 'ida_k' for key 'members.nick'",
            "Duplicate entry '[user]' for key 'members.nick'",
        ),
        ("author=ida", "author=[user]"),
        (
            "bind uid=3 cn=ida,ou=staff,dc=example",
            "bind uid=3 cn=[user],ou=staff,dc=example",
        ),
    ]);
    becomes(&[
        (
            "user ida pass D0hle! rejected",
            "user [user] pass [password] rejected",
        ),
        (
            "passwd for ida_k is Dohle.7",
            "passwd for [user] is [password]",
        ),
        (
            "smbclient -U ida%Dohle //nas/a",
            "smbclient -U [user]%[password] //nas/a",
        ),
        ("7z x -pDohle7 a.7z", "7z x -p[password] a.7z"),
        ("WERK\\ida logged on", "WERK\\[user] logged on"),
        (
            "Invalid user hafen from 192.0.2.44",
            "Invalid user [user] from [ip]",
        ),
    ]);
    stays(&[
        "chown app:app /srv",
        "invalid user id format",
        "pkg net.moor.io@4.1.0.9",
        "grep -u pattern -p file",
        "chown root:root a.txt",
        "root pts/0",
        "author=unknown",
        "Duplicate entry '44' for key 'orders.PRIMARY'",
        "login page loaded",
    ]);
}

#[test]
fn secrets_of_several_words_go_whole() {
    becomes(&[
        (
            "mnemonic: harbour lamp copper violin",
            "mnemonic: [password]",
        ),
        (
            "recovery codes: 4k2m-88qx 90ab-1z7y",
            "recovery codes: [password]",
        ),
        (
            "WIFI:T:WPA;S:Halle 3;P:Dohle-7;;",
            "WIFI:T:WPA;S:[wifi];P:[password];;",
        ),
    ]);
    stays(&["passphrase is required", "recovery codes: none"]);
}

#[test]
fn people_in_conversations_go() {
    becomes(&[
        ("[09:12] Ida: ok", "[09:12] [name]: ok"),
        ("Frag mal Sebastian", "Frag mal [name]"),
        ("hallo hannes, da?", "hallo [name], da?"),
        ("on duty: Ida und Hannes", "on duty: [name] und [name]"),
    ]);
    stays(&[
        "Anne Frank Schule geschlossen",
        "Harry Potter gelesen",
        "Hotel Maria Theresia",
        "Konrad Adenauer Platz",
        "Tom and Jerry",
        "Victoria and Albert Museum",
        "St. Martin Fest",
    ]);
}

#[test]
fn what_belongs_to_nobody_stays() {
    stays(&[
        "Gerät: Samsung SM-A546B",
        "device_name=Google Pixel 8",
        "\"screenName\":\"DetailsScreen\"",
        "gaid=00000000-0000-0000-0000-000000000000",
        "Hotline 0800 4412",
        "Treffpunkt Domplatz 9 Uhr",
        "Parkplatz 14 frei",
        "Servicehotline 0180 5 998877",
        "com.example.maps.core 25.44.33.1 loaded",
    ]);
    becomes(&[
        ("Breite 47,37689", "Breite [location]"),
        ("geb. 07/1971", "geb. [birthday]"),
        ("Geburtstag 9. Juni", "Geburtstag [birthday]"),
        ("fix N 48° 8.246' E 11° 34.529'", "fix [location]"),
        ("Ziel Am Anger 4 in 99084 Erfurt", "Ziel [address]"),
    ]);
}
