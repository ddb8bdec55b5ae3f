//! The key store's contract.

use sordino_engine::ports::KeyStore;

/// Checks a fresh key store.
///
/// # Panics
///
/// When a promise is broken; the message names it.
pub fn key_store(store: &dyn KeyStore) {
    let load = |name: &str| {
        store
            .load(name)
            .expect("an unlocked store answers")
            .map(|key| key.to_vec())
    };

    assert_eq!(load("a"), None, "nothing is stored at first");
    store
        .store("a", &[1, 2, 3])
        .expect("an unlocked store stores");
    store.store("b", &[]).expect("an empty key is a key");
    assert_eq!(load("a"), Some(vec![1, 2, 3]), "what was stored is loaded");
    assert_eq!(load("b"), Some(vec![]), "an empty key is not a missing one");
    store.store("a", &[4]).expect("an unlocked store replaces");
    assert_eq!(load("a"), Some(vec![4]), "a second key replaces the first");
    store.delete("a").expect("an unlocked store deletes");
    assert_eq!(load("a"), None, "what was deleted is gone");
    store.delete("a").expect("deleting nothing is no error");
    assert_eq!(load("b"), Some(vec![]), "another name is untouched");
}
