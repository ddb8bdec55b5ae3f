//! The settings of a client that collects nothing beside errors.

use std::sync::Arc;

use sentry::ClientOptions;
use sentry::integrations::backtrace::{AttachStacktraceIntegration, ProcessStacktraceIntegration};
use sentry::integrations::debug_images::DebugImagesIntegration;
use sentry::integrations::panic::PanicIntegration;
use sordino_engine::Engine;

use super::hook::SilentInside;
use super::transport::GatedTransportFactory;

/// A client without an address is switched off, so it gets one that no name server knows.
const NOWHERE: &str = "https://none@sordino.invalid/0";

/// Options for `sentry::init`: everything goes to `engine`, and nothing but errors is collected.
///
/// No default integrations, so no device name, no operating system, no environment; no user data,
/// server name, breadcrumbs, sessions or traces. Panics and errors get a stack; the images are for
/// builds without debug information, and leave only with those. To see what was dropped, use
/// [`GatedTransportFactory::client_options`] in its place.
pub fn client_options(engine: Arc<Engine>) -> ClientOptions {
    GatedTransportFactory::new(engine).client_options()
}

impl GatedTransportFactory {
    /// The options of [`client_options`], with this transport.
    pub fn client_options(&self) -> ClientOptions {
        ClientOptions::new()
            .dsn(NOWHERE)
            .transport(self.clone())
            .default_integrations(false)
            .add_integration(AttachStacktraceIntegration)
            .add_integration(DebugImagesIntegration::default())
            .add_integration(PanicIntegration::default())
            .add_integration(ProcessStacktraceIntegration)
            .add_integration(SilentInside)
            .attach_stacktrace(true)
            .send_default_pii(false)
            .max_breadcrumbs(0)
            .before_breadcrumb(|_| None)
    }
}
