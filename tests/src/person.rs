//! What most tests have a person and an app do.

use sordino_engine::{Engine, Outcome};

use crate::{Rig, event};

/// Turns a purpose on, which must open it.
///
/// # Panics
///
/// If it does not.
pub fn on(engine: &Engine, purpose: &str) {
    let turned = engine.turn_on(purpose, Rig::SHOWN);
    assert!(turned.expect("it can be turned on").open);
}

/// Returns `true` if the purpose is open.
///
/// # Panics
///
/// If the policy does not declare it.
pub fn is_open(engine: &Engine, purpose: &str) -> bool {
    engine.status(purpose).expect("it is declared").open
}

/// Offers one event of the purpose `usage`.
pub fn offer(engine: &Engine) -> Outcome {
    engine.record(&event("alert_opened", &[]))
}

/// A fresh device whose `usage` is on.
pub fn usage_on() -> (Rig, Engine) {
    let rig = Rig::default();
    let engine = rig.open();
    on(&engine, "usage");
    (rig, engine)
}
