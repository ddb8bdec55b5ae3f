//! What follows a turn-off: the vault key is replaced, vendors are told, files go.

use std::sync::{Arc, mpsc};
use std::thread;

use super::core::slot_of;
use super::held::held_slot_of;
use super::state::Engine;
use super::working::folder;
use crate::ports::{VendorAnswer, VendorSwitch};
use crate::queue::{LOCK, LOCK_LIMIT, Lane, generation_name, set_path_aside, sweep};
use crate::receipt::{CompletedReceipt, Erasure, Receipt};

impl Engine {
    /// Completes a turn-off: replaces the vault key and rewraps the other slots, overwrites and
    /// removes the files, tells each vendor's SDK and asks it back.
    ///
    /// Takes as long as files and vendors take; call it off the main thread. Calling it again later
    /// completes what was pending.
    pub fn complete(&self, receipt: &Receipt) -> CompletedReceipt {
        let vendors = self.tell_vendors_off(&receipt.purpose);
        let pending = || CompletedReceipt {
            receipt: receipt.clone(),
            erasure: receipt.erasure,
            files_gone: false,
            vendors: vendors.clone(),
        };
        self.guarded(pending, || {
            let replaced = self.replace_vault_key().is_ok();
            CompletedReceipt {
                erasure: if replaced {
                    Erasure::VaultReplaced
                } else {
                    receipt.erasure
                },
                files_gone: self.sweep(),
                ..pending()
            }
        })
    }

    /// Removes what earlier turn-offs left; call it once after opening, off the main thread.
    ///
    /// Whether nothing is left.
    pub fn tidy(&self) -> bool {
        self.guarded(|| false, || self.sweep())
    }

    fn sweep(&self) -> bool {
        let core = self.core.lock();
        let Ok(_held) = self.ports.files.lock(LOCK, LOCK_LIMIT) else {
            return false;
        };
        let Some(ready) = core.ready() else {
            return false;
        };
        let Ok(slots) = ready.vault.slots() else {
            return false;
        };
        let of = |id: &str| [slot_of(id).tag(), held_slot_of(id).tag()];
        let tags: Vec<[u8; 16]> = self
            .policy()
            .purposes
            .iter()
            .flat_map(|purpose| of(&purpose.id))
            .collect();
        let live: Vec<String> = slots
            .iter()
            .filter(|(_, raw)| raw.generation != 0 && tags.contains(&raw.tag))
            .map(|(index, raw)| generation_name(*index, raw.generation))
            .collect();
        for (index, raw) in slots.iter().filter(|(_, raw)| raw.generation != 0) {
            let of = |purpose: &&sordino_policy::Purpose| slot_of(&purpose.id).tag() == raw.tag;
            if let Some(purpose) = self.policy().purposes.iter().find(of) {
                self.set_strangers_aside(&purpose.id, &folder(*index, raw.generation));
            }
        }
        sweep(&*self.ports.files, &*self.ports.random, &live).is_ok()
    }

    /// What waits for a recipient that the policy dropped goes: nobody will ever send it.
    fn set_strangers_aside(&self, purpose: &str, folder: &str) {
        const OWN: [&str; 2] = ["identity", "uploads"];
        let files = &*self.ports.files;
        let Some(at) = self.catalog.purpose(purpose) else {
            return;
        };
        let recipients = self.catalog.recipients(at);
        let known = |name: &String| {
            OWN.contains(&name.as_str())
                || recipients
                    .iter()
                    .any(|at| self.policy().recipients[*at].id == *name)
        };
        let names = files.list(folder).unwrap_or_default();
        for name in names.iter().filter(|name| !known(name)) {
            // What cannot be moved now is moved by the next sweep.
            let _ = set_path_aside(
                files,
                &*self.ports.random,
                &format!("{folder}/{name}"),
                name,
            );
        }
    }

    /// Tells vendors that a purpose opened. No lock is held.
    pub(super) fn tell_vendors_on(&self, purpose: &str) {
        for switch in self.switches(purpose) {
            let _ = thread::Builder::new().spawn(move || switch.turn_on());
        }
    }

    /// Tells vendors that a purpose closed, each on a thread of its own, and waits for the answers.
    fn tell_vendors_off(&self, purpose: &str) -> Vec<(String, VendorAnswer)> {
        let switches = self.switches(purpose);
        let asked: Vec<(String, Option<mpsc::Receiver<VendorAnswer>>)> = self
            .catalog
            .vendors(purpose)
            .map(|vendor| {
                let switch = switches
                    .iter()
                    .find(|switch| switch.recipient() == vendor.id);
                let receiver = switch.map(|switch| {
                    let (sender, receiver) = mpsc::channel();
                    let switch = Arc::clone(switch);
                    // A thread that panics or never ends drops or keeps the sender: both are told.
                    let _ = thread::Builder::new().spawn(move || sender.send(switch.turn_off()));
                    receiver
                });
                (vendor.id.clone(), receiver)
            })
            .collect();
        asked
            .into_iter()
            .map(|(id, receiver)| {
                let answer = match receiver {
                    None => VendorAnswer::NoSwitch,
                    Some(receiver) => match receiver.recv_timeout(self.options.vendor_limit) {
                        Ok(answer) => answer,
                        Err(mpsc::RecvTimeoutError::Timeout) => VendorAnswer::TimedOut,
                        Err(mpsc::RecvTimeoutError::Disconnected) => VendorAnswer::CannotTell,
                    },
                };
                (id, answer)
            })
            .collect()
    }

    fn switches(&self, purpose: &str) -> Vec<Arc<dyn VendorSwitch>> {
        let serves = |switch: &&Arc<dyn VendorSwitch>| {
            self.catalog
                .vendors(purpose)
                .any(|vendor| vendor.id == switch.recipient())
        };
        self.ports.vendors.iter().filter(serves).cloned().collect()
    }

    /// Ends every lane's segment; what a clean shutdown does.
    pub(super) fn close_lanes(&self) {
        for cell in &self.purposes {
            let mut work = cell.work.lock();
            let Some(working) = work.as_mut().filter(|working| working.is_open_on_disk()) else {
                continue;
            };
            let Ok(_held) = self.ports.files.lock(LOCK, LOCK_LIMIT) else {
                continue;
            };
            let secret = working.slot.queue_secret.clone();
            let outside = self.outside(&secret, LOCK_LIMIT);
            let lanes: Vec<&mut Lane> = working.lanes.iter_mut().map(|(_, lane)| lane).collect();
            for lane in lanes {
                lane.close(&outside);
            }
        }
    }
}
