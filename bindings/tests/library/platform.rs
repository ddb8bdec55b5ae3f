//! A platform made of plain Rust: what Kotlin or Swift would hand over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use sordino::{Engine, KeyStore, KeyStoreError, Options, Shown, SordinoError};

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
