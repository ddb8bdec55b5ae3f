//! A disk that says how long somebody is ready to wait for a lock.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sordino_engine::ports::Files;
use sordino_engine::{Engine, Options, Ports};
use sordino_testkit::front::{Access, Front, Fronted};
use sordino_testkit::memory::Disk;
use sordino_tests::{Rig, policy};

/// Longer than a record waits.
const LONG: Duration = Duration::from_millis(20);

/// What happens then; it is given the disk.
type Then = Box<dyn Fn(&Disk) + Send + Sync>;

/// That disk.
#[derive(Clone)]
pub(crate) struct Awaited {
    disk: Disk,
    then: Arc<Mutex<Option<Then>>>,
    limits: Arc<Mutex<Vec<Duration>>>,
    /// Whether it is one on which nobody may wait without the system's leave.
    needs_leave: bool,
}

impl Awaited {
    /// The rig's disk.
    pub(crate) fn on(rig: &Rig) -> Self {
        Self {
            disk: rig.disk.clone(),
            then: Arc::default(),
            limits: Arc::default(),
            needs_leave: false,
        }
    }

    /// The same as the folder of an app group is.
    pub(crate) fn in_a_group(rig: &Rig) -> Self {
        Self {
            needs_leave: true,
            ..Self::on(rig)
        }
    }

    /// Returns how long `call` was ready to wait for locks of other processes, wait by wait.
    pub(crate) fn limits_of<T>(&self, call: impl FnOnce() -> T) -> Vec<Duration> {
        self.limits.lock().expect("nobody panics").clear();
        call();
        std::mem::take(&mut *self.limits.lock().expect("nobody panics"))
    }

    /// Does this at each such wait from now on, before it begins.
    pub(crate) fn once_awaited(&self, then: impl Fn(&Disk) + Send + Sync + 'static) {
        *self.then.lock().expect("nobody panics") = Some(Box::new(then));
    }

    /// Opens the engine on it.
    pub(crate) fn open(&self, rig: &Rig) -> Engine {
        let ports = Ports {
            files: Box::new(Fronted::new(self.disk.clone(), self.clone())),
            ..rig.ports()
        };
        Engine::open(policy(), ports, Options::default()).expect("the endpoints are allowed")
    }
}

impl Front for Awaited {
    fn may_wait_unasked(&self, _: &dyn Files) -> bool {
        !self.needs_leave
    }

    fn before(&self, _: &str, access: Access) -> io::Result<()> {
        let Access::Lock(limit) = access else {
            return Ok(());
        };
        self.limits.lock().expect("nobody panics").push(limit);
        if limit > LONG
            && let Some(then) = &*self.then.lock().expect("nobody panics")
        {
            then(&self.disk);
        }
        Ok(())
    }
}
