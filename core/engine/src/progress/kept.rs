//! The states of the flows on the disk: the file `flows`. Format: `docs/formats/flows.md`.

use std::io;

use sordino_flows::contacts::{Card, Phase};
use sordino_flows::rationale::History;
use sordino_flows::{push, token};

use super::deletion::{Deletion, DeletionStage};
use crate::answer::ChoiceError;
use crate::ports::{File, Mode, read_exact_at, write_all_at};
use crate::seal::{Sealer, Secret};
use crate::world::World;

const FILE: &str = "flows";
const BOUND: &[u8] = b"sordino flows 1";
/// Two places: the older one is overwritten, so that a torn write leaves the other.
const PLACE: usize = 4096;
/// A contact's id beyond this is taken for unknown.
pub(crate) const LONGEST_ID: usize = 1024;

/// Everything that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Of the engine that was at a flow last.
    pub(crate) mark: u64,
    pub(crate) contacts: CardKept,
    pub(crate) push: push::Phase,
    pub(crate) push_history: History,
    /// For each push service, by the recipient's tag.
    pub(crate) tokens: Vec<([u8; 16], token::State)>,
    /// What the controller is asked to delete.
    pub(crate) deletion: Deletion,
    /// Whether what was kept before could not be read.
    pub(crate) in_doubt: bool,
}

/// Of the contacts flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CardKept {
    pub(crate) phase: Phase,
    pub(crate) card: Card,
    pub(crate) declined: u8,
    /// The card's version that was offered last.
    pub(crate) offered: Option<u32>,
    pub(crate) history: History,
    /// What was written last.
    pub(crate) version: u32,
    pub(crate) numbers: Vec<String>,
    pub(crate) id: String,
}

impl Kept {
    const NEW: Self = Self {
        mark: 0,
        contacts: CardKept {
            phase: Phase::Rest,
            card: Card::None,
            declined: 0,
            offered: None,
            history: History {
                asked: 0,
                wished: false,
                granted_runs: 0,
            },
            version: 0,
            numbers: Vec::new(),
            id: String::new(),
        },
        push: push::Phase::Rest,
        push_history: History {
            asked: 0,
            wished: false,
            granted_runs: 0,
        },
        tokens: Vec::new(),
        deletion: Deletion {
            stage: DeletionStage::NotAsked,
            asked: 0,
            tries: 0,
            id: [0; 16],
            next: 0,
        },
        in_doubt: false,
    };

    fn in_doubt() -> Self {
        let mut kept = Self::NEW;
        kept.in_doubt = true;
        kept.contacts.card = Card::Unknown;
        kept
    }

    /// Returns `true` if another engine was at the flows until now.
    pub(crate) fn is_taken_over_by(&mut self, mark: u64) -> bool {
        std::mem::replace(&mut self.mark, mark) != mark
    }

    /// The state of a service's token.
    pub(crate) fn token(&self, service: &[u8; 16]) -> token::State {
        let known = self.tokens.iter().find(|(tag, _)| tag == service);
        match known {
            Some((_, state)) => *state,
            None if self.in_doubt => token::State::IN_DOUBT,
            None => token::State::default(),
        }
    }

    pub(crate) fn set_token(&mut self, service: [u8; 16], state: token::State) {
        self.tokens.retain(|(tag, _)| *tag != service);
        // Without a token there is nothing to keep, unless that itself is news.
        if state != token::State::default() || self.in_doubt {
            self.tokens.push((service, state));
        }
    }

    fn to_bytes(&self, number: u64) -> Vec<u8> {
        let contacts = &self.contacts;
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(&number.to_le_bytes());
        bytes.extend_from_slice(&self.mark.to_le_bytes());
        bytes.extend_from_slice(&[
            u8::from(self.in_doubt),
            contacts.phase as u8,
            contacts.card as u8,
            contacts.declined,
            self.push as u8,
            u8::from(contacts.offered.is_some()),
        ]);
        bytes.extend_from_slice(&contacts.offered.unwrap_or_default().to_le_bytes());
        bytes.extend_from_slice(&contacts.version.to_le_bytes());
        for history in [contacts.history, self.push_history] {
            let History {
                asked,
                wished,
                granted_runs,
            } = history;
            bytes.extend_from_slice(&[asked, u8::from(wished), granted_runs]);
        }
        let Deletion {
            stage,
            asked,
            tries,
            id,
            next,
        } = self.deletion;
        bytes.extend_from_slice(&[stage as u8, tries]);
        bytes.extend_from_slice(&asked.to_le_bytes());
        bytes.extend_from_slice(&next.to_le_bytes());
        bytes.extend_from_slice(&id);
        bytes.push(count(self.tokens.len()));
        for (service, state) in &self.tokens {
            bytes.extend_from_slice(service);
            let token::State {
                issued,
                at_server,
                tries,
            } = *state;
            bytes.extend_from_slice(&[u8::from(issued), u8::from(at_server), tries]);
        }
        bytes.push(count(contacts.numbers.len()));
        for number in &contacts.numbers {
            bytes.push(count(number.len()));
            bytes.extend_from_slice(number.as_bytes());
        }
        // The rest is the id.
        bytes.extend_from_slice(contacts.id.as_bytes());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<(u64, Self)> {
        let mut rest = Rest(bytes);
        let (number, mark) = (rest.u64()?, rest.u64()?);
        let in_doubt = rest.byte()? != 0;
        let (phase, card) = (Phase::at(rest.byte()?)?, Card::at(rest.byte()?)?);
        let (declined, push) = (rest.byte()?, push::Phase::at(rest.byte()?)?);
        let was_offered = rest.byte()? != 0;
        let offered = Some(rest.u32()?).filter(|_| was_offered);
        let version = rest.u32()?;
        let (history, push_history) = (rest.history()?, rest.history()?);
        let (stage, tries) = (DeletionStage::at(rest.byte()?)?, rest.byte()?);
        let deletion = Deletion {
            stage,
            tries,
            asked: i64::from_le_bytes(*rest.take()?),
            next: i64::from_le_bytes(*rest.take()?),
            id: *rest.take()?,
        };
        let mut tokens = Vec::new();
        for _ in 0..rest.byte()? {
            let service = *rest.take::<16>()?;
            let state = token::State {
                issued: rest.byte()? != 0,
                at_server: rest.byte()? != 0,
                tries: rest.byte()?,
            };
            tokens.push((service, state));
        }
        let mut numbers = Vec::new();
        for _ in 0..rest.byte()? {
            let length = usize::from(rest.byte()?);
            let (number, after) = rest.0.split_at_checked(length)?;
            rest.0 = after;
            numbers.push(std::str::from_utf8(number).ok()?.to_owned());
        }
        let id = std::str::from_utf8(rest.0).ok()?.to_owned();
        let contacts = CardKept {
            phase,
            card,
            declined,
            offered,
            history,
            version,
            numbers,
            id,
        };
        let kept = Self {
            mark,
            contacts,
            push,
            push_history,
            tokens,
            deletion,
            in_doubt,
        };
        Some((number, kept))
    }
}

fn count(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

/// What is not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(first)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| *byte)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(|bytes| u32::from_le_bytes(*bytes))
    }

    fn u64(&mut self) -> Option<u64> {
        self.take().map(|bytes| u64::from_le_bytes(*bytes))
    }

    fn history(&mut self) -> Option<History> {
        let [asked, wished, granted_runs] = *self.take::<3>()?;
        Some(History {
            asked,
            wished: wished != 0,
            granted_runs,
        })
    }
}

/// The file, and what it holds.
pub(super) struct Place {
    pub(super) kept: Kept,
    number: u64,
    sealer: Sealer,
}

impl Place {
    /// Reads what is kept. The lock over all processes is held.
    pub(super) fn open(world: &World, secret: &Secret) -> Result<Self, ChoiceError> {
        let sealer = Sealer::new(secret);
        let file = match world.files().open(FILE, Mode::Read) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self {
                    kept: Kept::NEW,
                    number: 0,
                    sealer,
                });
            }
            Err(_) => return Err(ChoiceError::StorageFailed),
        };
        let places = [0, 1].map(|at| read_place(&*file, &sealer, at));
        let newest = places
            .into_iter()
            .flatten()
            .max_by_key(|(number, _)| *number);
        let (number, kept) = newest.unwrap_or_else(|| (0, Kept::in_doubt()));
        Ok(Self {
            kept,
            number,
            sealer,
        })
    }

    /// Writes `kept` over the older place; durable when this returns.
    pub(super) fn keep(&mut self, world: &World, kept: Kept) -> Result<(), ChoiceError> {
        let number = self.number + 1;
        let bytes = kept.to_bytes(number);
        let sealed = self.sealer.seal_boxed(world.random(), BOUND, &bytes);
        let sealed = sealed.map_err(|_| ChoiceError::StorageFailed)?;
        let written = write(world, number, &sealed);
        written.map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => ChoiceError::NoRoom,
            _ => ChoiceError::StorageFailed,
        })?;
        self.number = number;
        self.kept = kept;
        Ok(())
    }

    /// Overwrites both places, and keeps the request for deletion and the tokens alone that must still be deleted.
    pub(super) fn erase(world: &World, secret: &Secret) -> Result<(), ChoiceError> {
        let mut place = Self::open(world, secret)?;
        if place.number == 0 && !place.kept.in_doubt {
            return Ok(());
        }
        let mut left = Kept {
            tokens: std::mem::take(&mut place.kept.tokens),
            deletion: place.kept.deletion,
            in_doubt: place.kept.in_doubt,
            ..Kept::NEW
        };
        left.tokens.retain(|(_, state)| state.issued);
        // Both places, so that neither holds what was before.
        place.keep(world, left.clone())?;
        place.keep(world, left)
    }
}

fn write(world: &World, number: u64, sealed: &[u8]) -> io::Result<()> {
    let length = u32::try_from(sealed.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    let mut bytes = vec![0; PLACE];
    let room = bytes.get_mut(4..4 + sealed.len());
    room.ok_or(io::ErrorKind::FileTooLarge)?
        .copy_from_slice(sealed);
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    let file = world.files().open(FILE, Mode::Create)?;
    let at = (number % 2) * PLACE as u64;
    write_all_at(&*file, &bytes, at)?;
    file.sync()?;
    // Also where it was there before: whoever made it may have been killed before its name was durable.
    world.files().sync_folder("")
}

fn read_place(file: &dyn File, sealer: &Sealer, at: u64) -> Option<(u64, Kept)> {
    let mut bytes = vec![0; PLACE];
    read_exact_at(file, &mut bytes, at * PLACE as u64).ok()?;
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let sealed = rest.get(..u32::from_le_bytes(*length) as usize)?;
    Kept::read(&sealer.open_boxed(BOUND, sealed).ok()?)
}
