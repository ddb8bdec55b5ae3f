//! What the vault of another folder of this app refused.
//!
//! A platform may find two folders of Sordino's, as after the app joined a group of apps. It uses one, and lays the vault of
//! the other beside the vault of that one. The words of refusals and limits in it need no key: they are taken over before
//! anything opens. Nothing else of it is read.

use super::recover::places;
use crate::vault::{RawSlot, VaultError, VaultFile};
use crate::world::World;

/// How the file of another folder's vault begins.
const FORMER: &str = "vault.former";

/// Writes each no of another vault into this one, then removes the other. The lock over all processes is held.
///
/// A kill on the way leaves the other vault where it is: what stands here already is not written again.
pub(super) fn take_over(world: &World, vault: &VaultFile) -> Result<(), VaultError> {
    let files = world.files();
    let names = files.list("")?;
    for name in names.iter().filter(|name| name.starts_with(FORMER)) {
        take_over_from(world, vault, name)?;
        files.remove_file(name)?;
        files.sync_folder("")?;
    }
    Ok(())
}

fn take_over_from(world: &World, vault: &VaultFile, name: &str) -> Result<(), VaultError> {
    let files = world.files();
    let is_damaged = matches!(VaultFile::open(files, name), Err(VaultError::Corrupt));
    let places = places(world);
    for (_, other) in VaultFile::unkeyed(files, name, true)?.slots()? {
        // A damaged file says nothing of places that no purpose has.
        if other.holds_a_no() && (!is_damaged || places.contains(&other.tag)) {
            refuse(world, vault, &other)?;
        }
    }
    Ok(())
}

fn refuse(world: &World, vault: &VaultFile, other: &RawSlot) -> Result<(), VaultError> {
    vault.keep_places(&[other.tag])?;
    let (index, own) = vault.find(other.tag)?.ok_or(VaultError::Full)?;
    for limiter in other.lowered_by() {
        if !own.lowered_by().any(|one| one == limiter) {
            vault.lower(index, world.random(), limiter)?;
        }
    }
    match other.refusal() {
        Some(state) if own.refusal().is_none() => {
            vault.turn_off(index, world.random(), Some(state))
        }
        _ => Ok(()),
    }
}
