//! What the HTTP transport does on the wire, and how it stops.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::listener::{Answer, Listener, PATIENCE, Saw};
use sordino_adapters::{Canceller, Http};
use sordino_engine::upload::{Answer as Said, Cancel, Reply, Request, START_BYTES};

const TAKEN: &str = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok";

fn request(url: &str) -> Request {
    Request {
        id: 1,
        recipient: "segment".to_owned(),
        purpose: "usage".to_owned(),
        url: format!("{url}/v1/batch"),
        headers: vec![("X-Kept".to_owned(), "as given".to_owned())],
        body: b"the body".to_vec(),
        records: 1,
    }
}

fn send(listener: &Listener) -> Reply {
    Http::new(PATIENCE).send(&request(&listener.url), &Canceller::default())
}

fn answered(status: u16) -> Reply {
    Reply::Answered(Said::of(status))
}

#[test]
fn a_request_is_posted_as_given() {
    let listener = Listener::new(Answer::Text(TAKEN));
    let taken = Said {
        start: b"ok".to_vec(),
        ..Said::of(202)
    };
    assert_eq!(send(&listener), Reply::Answered(taken));
    assert_eq!(listener.next(), Saw::Connection);
    let Saw::Request { head, body } = listener.next() else {
        panic!("a request follows");
    };
    assert_eq!(body, b"the body");
    let mut lines: Vec<String> = head.lines().map(str::to_lowercase).collect();
    lines.sort();
    let host = format!("host: {}", listener.url.trim_start_matches("http://"));
    let mut expected = vec![
        "",
        "content-length: 8",
        &host,
        "post /v1/batch http/1.1",
        concat!("user-agent: sordino/", env!("CARGO_PKG_VERSION")),
        "x-kept: as given",
    ];
    expected.sort_unstable();
    assert_eq!(lines, expected, "no header says more about the sender");
}

#[test]
fn a_servers_wishes_are_passed_on() {
    let listener = Listener::new(Answer::Text(
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nX-Sentry-Rate-Limits: 60:error:key\r\n\
         Content-Length: 0\r\n\r\n",
    ));
    let asked = Reply::Answered(Said {
        retry_after: Some("120".to_owned()),
        rate_limits: Some("60:error:key".to_owned()),
        ..Said::of(429)
    });
    assert_eq!(send(&listener), asked);
}

#[test]
fn a_redirect_is_not_followed() {
    let redirects: [(u16, &'static str); 2] = [
        (
            302,
            "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
        ),
        (
            307,
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
        ),
    ];
    for (status, text) in redirects {
        let listener = Listener::new(Answer::Text(text));
        assert_eq!(send(&listener), answered(status));
        assert_eq!(listener.next(), Saw::Connection);
        assert!(matches!(listener.next(), Saw::Request { .. }));
        let written = text.len();
        assert_eq!(listener.next(), Saw::Closed { written });
        assert!(listener.saw_nothing());
    }
}

#[test]
fn a_silent_server_is_left_after_the_timeout() {
    let listener = Listener::new(Answer::Never);
    let http = Http::new(Duration::from_millis(100));
    let reply = http.send(&request(&listener.url), &Canceller::default());
    assert_eq!(reply, Reply::TimedOut);
    assert_eq!(listener.next(), Saw::Connection);
    assert!(matches!(listener.next(), Saw::Request { .. }));
    assert_eq!(listener.next(), Saw::Closed { written: 0 });
}

#[test]
fn a_server_without_a_certificate_gets_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let url = format!("https://{}", listener.local_addr().expect("it is bound"));
    let (reply, seen) = thread::scope(|scope| {
        let server = scope.spawn(|| {
            let (mut stream, _) = listener.accept().expect("the client connects");
            let mut greeting = vec![0; 4096];
            let read = stream.read(&mut greeting).expect("the client speaks first");
            // Not TLS, so the client hangs up.
            let _ = stream.write_all(TAKEN.as_bytes());
            greeting.truncate(read);
            let _ = stream.read_to_end(&mut greeting);
            greeting
        });
        let reply = Http::new(PATIENCE).send(&request(&url), &Canceller::default());
        (reply, server.join().expect("it does not panic"))
    });
    assert_eq!(reply, Reply::Failed);
    assert_eq!(seen.first(), Some(&0x16), "a TLS handshake");
    assert!(!seen.windows(8).any(|part| part == b"the body"));
}

#[test]
fn a_refused_connection_has_failed() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let url = format!("http://{}", port.local_addr().expect("it is bound"));
    drop(port);
    let reply = Http::new(PATIENCE).send(&request(&url), &Canceller::default());
    assert_eq!(reply, Reply::Failed);
}

#[test]
fn a_request_cancelled_early_opens_no_connection() {
    let listener = Listener::new(Answer::Text(TAKEN));
    let canceller = Canceller::default();
    canceller.cancel();
    let reply = Http::new(PATIENCE).send(&request(&listener.url), &canceller);
    assert_eq!(reply, Reply::Cancelled);
    assert!(listener.saw_nothing());
}

#[test]
fn a_request_cancelled_under_way_closes_its_socket() {
    let listener = Listener::new(Answer::Never);
    let (canceller, request) = (Canceller::default(), request(&listener.url));
    let reply = thread::scope(|scope| {
        let sender = scope.spawn(|| Http::new(PATIENCE * 4).send(&request, &canceller));
        assert_eq!(listener.next(), Saw::Connection);
        assert!(matches!(listener.next(), Saw::Request { .. }));
        canceller.cancel();
        // Within the listener's patience, a quarter of the client's.
        assert_eq!(listener.next(), Saw::Closed { written: 0 });
        sender.join().expect("it does not panic")
    });
    assert_eq!(reply, Reply::Cancelled);
}

#[test]
fn an_oversized_answer_is_not_read_whole() {
    let endless = Answer::Endless("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
    let listener = Listener::new(endless);
    let Reply::Answered(answer) = send(&listener) else {
        panic!("it is an answer");
    };
    let kind = answer.content_type.as_deref();
    assert_eq!((answer.status, kind), (200, Some("text/plain")));
    assert_eq!(
        answer.start.len(),
        START_BYTES,
        "its beginning alone is kept"
    );
    assert_eq!(listener.next(), Saw::Connection);
    assert!(matches!(listener.next(), Saw::Request { .. }));
    // The two systems' socket buffers hold some megabytes that nobody reads.
    let Saw::Closed { written } = listener.next() else {
        panic!("the client hangs up");
    };
    assert!(written < 64 << 20, "{written} bytes were taken");
}

#[test]
fn an_oversized_head_is_no_answer() {
    let listener = Listener::new(Answer::Endless("HTTP/1.1 200 OK\r\nX-Long: "));
    assert_eq!(send(&listener), Reply::Failed);
}

#[test]
fn a_proxy_in_the_environment_is_not_used() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    let proxy = format!("http://{}", port.local_addr().expect("it is bound"));
    drop(port);
    let mut again = Command::new(std::env::current_exe().expect("a test has a file"));
    for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
        again.env(name, &proxy).env(name.to_lowercase(), &proxy);
    }
    for name in ["NO_PROXY", "no_proxy"] {
        again.env_remove(name);
    }
    let out = again
        .args(["--exact", "http::a_servers_wishes_are_passed_on"])
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success() && said.contains("1 passed"), "{said}");
}
