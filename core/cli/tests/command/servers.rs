//! `sordino servers`, as the tests of every language start it.

use std::fs;
use std::net::TcpStream;

use crate::stand_in::{self, Servers};

const KEY: &str = "Authorization: Basic a2V5Og==\r\n";
const BATCH: &str = r#"{"batch":[{"type":"track","event":"e","messageId":"m","userId":"u"}]}"#;

#[test]
fn they_end_when_their_input_closes() {
    let mut servers = Servers::start(&[]);
    assert!(servers.segment.ends_with("/v1") && servers.sentry.ends_with("/1"));

    assert!(servers.close().success());
}

#[test]
fn they_answer_as_they_are_told() {
    let servers = Servers::start(&[]);
    let take = || Servers::post(&servers.segment, "/v1/batch", KEY, BATCH);
    let tell = |mode: &str| Servers::post(&servers.sentry, "/_mode", "", mode);
    assert!(take().starts_with("HTTP/1.1 200"));
    assert!(tell(r#"{"mode":"429","retry_after":"7"}"#).starts_with("HTTP/1.1 204"));
    let refused = take();
    assert!(
        refused.starts_with("HTTP/1.1 429") && refused.contains("retry-after: 7"),
        "{refused}"
    );
    assert!(tell(r#"{"mode":"503","retry_after":30}"#).starts_with("HTTP/1.1 204"));
    assert!(take().contains("retry-after: 30"));
    for status in ["503", "400", "413"] {
        assert!(tell(&format!(r#"{{"mode":"{status}"}}"#)).starts_with("HTTP/1.1 204"));
        assert_eq!(take()[9..12], *status);
    }
    for wrong in [
        r#"{"mode":"purple"}"#,
        r#"{"mode":"200"}"#,
        r#"{"mode":"503","retry_after":"1\n2"}"#,
        "{",
    ] {
        assert!(tell(wrong).starts_with("HTTP/1.1 400"), "{wrong}");
    }
    assert!(tell(r#"{"mode":"ok"}"#).starts_with("HTTP/1.1 204"));
    assert!(take().starts_with("HTTP/1.1 200"));
}

#[test]
fn they_refuse_what_the_vendors_would() {
    let servers = Servers::start(&[]);
    let status = |headers: &str, body: &str| {
        Servers::post(&servers.segment, "/v1/batch", headers, body)[9..12].to_owned()
    };
    assert_eq!(status("", BATCH), "401");
    assert_eq!(status(KEY, "{}"), "400");
    assert_eq!(
        status(&format!("{KEY}Content-Encoding: gzip\r\n"), BATCH),
        "400"
    );
    let envelope = Servers::post(&servers.sentry, "/api/1/envelope/", "", "{}\n{}\n{}\n");
    assert!(envelope.starts_with("HTTP/1.1 401"), "{envelope}");
}

#[test]
fn a_hanging_server_answers_nothing_until_told() {
    let servers = Servers::start(&[]);
    let tell = |mode: &str| Servers::post(&servers.segment, "/_mode", "", mode);
    tell(r#"{"mode":"hang"}"#);
    let waiting = Servers::send(&servers.segment, "/v1/batch", KEY, BATCH);
    let requests = servers.received_when(|requests| requests.len() == 1);
    assert_eq!(requests[0]["status"], 0);

    tell(r#"{"mode":"ok"}"#);

    assert!(Servers::answer(waiting).starts_with("HTTP/1.1 200"));
    assert_eq!(servers.received()[0]["status"], 200);
}

#[test]
fn hanging_requests_do_not_keep_servers_alive() {
    let mut servers = Servers::start(&[]);
    Servers::post(&servers.segment, "/_mode", "", r#"{"mode":"hang"}"#);
    let _waiting = Servers::send(&servers.segment, "/v1/batch", KEY, BATCH);
    servers.received_when(|requests| requests.len() == 1);

    assert!(servers.close().success());
}

#[test]
fn nothing_that_arrives_goes_unseen() {
    let servers = Servers::start(&[]);
    assert!(
        Servers::post(&servers.segment, "/v1/identify", KEY, BATCH).starts_with("HTTP/1.1 404")
    );
    assert!(
        Servers::post(&servers.sentry, "/api/2/envelope/", "", "x").starts_with("HTTP/1.1 404")
    );
    let put = Servers::request("PUT", &servers.segment, "/v1/batch", KEY, BATCH);
    assert!(Servers::answer(put).starts_with("HTTP/1.1 405"));
    assert!(Servers::post(&servers.segment, "/v1/batch", "", BATCH).starts_with("HTTP/1.1 401"));

    let seen: Vec<String> = servers
        .received()
        .iter()
        .map(|one| format!("{} {} {}", one["method"], one["path"], one["status"]))
        .collect();
    assert_eq!(
        seen,
        [
            r#""POST" "/v1/identify" 404"#,
            r#""POST" "/api/2/envelope/" 404"#,
            r#""PUT" "/v1/batch" 405"#,
            r#""POST" "/v1/batch" 401"#,
        ]
    );
}

#[test]
fn a_record_taken_twice_is_marked() {
    let servers = Servers::start(&[]);
    let take = |body: &str| Servers::post(&servers.segment, "/v1/batch", KEY, body);
    let told = |mode: &str| Servers::post(&servers.segment, "/_mode", "", mode);
    told(r#"{"mode":"503"}"#);
    take(BATCH);
    told(r#"{"mode":"ok"}"#);
    take(BATCH);
    assert!(take(BATCH).starts_with("HTTP/1.1 200"));
    let another = r#"{"type":"track","event":"e","messageId":"n","userId":"u"}]}"#;
    take(&BATCH.replace("]}", &format!(",{another}")));

    let requests = servers.received();
    let marked: Vec<_> = requests.iter().map(|one| &one["duplicate"]).collect();
    assert_eq!(marked, [false, false, true, false]);
    assert_eq!(requests[3]["again"], serde_json::json!(["m"]));
    let counts = servers.counts("segment");
    assert_eq!(
        counts,
        serde_json::json!({ "requests": 4, "taken": 2, "again": 2 })
    );
    assert_eq!(servers.counts("sentry")["requests"], 0);
}

#[test]
fn every_body_is_kept_raw_and_unpacked() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = place.path().join("kept");
    let mut servers = Servers::start(&["--keep", folder.to_str().expect("the path is UTF-8")]);
    let packed = stand_in::gzip(BATCH.as_bytes());
    let gzip = format!("{KEY}Content-Encoding: gzip\r\n");
    let sent = Servers::request("POST", &servers.segment, "/v1/batch", &gzip, &packed);
    assert!(Servers::answer(sent).starts_with("HTTP/1.1 200"));
    Servers::post(&servers.sentry, "/api/1/envelope/", "", "refused");
    Servers::post(&servers.sentry, "/_mode", "", r#"{"mode":"hang"}"#);
    let hanging = Servers::send(&servers.segment, "/v1/batch", KEY, BATCH);
    servers.received_when(|requests| requests.len() == 3);
    let cut: TcpStream = stand_in::half(&servers.segment, "/v1/batch", KEY, "half");
    servers.received_when(|requests| requests.get(3).is_some_and(|one| one["raw_bytes"] == 4));
    drop((hanging, cut));
    assert!(servers.close().success());

    let read = |name: &str| fs::read(folder.join(name)).expect("it was kept");
    assert_eq!(read("00000-segment.raw"), packed);
    assert_eq!(read("00000-segment.body"), BATCH.as_bytes());
    assert_eq!(read("00001-sentry.raw"), b"refused");
    assert_eq!(read("00002-segment.raw"), BATCH.as_bytes());
    assert_eq!(read("00003-segment.raw"), b"half");
    let about: serde_json::Value =
        serde_json::from_slice(&read("00001-sentry.json")).expect("it is JSON");
    assert_eq!(
        (&about["recipient"], &about["status"]),
        (&"sentry".into(), &401.into())
    );
    assert!(
        about["time"]
            .as_str()
            .is_some_and(|time| time.ends_with('Z'))
    );
}

#[test]
fn an_impossible_folder_is_told_at_start() {
    let place = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    let folder = place.path().join("kept");
    let (status, said) = stand_in::refused(&["--keep", folder.to_str().expect("UTF-8")]);
    assert_eq!(status.code(), Some(1));
    assert!(said.contains("cannot be kept"), "{said}");
}
