//! A platform made of plain Rust: what Kotlin or Swift would hand over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use sordino::{
    ChoiceFailure, Engine, KeyStore, KeyStoreError, Options, Receipt, Shown, SordinoError,
    TurnOnResult,
};

/// Keys in memory.
#[derive(Default)]
pub(crate) struct Keys(Mutex<HashMap<String, Vec<u8>>>);

impl KeyStore for Keys {
    fn load(&self, name: String) -> Result<Option<Vec<u8>>, KeyStoreError> {
        Ok(self
            .0
            .lock()
            .expect("no test panics in it")
            .get(&name)
            .cloned())
    }

    fn store(&self, name: String, bytes: Vec<u8>) -> Result<(), KeyStoreError> {
        self.0
            .lock()
            .expect("no test panics in it")
            .insert(name, bytes);
        Ok(())
    }

    fn delete(&self, name: String) -> Result<(), KeyStoreError> {
        self.0.lock().expect("no test panics in it").remove(&name);
        Ok(())
    }
}

/// Opens an engine on a fresh folder, which lives as long as the second of the pair.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub(crate) fn opened(policy: &[u8]) -> (Arc<Engine>, tempfile::TempDir) {
    let place = tempfile::tempdir().expect("a folder can be made");
    let engine = open(
        policy,
        place.path(),
        Arc::new(Keys::default()),
        Options::default(),
    );
    (engine.expect("it opens"), place)
}

pub(crate) fn open(
    policy: &[u8],
    folder: &std::path::Path,
    keys: Arc<dyn KeyStore>,
    options: Options,
) -> Result<Arc<Engine>, SordinoError> {
    let folder = folder.to_str().expect("a test's folder is text").to_owned();
    Engine::open(policy.to_vec(), folder, keys, Vec::new(), options)
}

/// What the person saw.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub(crate) fn shown() -> Shown {
    Shown {
        locale: "en".into(),
        how: "settings".into(),
    }
}

/// Turns one purpose on.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub(crate) fn turn_on(engine: &Engine, purpose: &str) -> Result<TurnOnResult, ChoiceFailure> {
    let on = engine.turn_on_each(vec![purpose.to_owned()], shown());
    let on = on.expect("what failed stands in the answer");
    match on.failed.first() {
        Some(failed) => Err(failed.why),
        None => Ok(on.turned[0].clone()),
    }
}

/// Turns one purpose off.
#[allow(dead_code, reason = "each test file takes what it needs")]
pub(crate) fn turn_off(engine: &Engine, purpose: &str) -> Result<Receipt, ChoiceFailure> {
    let off = engine.turn_off_each(vec![purpose.to_owned()], shown());
    let off = off.expect("what failed stands in the answer");
    match off.failed.first() {
        Some(failed) => Err(failed.why),
        None => Ok(off.receipts[0].clone()),
    }
}
