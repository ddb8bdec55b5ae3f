//! A process's transport: one request over one connection, ended by a cancel.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sordino_engine::upload::{Answer, Cancel, Reply, Request};

#[derive(Default)]
struct Under {
    cancelled: bool,
    stream: Option<TcpStream>,
}

/// One call: its connection, once there is one.
#[derive(Default)]
pub(crate) struct Call(Mutex<Under>);

impl Cancel for Call {
    fn cancel(&self) {
        let mut under = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        under.cancelled = true;
        if let Some(stream) = &under.stream {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Call {
    /// Sends `request`, with the times before and after the engine handed it over.
    pub(crate) fn send(&self, request: &Request, times: (u64, u64)) -> Reply {
        match self.answered(request, times) {
            Some(status) => Reply::Answered(Answer::of(status)),
            None if self.0.lock().is_ok_and(|under| under.cancelled) => Reply::Cancelled,
            None => Reply::Failed,
        }
    }

    fn answered(&self, request: &Request, (before, after): (u64, u64)) -> Option<u16> {
        let rest = request.url.strip_prefix("http://")?;
        let (host, path) = rest.split_once('/')?;
        let mut stream = {
            let mut under = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if under.cancelled {
                return None;
            }
            let stream = TcpStream::connect(host).ok()?;
            under.stream = stream.try_clone().ok();
            stream
        };
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .ok()?;
        let head = format!(
            "POST /{path} HTTP/1.1\r\nhost: {host}\r\nx-before: {before}\r\nx-after: {after}\r\ncontent-length: {}\r\n\r\n",
            request.body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(&request.body).ok()?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).ok()?;
        std::str::from_utf8(&answer[9..]).ok()?.parse().ok()
    }
}
