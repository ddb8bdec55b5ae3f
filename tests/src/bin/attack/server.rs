//! The recipients: a server on this machine that notes what arrives, and answers badly at random.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::place::now;

/// One body that arrived whole.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    pub(crate) recipient: String,
    /// Before and after the engine handed the body over, by the sender.
    pub(crate) before: u64,
    pub(crate) after: u64,
    /// When its last byte was there.
    pub(crate) arrived: u64,
    /// Numbers of the records in it.
    pub(crate) numbers: Vec<u64>,
}

/// The server, and what arrived.
#[derive(Default)]
pub(crate) struct Server {
    arrivals: Mutex<Vec<Arrival>>,
    /// Whether it takes everything at once.
    pub(crate) kind: AtomicBool,
    draws: AtomicU64,
}

impl Server {
    /// Starts it; the port it listens on.
    pub(crate) fn start() -> io::Result<(Arc<Self>, u16)> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let server = Arc::new(Self::default());
        let shared = Arc::clone(&server);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = Arc::clone(&shared);
                thread::spawn(move || server.serve(stream));
            }
        });
        Ok((server, port))
    }

    /// Takes out what arrived since the last time.
    pub(crate) fn take(&self) -> Vec<Arrival> {
        std::mem::take(&mut *self.arrivals.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut first = String::new();
        reader.read_line(&mut first).ok()?;
        // Sentry's own path begins with `api`, Segment's with what the app's endpoint ends with.
        let recipient = match first.split(['/', ' ']).nth(2)? {
            "api" => "sentry".to_owned(),
            other => other.to_owned(),
        };
        let (mut before, mut after, mut length) = (0, 0, 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            match line.trim_end().split_once(": ") {
                Some(("x-before", time)) => before = time.parse().ok()?,
                Some(("x-after", time)) => after = time.parse().ok()?,
                Some(("content-length", bytes)) => length = bytes.parse().ok()?,
                Some(_) => {}
                None => break,
            }
        }
        if !self.kind.load(Ordering::SeqCst)
            && self.draws.fetch_add(1, Ordering::SeqCst).is_multiple_of(4)
        {
            // The body is on its way, whatever becomes of who sent it.
            thread::sleep(Duration::from_millis(25));
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let arrival = Arrival {
            recipient,
            before,
            after,
            arrived: now(),
            numbers: numbers(&sordino_tests::unpack(&body)),
        };
        let mut arrivals = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        arrivals.push(arrival);
        drop(arrivals);
        let status = match self.kind.load(Ordering::SeqCst) {
            true => 200,
            false => self.bad_answer()?,
        };
        let mut stream = stream;
        write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n").ok()
    }

    /// Returns a status, mostly a good one, after a while perhaps; `None` hangs up.
    fn bad_answer(&self) -> Option<u16> {
        match self.draws.fetch_add(7, Ordering::SeqCst) % 20 {
            0 => Some(500),
            1 => Some(503),
            2 => Some(429),
            3 => None,
            4..7 => {
                thread::sleep(Duration::from_millis(150));
                Some(200)
            }
            _ => Some(200),
        }
    }
}

/// Returns the numbers of the records in a body of either kind.
fn numbers(body: &[u8]) -> Vec<u64> {
    let text = String::from_utf8_lossy(body);
    let mut found = Vec::new();
    for mark in ["\"minutes\":", "Attack"] {
        for (at, _) in text.match_indices(mark) {
            let rest = &text[at + mark.len()..];
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            found.extend(digits.parse::<u64>());
        }
    }
    found
}
