//! A listener that counts the connections it takes and the bytes that come over them.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// What came over the wire so far, requests to the stand-in itself included.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    pub(crate) connections: AtomicUsize,
    pub(crate) bytes: AtomicU64,
}

/// Takes connections and counts.
pub(crate) struct Counted {
    pub(crate) inside: TcpListener,
    pub(crate) traffic: Arc<Traffic>,
}

impl Listener for Counted {
    type Io = CountedStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (inside, address) = Listener::accept(&mut self.inside).await;
        self.traffic.connections.fetch_add(1, Ordering::SeqCst);
        let traffic = Arc::clone(&self.traffic);
        (CountedStream { inside, traffic }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Listener::local_addr(&self.inside)
    }
}

/// A connection whose incoming bytes are counted.
pub(crate) struct CountedStream {
    inside: TcpStream,
    traffic: Arc<Traffic>,
}

impl AsyncRead for CountedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.inside).poll_read(context, buffer);
        let bytes = (buffer.filled().len() - before) as u64;
        self.traffic.bytes.fetch_add(bytes, Ordering::SeqCst);
        read
    }
}

impl AsyncWrite for CountedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inside).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inside).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inside).poll_shutdown(context)
    }
}
