//! The panic hook that is silent inside the engine.

use std::panic;
use std::sync::Once;

use sentry::{ClientOptions, Integration};
use sordino_engine::is_inside;

/// Wraps the hook of the sentry crate's panic integration, which takes the hub's locks before it
/// asks anyone. So it has to stand behind that one in the list of integrations.
#[derive(Debug)]
pub(super) struct SilentInside;

impl Integration for SilentInside {
    fn name(&self) -> &'static str {
        "sordino-silent-inside"
    }

    fn setup(&self, _options: &mut ClientOptions) {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let outside = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if !is_inside() {
                    outside(info);
                }
            }));
        });
    }
}
