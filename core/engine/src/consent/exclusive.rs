//! The right to change: both locks held, everything read, and one way to end it.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::ask::ask;
use super::core::Core;
use super::memory::{Fitting, Memory};
use super::published::{Published, Standings};
use super::ready::Ready;
use super::recheck::Recheck;
use super::recover::{Alone, AtHand};
use super::settle::FoundClosed;
use super::stop::Stop;
use crate::condition::NotReady;
use crate::digest;
use crate::lock::{LOCK_LIMIT, Patience};
use crate::ports::Held;
use crate::sync::{Mutex, MutexGuard};
use crate::vault::VaultFile;
use crate::world::World;

/// Ledger, vault and keys.
#[derive(Default)]
pub(crate) struct Consent {
    pub(super) core: Mutex<Core>,
    published: Published,
    pub(super) recheck: Recheck,
}

/// The right to change what the person chose, until it is committed or dropped.
pub(crate) struct Exclusive<'a> {
    consent: &'a Consent,
    world: &'a World,
    memory: &'a dyn Memory,
    core: MutexGuard<'a, Core>,
    held: Option<Box<dyn Held>>,
    /// Why the lock over all processes is not held.
    refused: Option<io::ErrorKind>,
    /// Whether keys are missing for what the disk holds: nothing but the vault's words and slots can be written.
    lacks_keys: bool,
    /// Whether the app's own thread was unwinding already: that is no failure of ours.
    was_panicking: bool,
}

/// Why the right to change is not to be had without waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAtOnce {
    /// Somebody else has it.
    Locked,
    /// The key store must be asked first.
    AsksKeys,
}

impl Consent {
    /// How everything stands. Waits for nothing.
    pub(crate) fn standings(&self) -> Arc<Standings> {
        self.published.now()
    }

    /// What was found to be closed without a call; each is told once. Waits for nobody: while a choice is under way
    /// it is left to whoever asks next.
    pub(crate) fn take_closed(&self) -> Vec<FoundClosed> {
        let core = self.core.try_lock_for(Duration::ZERO);
        core.map(|mut core| std::mem::take(&mut core.closed))
            .unwrap_or_default()
    }

    /// The right to change. `before` is told what memory knows while only the lock of this process is
    /// held; more than once if the key store had to be asked in between.
    pub(crate) fn exclusive<'a>(
        &'a self,
        world: &'a World,
        memory: &'a dyn Memory,
        before: &mut dyn FnMut(Option<&Ready>),
    ) -> Exclusive<'a> {
        self.exclusive_with(world, memory, before, None, None)
    }

    /// The same for who has asked the key store already, or keeps others from it.
    pub(super) fn exclusive_with<'a>(
        &'a self,
        world: &'a World,
        memory: &'a dyn Memory,
        before: &mut dyn FnMut(Option<&Ready>),
        mut at_hand: Option<AtHand>,
        mut alone: Option<Alone>,
    ) -> Exclusive<'a> {
        let mut failed: Option<NotReady> = None;
        loop {
            let mut core = self.core.lock();
            before(core.ready.as_ref());
            let held = world.lock(LOCK_LIMIT);
            let stop = match (&held, failed) {
                (_, Some(why)) => Err(Stop::NotReady(why)),
                (Ok(_), None) => core.catch_up(world, at_hand.as_mut()),
                // The folder is gone, and with it all that memory goes by.
                (Err(error), None) if error.kind() == io::ErrorKind::NotFound => {
                    Err(io::Error::from(error.kind()).into())
                }
                // What is in memory stays good for whoever reads; only nothing can be changed.
                (Err(_), None) if !core.was_never_read() => Ok(()),
                (Err(error), None) => Err(io::Error::from(error.kind()).into()),
            };
            match stop {
                Err(stop @ (Stop::AskKeys | Stop::MakeKey)) => {
                    if core.ready.is_none() {
                        memory.close_all();
                    }
                    drop(held);
                    drop(core);
                    match ask(world, &stop, at_hand.take(), alone.take()) {
                        Ok(more) => at_hand = Some(more),
                        Err(why) => failed = Some(why),
                    }
                    continue;
                }
                Err(Stop::NotReady(why)) => core.give_up(why),
                Ok(()) => {}
            }
            return Exclusive {
                consent: self,
                world,
                memory,
                core,
                refused: held.as_ref().err().map(io::Error::kind),
                held: held.ok(),
                lacks_keys: false,
                was_panicking: thread::panicking(),
            };
        }
    }

    /// Takes over what other processes changed. Does nothing while a choice is under way; whether it
    /// could.
    pub(crate) fn refresh(&self, world: &World, memory: &dyn Memory) -> bool {
        match self.exclusive_within(world, memory, &Patience::for_each(Duration::ZERO)) {
            Ok(exclusive) => drop(exclusive),
            Err(NotAtOnce::Locked) => return false,
            Err(NotAtOnce::AsksKeys) => drop(self.exclusive(world, memory, &mut |_| {})),
        }
        true
    }

    /// The right to change for a caller that must not be kept: locks are waited for as long as `patience`
    /// lasts, and the key store is not asked.
    pub(crate) fn exclusive_within<'a>(
        &'a self,
        world: &'a World,
        memory: &'a dyn Memory,
        patience: &Patience,
    ) -> Result<Exclusive<'a>, NotAtOnce> {
        let core = self.core.try_lock_for(Duration::ZERO);
        let core = core.or_else(|| self.core.try_lock_for(patience.left()));
        let mut core = core.ok_or(NotAtOnce::Locked)?;
        let (held, result) = match world.lock(patience.left()) {
            Ok(held) => (Some(held), core.catch_up(world, None)),
            // The folder is gone, and with it all that memory goes by.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                core.give_up(NotReady::Storage(error.kind()));
                (None, Ok(()))
            }
            Err(_) => return Err(NotAtOnce::Locked),
        };
        let exclusive = Exclusive {
            consent: self,
            world,
            memory,
            core,
            refused: held.is_none().then_some(io::ErrorKind::NotFound),
            held,
            lacks_keys: false,
            was_panicking: thread::panicking(),
        };
        match result {
            // What could be read is published by the end of the right that is not given.
            Err(Stop::AskKeys | Stop::MakeKey) => Err(NotAtOnce::AsksKeys),
            _ => Ok(exclusive),
        }
    }

    /// The right to change for an off, which asks no key store: where keys are missing, and where `patience` ends before
    /// the lock over all processes is there, what can be written without them is left to it. `Locked` if `patience` ends
    /// before the lock of this process is there; `AsksKeys` if the vault is not the one that memory goes by, whose keys must
    /// go then.
    pub(crate) fn exclusive_for_off<'a>(
        &'a self,
        world: &'a World,
        memory: &'a dyn Memory,
        before: &mut dyn FnMut(Option<&Ready>),
        patience: &Patience,
    ) -> Result<Exclusive<'a>, NotAtOnce> {
        let core = self.core.try_lock_for(Duration::ZERO);
        let core = core.or_else(|| self.core.try_lock_for(patience.left()));
        let mut core = core.ok_or(NotAtOnce::Locked)?;
        let was_read = core.ready.is_some();
        before(core.ready.as_ref());
        let held = world.lock(patience.left());
        let read = match &held {
            Ok(_) => core.catch_up(world, None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(io::Error::from(error.kind()).into())
            }
            Err(_) if !core.was_never_read() => Ok(()),
            Err(error) => Err(io::Error::from(error.kind()).into()),
        };
        let lacks_keys = matches!(read, Err(Stop::AskKeys | Stop::MakeKey));
        if lacks_keys && was_read && core.ready.is_none() {
            return Err(NotAtOnce::AsksKeys);
        }
        if let Err(Stop::NotReady(why)) = read {
            core.give_up(why);
        }
        Ok(Exclusive {
            consent: self,
            world,
            memory,
            core,
            refused: held.as_ref().err().map(io::Error::kind),
            held: held.ok(),
            lacks_keys,
            was_panicking: thread::panicking(),
        })
    }

    /// Publishes how everything stands, and fits memory to it. No lock over all processes is held.
    fn fit(&self, world: &World, core: &mut Core, memory: &dyn Memory) {
        let anew = std::mem::take(&mut core.anew);
        // Read once, for what is published and for what is judged.
        let ready = core.ready.as_ref();
        let slots = ready.and_then(|ready| ready.vault.slots().ok());
        let slots = slots.unwrap_or_default();
        self.published.replace(Standings {
            balance: ready.map(|ready| ready.standing_in(world, &slots)),
            condition: core.condition.clone(),
        });
        let standings = self.published.now();
        let (Some(ready), Some(balance)) = (ready, &standings.balance) else {
            return memory.empty();
        };
        if anew {
            memory.list_under(ready.issued.clone());
        }
        for judged in ready.judge(world, (&slots, balance)) {
            memory.fit(
                judged.at,
                Fitting {
                    vault: Arc::clone(&ready.vault),
                    verdict: judged.verdict,
                    may_wait: judged.may_wait,
                    hold: judged.hold,
                    anew,
                },
            );
        }
    }
}

impl Exclusive<'_> {
    /// Vault, ledger and keys to change; none without the lock over all processes, or if they cannot be
    /// had without asking the key store.
    pub(crate) fn ready(&mut self) -> Option<&mut Ready> {
        if self.held.is_none() || self.lacks_keys {
            return None;
        }
        self.core.ready.as_mut()
    }

    /// The vault that memory goes by, also without the lock.
    pub(crate) fn vault(&self) -> Option<Arc<VaultFile>> {
        let ready = self.core.ready.as_ref();
        ready.map(|ready| Arc::clone(&ready.vault))
    }

    /// Whether the lock over all processes is held.
    pub(crate) fn has_lock(&self) -> bool {
        self.held.is_some()
    }

    /// Whether that lock is not to be had at all. No other holder is in the way then: what is written
    /// without one proves nothing.
    pub(crate) fn has_no_lock_ever(&self) -> bool {
        self.refused == Some(io::ErrorKind::Unsupported)
    }

    /// What is in memory is not to be trusted: everything is read anew before the next change.
    pub(crate) fn forget(&mut self) {
        self.core.ready = None;
        self.core.anew = true;
    }

    /// Ends the change: everything is published and memory fits it. The hash of the ledger's last entry;
    /// empty if it could not be read.
    pub(crate) fn commit(self) -> String {
        let ready = self.core.ready.as_ref();
        ready
            .map(|ready| digest::hex(&ready.head()))
            .unwrap_or_default()
    }
}

/// However a change ends, also on the way, it is committed: memory never keeps what the disk no longer
/// says.
impl Drop for Exclusive<'_> {
    fn drop(&mut self) {
        self.held = None;
        // After a panic everything is closed, and nothing in memory is trusted any more.
        if self.was_panicking || !thread::panicking() {
            self.consent.fit(self.world, &mut self.core, self.memory);
        }
    }
}
