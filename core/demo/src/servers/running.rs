//! The servers on a thread of their own.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::accept::{Counted, Traffic};
use super::kept;
use super::log::Log;
use super::mode::Mode;
use super::received::Received;
use super::routes::routes;

/// The servers; they end when this is dropped.
pub(crate) struct Servers {
    log: Arc<Log>,
    traffic: Arc<Traffic>,
    ports: [u16; 4],
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Servers {
    /// Starts them on free ports of the loopback address; all listen when this returns.
    pub(crate) fn start(keep: Option<PathBuf>) -> io::Result<Self> {
        Self::start_at(None, keep, false)
    }

    /// The same at four ports that follow each other, and watched: what arrives is printed.
    pub(crate) fn start_at(
        port: Option<u16>,
        keep: Option<PathBuf>,
        watch: bool,
    ) -> io::Result<Self> {
        let after = |more| match port {
            None => Ok(0),
            Some(port) => port.checked_add(more).ok_or_else(no_next_port),
        };
        let ports = [after(0)?, after(1)?, after(2)?, after(3)?];
        if let Some(folder) = &keep {
            kept::prepare(folder)?;
        }
        let log = Arc::new(Log::new(keep, watch));
        let traffic = Arc::new(Traffic::default());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (ready, listening) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let (for_thread, counted) = (Arc::clone(&log), Arc::clone(&traffic));
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                let listeners = async {
                    let mut listeners = Vec::new();
                    for port in ports {
                        listeners.push(listen(port).await?);
                    }
                    let mut ports = [0; 4];
                    for (port, listener) in ports.iter_mut().zip(&listeners) {
                        *port = listener.local_addr()?.port();
                    }
                    Ok::<_, io::Error>((listeners, ports))
                };
                let listeners = match listeners.await {
                    Ok((listeners, ports)) => {
                        let _ = ready.send(Ok(ports));
                        listeners
                    }
                    Err(error) => {
                        let _ = ready.send(Err(error));
                        return;
                    }
                };
                let serve = |recipient, inside| {
                    let listener = Counted {
                        inside,
                        traffic: Arc::clone(&counted),
                    };
                    let routes = routes(recipient, Arc::clone(&for_thread));
                    tokio::spawn(async move {
                        // It ends with the runtime; an error of one connection is not the server's.
                        let _ = axum::serve(listener, routes).await;
                    })
                };
                let named = ["segment", "sentry", "otlp", "rights"].into_iter();
                let all: Vec<_> = named
                    .zip(listeners)
                    .map(|(recipient, listener)| serve(recipient, listener))
                    .collect();
                let _ = stopped.await;
                all.iter().for_each(tokio::task::JoinHandle::abort);
            });
        });
        let ports = listening.recv().map_err(|_| io::ErrorKind::BrokenPipe)??;
        Ok(Self {
            log,
            traffic,
            ports,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Base URL of Segment's tracking API.
    pub(crate) fn segment_url(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.ports[0])
    }

    /// Base URL of Sentry; its end is the project's number.
    pub(crate) fn sentry_url(&self) -> String {
        format!("http://127.0.0.1:{}/1", self.ports[1])
    }

    /// Base URL of the collector.
    pub(crate) fn otlp_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports[2])
    }

    /// The controller's endpoint for requests.
    pub(crate) fn rights_url(&self) -> String {
        format!("http://127.0.0.1:{}/v1/requests", self.ports[3])
    }

    /// How they answer from now on; what hangs is answered so too.
    pub(crate) fn set_mode(&self, mode: Mode) {
        self.log.mode.send_replace(mode);
    }

    /// Every request so far, in the order of their heads.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.log.requests().clone()
    }

    /// Requests whose head arrived, answered or not.
    pub(crate) fn requests_begun(&self) -> usize {
        self.log.requests().len()
    }

    /// Requests whose head arrived after `moment`.
    pub(crate) fn begun_after(&self, moment: Instant) -> usize {
        let requests = self.log.requests();
        requests.iter().filter(|one| one.at > moment).count()
    }

    /// Whether a well-formed request has arrived to its end, of those behind the first `begun`.
    pub(crate) fn arrived_whole(&self, begun: usize) -> bool {
        let requests = self.log.requests();
        let mut later = requests.iter().skip(begun);
        later.any(|one| !one.ids.is_empty())
    }

    /// Ids that were taken, each as often as it was taken anew.
    pub(crate) fn taken(&self) -> Vec<String> {
        let requests = self.log.requests();
        let taken = requests.iter().filter(|one| one.status == 200);
        taken
            .flat_map(|one| one.ids.iter().filter(|id| !one.again.contains(id)))
            .cloned()
            .collect()
    }

    /// Connections taken.
    pub(crate) fn connections(&self) -> usize {
        self.traffic.connections.load(Ordering::SeqCst)
    }

    /// Bytes that came over them.
    pub(crate) fn bytes(&self) -> u64 {
        self.traffic.bytes.load(Ordering::SeqCst)
    }
}

fn no_next_port() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidInput,
        "there is no port after 65535 for the next server: name a smaller one with --port",
    )
}

async fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await;
    listener.map_err(|error| {
        let why = format!(
            "nothing can listen at 127.0.0.1:{port}: {error}. Name another port with --port."
        );
        io::Error::new(error.kind(), why)
    })
}

impl Drop for Servers {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
