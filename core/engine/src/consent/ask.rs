//! Asking the key store, with no lock held that a choice or a record waits for.

use std::io;

use super::recover::{Alone, AtHand};
use super::stop::Stop;
use crate::condition::NotReady;
use crate::lock::{KEYS, LOCK_LIMIT};
use crate::vault::{Items, Keys};
use crate::world::World;

/// How often the key store is asked before ledger and vault are given up for now.
const TRIES: u32 = 4;

/// What the key store holds now.
pub(super) fn fetch(world: &World, alone: Option<Alone>) -> AtHand {
    AtHand {
        items: Items::fetch(world.keys()),
        made: None,
        alone,
        tries: 1,
    }
}

/// Gets what `stop` wants, after what is `at_hand` already did not do.
pub(super) fn ask(
    world: &World,
    stop: &Stop,
    at_hand: Option<AtHand>,
    alone: Option<Alone>,
) -> Result<AtHand, NotReady> {
    let tries = at_hand.as_ref().map_or(0, |before| before.tries);
    if tries == TRIES {
        return Err(NotReady::Storage(io::ErrorKind::WouldBlock));
    }
    let before = at_hand.and_then(|before| before.alone).or(alone);
    // Making a key destroys every other: whether one is needed is asked again once nobody else makes one.
    let makes = matches!(stop, Stop::MakeKey) && before.is_some();
    let alone = match before {
        // Once without keeping others away: somebody who replaces the key may be at it for long.
        None if matches!(stop, Stop::MakeKey) || tries > 1 => {
            Some(Alone::Here(world.files().lock(KEYS, LOCK_LIMIT)?))
        }
        before => before,
    };
    if !makes {
        return Ok(AtHand {
            tries: tries + 1,
            ..fetch(world, alone)
        });
    }
    let mut install = [0; 16];
    world
        .random()
        .fill(&mut install)
        .map_err(|_| NotReady::NoRandomness)?;
    Ok(AtHand {
        items: Err(crate::vault::KeysError::Missing),
        made: Some(Keys::create(world.keys(), world.random(), install)?),
        alone,
        tries: tries + 1,
    })
}
