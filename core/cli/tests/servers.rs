//! `sordino servers`, as the tests of every language start it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The servers as a process of their own.
struct Servers {
    child: Child,
    segment: String,
    sentry: String,
}

impl Servers {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sordino"))
            .arg("servers")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it was just built");
        let mut line = String::new();
        let output = child.stdout.as_mut().expect("it is piped");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("it says where it is");
        let said: serde_json::Value = serde_json::from_str(&line).expect("one line of JSON");
        let address = |name: &str| said[name].as_str().expect("an address").to_owned();
        Self {
            segment: address("segment"),
            sentry: address("sentry"),
            child,
        }
    }

    /// Posts to a path of one of them; status line and everything behind it.
    fn post(base: &str, path: &str, headers: &str, body: &str) -> String {
        let rest = base.strip_prefix("http://").expect("loopback is plain");
        let host = rest.split('/').next().expect("a host");
        let mut stream = TcpStream::connect(host).expect("it listens");
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const KEY: &str = "Authorization: Basic a2V5Og==\r\n";
const BATCH: &str = r#"{"batch":[{"type":"track","event":"e","messageId":"m","userId":"u"}]}"#;

#[test]
fn they_end_when_their_input_closes() {
    let mut servers = Servers::start();
    assert!(servers.segment.ends_with("/v1") && servers.sentry.ends_with("/1"));

    drop(servers.child.stdin.take());

    assert!(servers.child.wait().expect("it ends").success());
}

#[test]
fn they_answer_as_they_are_told() {
    let servers = Servers::start();
    let take = || Servers::post(&servers.segment, "/v1/batch", KEY, BATCH);
    let tell = |mode: &str| Servers::post(&servers.sentry, "/_mode", "", mode);
    assert!(take().starts_with("HTTP/1.1 200"));
    assert!(tell(r#"{"mode":"429","retry_after":"7"}"#).starts_with("HTTP/1.1 204"));
    let refused = take();
    assert!(
        refused.starts_with("HTTP/1.1 429") && refused.contains("retry-after: 7"),
        "{refused}"
    );
    assert!(tell(r#"{"mode":"purple"}"#).starts_with("HTTP/1.1 400"));
    assert!(tell(r#"{"mode":"ok"}"#).starts_with("HTTP/1.1 204"));
    assert!(take().starts_with("HTTP/1.1 200"));
}

#[test]
fn they_refuse_what_the_vendors_would() {
    let servers = Servers::start();
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
