//! The relay of examples/backend keeps a request before it answers, and asks each vendor once.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value as Json, json};

const RELAY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../examples/backend/deletion/relay.py"
);
const ID: &str = "0190f5a0-0000-8000-8000-000000000001";
const LONG: Duration = Duration::from_secs(60);

/// A server that plays Segment's API: it answers with these statuses, one after the other, and hands on what came.
fn segment(statuses: Vec<u16>) -> (String, Receiver<(String, Json)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    let (told, came) = channel();
    thread::spawn(move || {
        for status in statuses {
            let (stream, _) = listener.accept().expect("somebody asks");
            let (head, body) = message(&stream);
            let mut stream = stream;
            let answer = format!(
                "HTTP/1.1 {status} As told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(answer.as_bytes()).expect("it is answered");
            let _ = told.send((head, serde_json::from_slice(&body).expect("it is JSON")));
        }
    });
    (format!("http://{address}"), came)
}

/// Head and body of what comes over a connection.
fn message(stream: &TcpStream) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while reader.read_line(&mut head).expect("it is a message") > 2 {}
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).expect("it is whole");
    (head, body)
}

/// A relay that ends with the test.
struct Relay(Child, u16);

impl Relay {
    fn start(folder: &Path, api: &str) -> Self {
        let config = folder.join("relay.json");
        let segment = json!({"kind": "segment", "api": api, "source": "src", "token_in": "TOKEN"});
        let text = json!({"port": 0, "spool": folder.join("spool"), "again_after_seconds": 0.05,
            "vendors": {"segment": segment, "sentry": {"kind": "by_hand"}}});
        std::fs::write(&config, text.to_string()).expect("it is written");
        let mut relay = Command::new("python3");
        relay.arg(RELAY).arg(&config).env("TOKEN", "secret");
        relay.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = relay.spawn().expect("the relay is Python: install python3");
        let mut line = String::new();
        let said = child.stdout.take().expect("it is piped");
        BufReader::new(said)
            .read_line(&mut line)
            .expect("it says where it is");
        let said: HashMap<String, u16> = serde_json::from_str(&line).expect("it says its port");
        Self(child, said["port"])
    }

    fn ask(&self, body: &[u8]) -> u16 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).expect("it listens");
        let head = format!(
            "POST /v1/requests HTTP/1.0\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream
            .write_all(&[head.as_bytes(), body].concat())
            .expect("it is sent");
        let (head, _) = message(&stream);
        head.split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("it has a status")
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn request() -> Vec<u8> {
    let row = |recipient: &str, field: &str, name: &str| json!({"recipient": recipient, "purpose": "usage", "field": field, "pseudonym": name});
    json!({"format": 1, "request": "deletion", "id": ID, "asked": "2026-11-24T08:07:59Z", "pseudonyms": [
        row("segment", "user_id", "u-1"), row("segment", "device_id", "d-1"), row("sentry", "user_id", "u-2"),
    ]})
    .to_string()
    .into_bytes()
}

/// What is kept under a name, once it is there.
fn kept(folder: &Path, state: &str) -> Json {
    let path = folder.join("spool").join(format!("{ID}.{state}.json"));
    let until = std::time::Instant::now() + LONG;
    loop {
        if let Ok(text) = std::fs::read(&path) {
            return serde_json::from_slice(&text).expect("it is JSON");
        }
        assert!(std::time::Instant::now() < until, "{state} is not kept");
        thread::yield_now();
    }
}

#[test]
fn the_relay_asks_each_vendor_until_it_answers() {
    let folder = tempfile::tempdir().expect("there is room");
    let (api, came) = segment(vec![503, 200, 200]);
    let relay = Relay::start(folder.path(), &api);
    assert_eq!(relay.ask(&request()), 202);
    assert_eq!(relay.ask(&request()), 202, "the same again is kept once");

    let mut asked = Vec::new();
    for _ in 0..3 {
        let (head, body) = came.recv_timeout(LONG).expect("it is asked");
        assert!(head.starts_with("POST /regulations/sources/src "), "{head}");
        assert!(head.contains("Bearer secret"));
        asked.push((body["subjectType"].clone(), body["subjectIds"].clone()));
    }
    let user = (json!("USER_ID"), json!(["u-1"]));
    let device = (json!("ANONYMOUS_ID"), json!(["d-1"]));
    assert_eq!(asked, [user.clone(), user, device]);

    let done = kept(folder.path(), "done");
    let members: Vec<_> = done.as_object().expect("it is an object").keys().collect();
    assert_eq!(members, ["asked", "by_hand", "id"]);
    assert_eq!(done["by_hand"][0]["pseudonym"], "u-2");
    assert_eq!(done["by_hand"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_killed_relay_goes_on_with_what_it_answered() {
    let folder = tempfile::tempdir().expect("there is room");
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let nowhere = format!("http://{}", nobody.local_addr().expect("it has one"));
    drop(nobody);
    let relay = Relay::start(folder.path(), &nowhere);
    assert_eq!(relay.ask(&request()), 202);
    drop(relay);
    let (api, _came) = segment(vec![200, 200]);
    let _relay = Relay::start(folder.path(), &api);
    assert_eq!(kept(folder.path(), "done")["id"], ID);
}

#[test]
fn the_relay_keeps_only_whole_requests() {
    let folder = tempfile::tempdir().expect("there is room");
    let relay = Relay::start(folder.path(), "http://127.0.0.1:9");
    let text = String::from_utf8(request()).expect("it is text");
    for bad in [
        "{".to_owned(),
        text.replace("\"deletion\"", "\"export\""),
        text.replace(ID, "../../../../../../../../../../../etc/pa"),
        text.replace("u-1", ""),
    ] {
        assert_eq!(relay.ask(bad.as_bytes()), 400, "{bad}");
    }
    let spool = std::fs::read_dir(folder.path().join("spool")).expect("it is there");
    assert_eq!(spool.count(), 0);
}
