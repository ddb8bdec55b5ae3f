//! Opening and closing the engine itself.

use sordino_policy::Policy;

use super::Engine;
use crate::backlog::Backlog;
use crate::barrier;
use crate::consent::Consent;
use crate::gate::Gate;
use crate::guard::Guard;
use crate::hold::Holds;
use crate::identity::People;
use crate::options::{OpenError, Options};
use crate::progress::Progress;
use crate::rights;
use crate::rooms::Rooms;
use crate::sync::Mutex;
use crate::upload::Uploads;
use crate::vendors::Vendors;
use crate::world::{Ports, World};

impl Engine {
    /// Opens the engine over the folder that `ports` names.
    ///
    /// Whatever is missing, damaged, locked or foreign there means closed, and
    /// [`Engine::condition`] says so; it is no error here. What the ledger does not hold open is
    /// wiped before this returns.
    ///
    /// # Errors
    ///
    /// [`OpenError`] if an endpoint is not allowed or an override names nobody.
    pub fn open(policy: Policy, ports: Ports, options: Options) -> Result<Self, OpenError> {
        let engine = Self::open_closed(policy, ports, options)?;
        engine.guarded(
            || (),
            |rooms| {
                rooms.open();
                barrier::follow_opening(rooms);
                rights::deletion::follow(rooms);
            },
        );
        Ok(engine)
    }

    /// The same without a look at the folder and the key store, which may take long: everything is closed until
    /// [`Engine::retry`], and a no can be written meanwhile, since the vault's words need no key.
    ///
    /// # Errors
    ///
    /// As for [`Engine::open`].
    pub fn open_closed(policy: Policy, ports: Ports, options: Options) -> Result<Self, OpenError> {
        let endpoints = options.endpoints(&policy)?;
        let purposes = policy.purposes.len();
        let world = World::new(policy, ports, options);
        Ok(Self {
            rooms: Rooms {
                gate: Gate::new(purposes),
                consent: Consent::default(),
                holds: Holds::new(purposes),
                backlog: Backlog::new(purposes),
                people: People::new(&world),
                uploads: Uploads::new(&world, endpoints),
                vendors: Vendors::new(&world.ports.vendors),
                progress: Progress::default(),
                unfinished: Mutex::default(),
                world,
            },
            guard: Guard::default(),
        })
    }
}

impl Drop for Engine {
    /// Stops the uploads under way, which nobody can report any more; ends segments and folds totals in, so that the next
    /// receipt is exact.
    fn drop(&mut self) {
        self.guarded(
            || (),
            |rooms| {
                rooms.uploads.stop_all(&rooms.world);
                rooms.store_late();
                barrier::close_lanes(rooms);
            },
        );
    }
}
