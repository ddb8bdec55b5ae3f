//! A listener that counts the connections it takes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};

/// Takes connections and counts them.
pub(crate) struct Counted {
    pub(crate) inside: TcpListener,
    pub(crate) connections: Arc<AtomicUsize>,
}

impl Listener for Counted {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let taken = Listener::accept(&mut self.inside).await;
        self.connections.fetch_add(1, Ordering::SeqCst);
        taken
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Listener::local_addr(&self.inside)
    }
}
