//! The servers as a process of their own, and plain requests to them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take before it counts as never.
const PATIENCE: Duration = Duration::from_secs(30);

/// The servers as a process of their own.
pub(crate) struct Servers {
    child: Child,
    pub(crate) segment: String,
    pub(crate) sentry: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sordino"));
    command.arg("servers").args(arguments);
    command
}

/// Servers that do not start: how they end, and what they say.
pub(crate) fn refused(arguments: &[&str]) -> (ExitStatus, String) {
    let output = command(arguments).output().expect("it was just built");
    (
        output.status,
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

impl Servers {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments)
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

    /// Closes their standard input; how they end.
    pub(crate) fn close(&mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return status;
            }
            std::thread::yield_now();
        }
        panic!("they did not end when their input closed")
    }

    /// Waits until what they received is as it is asked for, and returns it.
    pub(crate) fn received_when(
        &self,
        is_there: impl Fn(&[serde_json::Value]) -> bool,
    ) -> Vec<serde_json::Value> {
        let until = Instant::now() + PATIENCE;
        loop {
            let requests = self.received();
            if is_there(&requests) {
                return requests;
            }
            assert!(Instant::now() < until, "it never arrived: {requests:?}");
            std::thread::yield_now();
        }
    }

    /// What they received so far.
    pub(crate) fn received(&self) -> Vec<serde_json::Value> {
        self.told()["requests"].as_array().expect("a list").clone()
    }

    /// How much one of them received so far.
    pub(crate) fn counts(&self, recipient: &str) -> serde_json::Value {
        self.told()[recipient].clone()
    }

    fn told(&self) -> serde_json::Value {
        let answer = Self::answer(Self::request("GET", &self.segment, "/_received", "", b""));
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).expect("it is JSON")
    }

    /// Posts to a path of one of them; status line and everything behind it.
    pub(crate) fn post(base: &str, path: &str, headers: &str, body: &str) -> String {
        Self::answer(Self::send(base, path, headers, body))
    }

    /// Posts without waiting for the answer.
    pub(crate) fn send(base: &str, path: &str, headers: &str, body: &str) -> TcpStream {
        Self::request("POST", base, path, headers, body.as_bytes())
    }

    /// Sends a whole request.
    pub(crate) fn request(
        method: &str,
        base: &str,
        path: &str,
        headers: &str,
        body: impl AsRef<[u8]>,
    ) -> TcpStream {
        let body = body.as_ref();
        write(base, &format!("{method} {path}"), headers, body.len(), body)
    }

    /// Reads the answer to its end.
    pub(crate) fn answer(mut stream: TcpStream) -> String {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }
}

/// Sends a request that says it is twice as long as it is.
pub(crate) fn half(base: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    let line = format!("POST {path}");
    write(base, &line, headers, body.len() * 2, body.as_bytes())
}

fn write(base: &str, line: &str, headers: &str, length: usize, body: &[u8]) -> TcpStream {
    let rest = base.strip_prefix("http://").expect("loopback is plain");
    let host = rest.split('/').next().expect("a host");
    let mut stream = TcpStream::connect(host).expect("it listens");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("there is some patience");
    let head = format!(
        "{line} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    stream.write_all(body).expect("it reads");
    stream
}

/// Packs a body.
pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(body).expect("memory takes it");
    packer.finish().expect("memory takes it")
}

impl Drop for Servers {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
