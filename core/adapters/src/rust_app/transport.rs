//! The transport that leads to the gate and nowhere else.

use std::sync::Arc;
use std::thread;

use sentry::protocol::{Envelope, EnvelopeItem, Event, ItemContainer};
use sentry::{Transport, TransportFactory, TransportOptions};
use sordino_engine::crash::Trace;
use sordino_engine::{Engine, is_inside};

use super::counts::{Counts, HandedOver, add};
use super::report::{self, Report};

/// Hands errors to the engine and drops every other item by its name. It opens no connection.
#[derive(Clone)]
pub struct GatedTransport {
    engine: Arc<Engine>,
    counts: Arc<Counts>,
}

/// Makes the transport, and tells what clients handed over to it.
#[derive(Clone)]
pub struct GatedTransportFactory {
    transport: GatedTransport,
}

impl GatedTransportFactory {
    /// A factory whose transports lead to `engine`.
    pub fn new(engine: Arc<Engine>) -> Self {
        let counts = Arc::default();
        let transport = GatedTransport { engine, counts };
        Self { transport }
    }

    /// What all clients with this factory handed over until now.
    pub fn handed_over(&self) -> HandedOver {
        self.transport.counts.now()
    }
}

impl TransportFactory for GatedTransportFactory {
    fn create_transport_with_options(&self, _options: TransportOptions) -> Arc<dyn Transport> {
        Arc::new(self.transport.clone())
    }
}

impl Transport for GatedTransport {
    fn send_envelope(&self, envelope: Envelope) {
        if is_inside() {
            add(&self.counts.inside, 1);
            return;
        }
        let mut items = envelope.into_items().peekable();
        if items.peek().is_none() {
            // A raw envelope shows no items.
            add(&self.counts.others, 1);
        }
        for item in items {
            self.take(item);
        }
    }
}

impl GatedTransport {
    fn take(&self, item: EnvelopeItem) {
        let counts = &self.counts;
        let (count, items) = match item {
            EnvelopeItem::Event(event) => return self.report(*event),
            EnvelopeItem::SessionUpdate(_) => (&counts.sessions, 1),
            EnvelopeItem::SessionAggregates(_) => (&counts.sessions, 1),
            EnvelopeItem::Transaction(_) => (&counts.transactions, 1),
            EnvelopeItem::Attachment(_) => (&counts.attachments, 1),
            EnvelopeItem::MonitorCheckIn(_) => (&counts.check_ins, 1),
            EnvelopeItem::ItemContainer(ItemContainer::Logs(logs)) => (&counts.logs, logs.len()),
            EnvelopeItem::ItemContainer(ItemContainer::Metrics(metrics)) => {
                (&counts.metrics, metrics.len())
            }
            EnvelopeItem::ClientReport(_) => (&counts.client_reports, 1),
            _ => (&counts.others, 1),
        };
        add(count, items);
    }

    fn report(&self, event: Event<'static>) {
        let count = match report::of(&event) {
            Report::Error(trace) => {
                self.offer(&trace);
                &self.counts.reports
            }
            Report::Oversized => &self.counts.oversized,
            Report::NoError => &self.counts.messages,
        };
        add(count, 1);
    }

    /// Offers it; whatever the outcome, the engine counts it. Whoever reports anything but a panic went on.
    fn offer(&self, trace: &Trace) {
        let is_panic = trace.exceptions.iter().any(|one| one.ty == "panic");
        let offer = || {
            drop(match is_panic {
                true => self.engine.crash_trace(trace, None),
                false => self.engine.handled_trace(trace),
            });
        };
        if !thread::panicking() {
            return offer();
        }
        // In a panic hook a second panic would end the process, even one that the engine catches.
        // A thread of its own keeps that from the app.
        thread::scope(|scope| {
            if thread::Builder::new().spawn_scoped(scope, offer).is_err() {
                offer();
            }
        });
    }
}
