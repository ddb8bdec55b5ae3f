//! The `tracing` layer for errors alone.

use sentry::integrations::tracing::ErrorLayer;
use sordino_engine::is_inside;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// Turns events of level `ERROR` into crash reports of the client bound to the current hub.
///
/// Events of other levels and all spans are passed over, and so is everything that is logged inside
/// the engine.
#[derive(Default)]
pub struct TracingLayer {
    errors: ErrorLayer,
}

impl std::fmt::Debug for TracingLayer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("TracingLayer")
    }
}

/// The layer to add to the app's subscriber.
pub fn tracing_layer() -> TracingLayer {
    TracingLayer::default()
}

impl<S> Layer<S> for TracingLayer
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if *event.metadata().level() == Level::ERROR && !is_inside() {
            self.errors.on_event(event, context);
        }
    }
}
