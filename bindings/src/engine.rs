//! The engine as an object, and opening it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use sordino_adapters::Folder;
use sordino_engine::ports::Clock;
#[cfg(not(feature = "testing"))]
use sordino_engine::ports::Random;
use sordino_engine::{OpenError, Ports};
use sordino_policy::Policy;

use crate::door::Registered;
use crate::error::SordinoError;
use crate::keys::{Bounded, KeyStore};
use crate::options::Options;
use crate::recent::Lately;
use crate::vendors::{VendorSwitch, port};

/// The engine. Share one between all threads; every call may come from any of them.
///
/// What every call can answer besides its own errors: `Broken`, after a failure inside. Everything
/// is closed then until it is opened again.
#[derive(uniffi::Object)]
pub struct Engine {
    pub(crate) engine: Arc<sordino_engine::Engine>,
    registered: Registered,
    /// Records that were refused as closed without crossing.
    pub(crate) closed_elsewhere: AtomicU64,
    pub(crate) lately: Lately,
    pub(crate) clock: Box<dyn Clock>,
}

#[uniffi::export]
impl Engine {
    /// Opens the engine on a folder of Sordino's own, which is made if it is not there.
    ///
    /// `policy_json` is the file that `sordino generate` wrote, unchanged. The folder must be on
    /// this device only and out of every backup. Whatever is missing, damaged, locked or foreign in
    /// it means closed; that is no error here, `condition` says it. The key store is asked before
    /// this returns, so call it off the main thread.
    ///
    /// # Errors
    ///
    /// `BadPolicy`, `NewerPolicy` and `BadOption` for what the build or the app must mend, `NotReady`
    /// if the folder can be neither read nor made.
    #[uniffi::constructor]
    pub fn open(
        policy_json: Vec<u8>,
        folder: String,
        key_store: Arc<dyn KeyStore>,
        vendors: Vec<Arc<dyn VendorSwitch>>,
        options: Options,
    ) -> Result<Arc<Self>, SordinoError> {
        let parts = (policy_json, folder, key_store, vendors, options);
        opened(parts, sordino_engine::Engine::open)
    }

    /// The same without asking the key store, which may take long: everything is closed until `retry`. What turns off and
    /// what forbids can be called meanwhile, since an off needs no key.
    ///
    /// # Errors
    ///
    /// As for `open`.
    #[uniffi::constructor]
    pub fn open_closed(
        policy_json: Vec<u8>,
        folder: String,
        key_store: Arc<dyn KeyStore>,
        vendors: Vec<Arc<dyn VendorSwitch>>,
        options: Options,
    ) -> Result<Arc<Self>, SordinoError> {
        let parts = (policy_json, folder, key_store, vendors, options);
        opened(parts, sordino_engine::Engine::open_closed)
    }

    /// The number that the narrow door knows this engine by, for `sordino_record`.
    ///
    /// It is good for as long as this object is; afterwards the door answers `NoEngine`.
    ///
    /// # Errors
    ///
    /// None.
    pub fn door(&self) -> Result<u64, SordinoError> {
        Ok(self.registered.number())
    }
}

/// What an engine is opened from.
type Parts = (
    Vec<u8>,
    String,
    Arc<dyn KeyStore>,
    Vec<Arc<dyn VendorSwitch>>,
    Options,
);

/// Opens an engine on this system.
fn opened(
    (policy_json, folder, key_store, vendors, options): Parts,
    open: fn(Policy, Ports, sordino_engine::Options) -> Result<sordino_engine::Engine, OpenError>,
) -> Result<Arc<Engine>, SordinoError> {
    let policy = Policy::from_json(&policy_json)?;
    let options = options.try_into()?;
    let (clock, random) = clock_and_random();
    let ports = Ports {
        files: files(on_this_system(
            Folder::new(Path::new(&folder)).map_err(|_| SordinoError::NotReady)?,
        )),
        keys: Box::new(Bounded::new(key_store)),
        clock,
        random,
        vendors: vendors.into_iter().map(port).collect(),
    };
    let engine = Arc::new(open(policy, ports, options)?);
    let registered = Registered::new(&engine);
    Ok(Arc::new(Engine {
        engine,
        registered,
        closed_elsewhere: AtomicU64::new(0),
        lately: Lately::default(),
        clock: clock_and_random().0,
    }))
}

#[cfg(not(feature = "testing"))]
fn clock_and_random() -> (Box<dyn Clock>, Box<dyn Random>) {
    (
        Box::new(sordino_adapters::SystemClock),
        Box::new(sordino_adapters::SystemRandom),
    )
}

/// Android stops cached processes, lock and all; a process that blocks for the lock has its holder woken.
#[cfg(target_os = "android")]
fn on_this_system(folder: Folder) -> Folder {
    folder.waiting_visibly()
}

/// Apple's systems kill a suspended process that keeps a file of an app group locked.
#[cfg(target_vendor = "apple")]
fn on_this_system(folder: Folder) -> Folder {
    match is_in_an_app_group(folder.path()) {
        true => folder.without_resting_locks(),
        false => folder,
    }
}

/// Returns `true` for a folder in the container of an app group, as Apple's systems name them.
#[cfg(any(target_vendor = "apple", test))]
fn is_in_an_app_group(folder: &Path) -> bool {
    let mut parts = folder.components().map(|part| part.as_os_str());
    parts.any(|part| part == "AppGroup" || part == "Group Containers")
}

#[cfg(not(any(target_os = "android", target_vendor = "apple")))]
fn on_this_system(folder: Folder) -> Folder {
    folder
}

#[cfg(not(feature = "testing"))]
fn files(folder: Folder) -> Box<dyn sordino_engine::ports::Files> {
    Box::new(folder)
}

#[cfg(feature = "testing")]
use crate::testing::{clock_and_random, files};

/// The version of this library.
///
/// # Errors
///
/// None.
#[uniffi::export]
pub fn library_version() -> Result<String, SordinoError> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}

#[cfg(test)]
mod tests {
    use super::is_in_an_app_group;
    use std::path::Path;

    #[test]
    fn app_groups_are_told_by_their_containers() {
        for (folder, is) in [
            (
                "/private/var/mobile/Containers/Shared/AppGroup/0A/dev.sordino",
                true,
            ),
            (
                "/Users/anna/Library/Group Containers/group.example/dev.sordino",
                true,
            ),
            (
                "/private/var/mobile/Containers/Data/Application/0A/Library/dev.sordino",
                false,
            ),
            (
                "/Users/anna/Library/Application Support/AppGroups/dev.sordino",
                false,
            ),
        ] {
            assert_eq!(is_in_an_app_group(Path::new(folder)), is, "{folder}");
        }
    }
}
