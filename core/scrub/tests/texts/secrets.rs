//! Secrets to their last sign, beside what only looks secret.

use crate::table::{becomes, stays};

#[test]
fn a_secret_goes_to_its_formats_delimiter() {
    becomes(&[
        ("password=Molch31=", "password=[password]"),
        ("kennwort=Unke=31=x&y=2", "kennwort=[password]&y=2"),
        ("passwd: Unke31:z", "passwd: [password]"),
        ("pw=Unke{31}; host=a", "pw=[password]; host=a"),
        ("pwd=Unke,31;user=z_kay", "pwd=[password];user=[user]"),
        (
            "{mode: a, password: Unke=31}",
            "{mode: a, password: [password]}",
        ),
        ("f(token=mQ4xZ81LkP0==)", "f(token=[secret])"),
        ("?token=mQ4xZ81LkP0==&n=1", "?token=[secret]&n=1"),
        ("MAIL_PASSWORD=VW5rZTMx==", "MAIL_PASSWORD=[password]"),
        ("MYSQLPASSWORD=VW5rZTMx=", "MYSQLPASSWORD=[password]"),
        (
            "AccountName=zkay7;AccountKey=Qx8/Lm+3Pq9==;Suffix=x.example",
            "AccountName=[user];AccountKey=[secret];Suffix=x.example",
        ),
        (
            "\"reader wss://x.example/?sid=9fA81kQp93=&b=1\" prio=5",
            "\"reader wss://x.example/?sid=[session]&b=1\" prio=5",
        ),
    ]);
    stays(&[
        "password= mode=fast",
        "Gaid: state=none",
        "password: must be set",
        "token: expired, retry=3",
        "a==b && c!=d",
    ]);
}

#[test]
fn a_password_of_a_statement_goes() {
    becomes(&[
        (
            "CREATE USER bote IDENTIFIED BY 'Unke 31'",
            "CREATE USER bote IDENTIFIED BY '[password]'",
        ),
        (
            "alter role bote with encrypted password 'unke'",
            "alter role bote with encrypted password '[password]'",
        ),
        (
            "SET PASSWORD FOR 'bote'@'10.%' = PASSWORD('it''s')",
            "SET PASSWORD FOR '[user]'@'10.%' = PASSWORD('[password]')",
        ),
        (
            "?q=CREATE%20USER%20b%20WITH%20PASSWORD%20%27Unke31%27",
            "?q=CREATE%20USER%20b%20WITH%20PASSWORD%20%27[password]%27",
        ),
        (
            "ALTER USER bote IDENTIFIED BY unke31;",
            "ALTER USER bote IDENTIFIED BY [password];",
        ),
        (
            "SET authentication_string=PASSWORD('Unke 31')",
            "SET authentication_string=PASSWORD('[password]')",
        ),
        (
            "mysqldump -ubote -pUnke31 moor",
            "mysqldump -ubote -p[password] moor",
        ),
        (
            "IDENTIFIED WITH caching_sha2_password BY \\\"unke\\\"",
            "IDENTIFIED WITH caching_sha2_password BY \\\"[password]\\\"",
        ),
    ]);
    stays(&[
        "ALTER USER bote PASSWORD EXPIRE",
        "identified by its colour",
        "mkdir -p 'new folder'",
        "mysql -p moor",
        "WITH PASSWORD is not supported",
        "the problem was identified as 'timeout's cousin",
    ]);
}

#[test]
fn a_webhooks_secret_goes_its_host_stays() {
    becomes(&[
        (
            "https://hooks.slack.com/services/T1AB2CD/B3EF4GH/k8Zq2Lm9Xw4Rt7Yb failed",
            "https://hooks.slack.com/services/T1AB2CD/B3EF4GH/[secret] failed",
        ),
        (
            "https://discord.com/api/webhooks/112233445566778899/aZ-9kQ_x7Lm2Pw8Rt5",
            "https://discord.com/api/webhooks/112233445566778899/[secret]",
        ),
        (
            "post hooks.zapier.com/hooks/catch/112233/k8z2q9x",
            "post hooks.zapier.com/hooks/catch/112233/[secret]",
        ),
    ]);
    stays(&[
        "https://docs.example.org/webhooks/getting-started",
        "https://x.example/hooks/pre-commit.sh",
        "GET https://x.example/api/webhooks/112233/deliveries",
    ]);
}

#[test]
fn a_spelled_code_goes_with_any_gap() {
    becomes(&[
        ("Dein Code ist 204 117", "Dein Code ist [password]"),
        ("Ihre PIN lautet: 20 41 17", "Ihre PIN lautet: [password]"),
        ("Your code: M-204117", "Your code: [password]"),
        (
            "204-117 is your login code",
            "[password] is your login code",
        ),
        (
            "204117 lautet Ihr Zugangscode",
            "[password] lautet Ihr Zugangscode",
        ),
        (
            "Use 204117 to verify it is you",
            "Use [password] to verify it is you",
        ),
    ]);
    stays(&[
        "error code: 204 117",
        "204 117 is the number of rows",
        "exit code 2041",
        "Postleitzahl 20411 gewählt",
        "Use 2048 to sort faster",
    ]);
}

#[test]
fn a_cloud_secret_goes_beside_its_id() {
    becomes(&[
        (
            "AKIAZQ7HD92KLMN34PQR:k8Zq2Lm9Xw4Rt7Yb/k8Zq2Lm9Xw4Rt7Yb+Q1w2E3",
            "[secret]:[secret]",
        ),
        (
            "AWS_ACCESS_KEY_ID=AKIAZQ7HD92KLMN34PQR k8Zq2Lm9Xw4Rt7Yb/k8Zq2Lm9Xw4Rt7Yb+Q1w2E3",
            "AWS_ACCESS_KEY_ID=[secret] [secret]",
        ),
    ]);
    stays(&["path Zq2Lm9Xw4Rt7Yb/k8Zq2Lm9Xw4Rt7Yb/Q1w2E3r/a.bin"]);
}

#[test]
fn symbols_of_compilers_stay() {
    stays(&[
        "undefined symbol: _ZNK3art6Thread8GetStateEv1x2Y3z4W5v6U",
        "at _ZTV15MoorListAdapterIcSt11char_traitsE+16",
        "_TtGC4Moor14ShiftCellModelVS_5Label_ gone",
        "No implementation for Java_org_example_Moor_open1A2b3C4d5E6f",
        "Shift_Load_m1F2E3D4C5B6A79881726354433221100FFEEDDCC+12",
        "_RNvCs9Yz8Wv7_4moor5shift4load",
    ]);
}

#[test]
fn times_and_states_of_requests_stay() {
    stays(&[
        "X-Request-Start: t=1731328849123456",
        "GET https://x.example/account 200 (12 ms)",
        "service 0000180f-0000-1000-8000-00805f9b34fb notification on",
        "BuildId: de89370400440532013000ab",
    ]);
}
