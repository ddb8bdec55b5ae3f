//! A real server on a loopback port that tells what it saw.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Longer than any test takes; a test that waits for it has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What the server saw, in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Saw {
    /// A connection was made.
    Connection,
    /// A whole request.
    Request { head: String, body: Vec<u8> },
    /// The other side closed, after so many bytes of the answer had been written.
    Closed { written: usize },
}

/// How it answers each request.
#[derive(Clone)]
pub(crate) enum Answer {
    /// With these bytes.
    Text(&'static str),
    /// With these, then with zeros until the other side hangs up, at most 256 MiB.
    Endless(&'static str),
    /// Not at all.
    Never,
}

pub(crate) struct Listener {
    pub(crate) url: String,
    saw: Mutex<Receiver<Saw>>,
}

impl Listener {
    pub(crate) fn new(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
        let address = listener.local_addr().expect("it is bound");
        let (tell, saw) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                if tell.send(Saw::Connection).is_err() {
                    return;
                }
                let (tell, answer) = (tell.clone(), answer.clone());
                thread::spawn(move || serve(stream, &answer, &tell));
            }
        });
        let url = format!("http://{address}");
        let saw = Mutex::new(saw);
        Self { url, saw }
    }

    /// What it saw next.
    pub(crate) fn next(&self) -> Saw {
        let saw = self.saw.lock().expect("nobody panicked while waiting");
        saw.recv_timeout(PATIENCE).expect("it sees something")
    }

    /// The body of the next request, unzipped.
    pub(crate) fn next_body(&self) -> Vec<u8> {
        loop {
            if let Saw::Request { body, .. } = self.next() {
                let mut plain = Vec::new();
                flate2::read::GzDecoder::new(&body[..])
                    .read_to_end(&mut plain)
                    .expect("the engine zips its bodies");
                return plain;
            }
        }
    }

    /// Whether nobody has connected since the last look.
    pub(crate) fn saw_nothing(&self) -> bool {
        let host = self.url.trim_start_matches("http://");
        drop(TcpStream::connect(host).expect("the server is there"));
        // Connections are told in the order in which they were made: ours must be the first.
        self.next() == Saw::Connection && self.next() == Saw::Closed { written: 0 }
    }
}

fn serve(mut stream: TcpStream, answer: &Answer, tell: &Sender<Saw>) {
    let mut written = 0;
    if let Some((head, body)) = request(&mut stream) {
        let _ = tell.send(Saw::Request { head, body });
        written = respond(&mut stream, answer);
    }
    // Until the other side closes.
    let _ = stream.set_read_timeout(Some(PATIENCE));
    while matches!(stream.read(&mut [0; 1024]), Ok(1..)) {}
    let _ = tell.send(Saw::Closed { written });
}

fn respond(stream: &mut TcpStream, answer: &Answer) -> usize {
    const MOST: usize = 256 << 20;
    let (text, endless) = match answer {
        Answer::Text(text) => (text, false),
        Answer::Endless(text) => (text, true),
        Answer::Never => return 0,
    };
    if stream.write_all(text.as_bytes()).is_err() {
        return 0;
    }
    let mut written = text.len();
    while endless && written < MOST {
        match stream.write(&[b'0'; 8192]) {
            Ok(bytes) => written += bytes,
            Err(_) => break,
        }
    }
    written
}

fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        let mut some = [0; 4096];
        let read = stream.read(&mut some).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&some[..read]);
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let mut body = bytes.split_off(end);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().ok())?
    });
    let missing = length.unwrap_or(0).saturating_sub(body.len());
    let mut rest = vec![0; missing];
    stream.read_exact(&mut rest).ok()?;
    body.extend_from_slice(&rest);
    Some((head, body))
}
