//! Offs that a vendor's SDK has not confirmed yet, on the disk until it has.
//!
//! In the clear, since it must be readable without keys and outlive them: an entry names a purpose and a
//! recipient of the policy by their tags. Format: `docs/formats/owed.md`.

use std::io;

use crate::catalog::PurposeIx;
use crate::digest;
use crate::ports::{File, Millis, Mode, read_all, write_all_at};
use crate::queue::Count;
use crate::world::World;

const FILE: &str = "owed";
const ENTRY: usize = 64;
const CONTENT: usize = ENTRY - 8;
/// Far more than policies have pairs of a purpose and a vendor.
const MOST: usize = 1024;
/// Set in a number that may be more.
const AT_LEAST: u64 = 1 << 63;

/// What an off closed, for the receipt of a later start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owed {
    pub(crate) time: Millis,
    pub(crate) records: Count,
    pub(crate) bytes: Count,
}

/// Notes that every vendor of a purpose must hear of an off. The lock over all processes is held.
///
/// Returns `true` once that is durable.
pub(crate) fn owe(world: &World, at: PurposeIx, off: Owed) -> bool {
    let purpose = &world.catalog.purpose(at).id;
    let mut pairs = vendor_pairs(world, purpose).peekable();
    if pairs.peek().is_none() {
        return true;
    }
    let written = Page::open(world, Mode::Create).and_then(|mut page| {
        let is_new = page.entries.is_empty();
        for (_, pair) in pairs {
            page.put(pair, Some(off))?;
        }
        page.file.sync()?;
        match is_new {
            true => world.files().sync_folder(""),
            false => Ok(()),
        }
    });
    written.is_ok()
}

/// Forgets what those of a purpose's vendors that `is_done` picks were owed. The lock over all processes is held.
pub(crate) fn settle(world: &World, at: PurposeIx, is_done: &dyn Fn(&str) -> bool) {
    let purpose = &world.catalog.purpose(at).id;
    // What cannot be forgotten now is told once more.
    let _ = Page::open(world, Mode::Write).and_then(|mut page| {
        for (vendor, pair) in vendor_pairs(world, purpose) {
            if is_done(vendor) {
                page.put(pair, None)?;
            }
        }
        Ok(())
    });
}

/// What is owed: for each purpose its vendors, and the latest off.
pub(crate) fn all_owed(world: &World) -> Vec<(PurposeIx, Vec<String>, Owed)> {
    let Ok(page) = Page::open(world, Mode::Read) else {
        return Vec::new();
    };
    let purposes = world.catalog.purposes();
    let owed = purposes.filter_map(|(at, purpose)| {
        let mut vendors = Vec::new();
        let mut last: Option<Owed> = None;
        for (vendor, pair) in vendor_pairs(world, &purpose.id) {
            if let Some(off) = page.find(&pair) {
                vendors.push(vendor.to_owned());
                last = last.filter(|last| last.time >= off.time).or(Some(off));
            }
        }
        last.map(|off| (at, vendors, off))
    });
    owed.collect()
}

type Pair = [u8; 32];

/// The vendors of a purpose, each with the name of its entry.
fn vendor_pairs<'a>(world: &'a World, purpose: &'a str) -> impl Iterator<Item = (&'a str, Pair)> {
    world.catalog.vendors(purpose).map(move |vendor| {
        let mut pair = [0; 32];
        pair[..16].copy_from_slice(&digest::tag(&[purpose.as_bytes()]));
        pair[16..].copy_from_slice(&digest::tag(&[vendor.id.as_bytes()]));
        (vendor.id.as_str(), pair)
    })
}

/// The file: entries behind one another. One that does not say what it is by its last 8 bytes is free.
struct Page {
    file: Box<dyn File>,
    entries: Vec<Option<(Pair, Owed)>>,
}

impl Page {
    fn open(world: &World, mode: Mode) -> io::Result<Self> {
        let file = world.files().open(FILE, mode)?;
        let bytes = read_all(&*file, (MOST * ENTRY) as u64)?;
        let (entries, _) = bytes.as_chunks::<ENTRY>();
        let entries = entries.iter().map(read).collect();
        Ok(Self { file, entries })
    }

    fn find(&self, pair: &Pair) -> Option<Owed> {
        let mut entries = self.entries.iter().flatten();
        entries.find(|(of, _)| of == pair).map(|(_, off)| *off)
    }

    /// Writes an entry in its place, in a free one, or at the end; or frees it.
    fn put(&mut self, pair: Pair, off: Option<Owed>) -> io::Result<()> {
        let is_own = |entry: &Option<(Pair, Owed)>| matches!(entry, Some((of, _)) if *of == pair);
        let at = match (self.entries.iter().position(is_own), off) {
            (Some(at), _) => at,
            (None, None) => return Ok(()),
            (None, Some(_)) => {
                let free = self.entries.iter().position(Option::is_none);
                free.unwrap_or(self.entries.len())
            }
        };
        if at >= MOST {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let bytes = off.map_or([0; ENTRY], |off| to_bytes(&pair, off));
        write_all_at(&*self.file, &bytes, (at * ENTRY) as u64)?;
        let entry = off.map(|off| (pair, off));
        match self.entries.get_mut(at) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        Ok(())
    }
}

fn to_bytes(pair: &Pair, off: Owed) -> [u8; ENTRY] {
    let number = |count: Count| match count {
        Count::Exactly(number) => number & !AT_LEAST,
        Count::AtLeast(number) => number | AT_LEAST,
    };
    let mut bytes = [0; ENTRY];
    bytes[..32].copy_from_slice(pair);
    bytes[32..40].copy_from_slice(&off.time.to_le_bytes());
    bytes[40..48].copy_from_slice(&number(off.records).to_le_bytes());
    bytes[48..CONTENT].copy_from_slice(&number(off.bytes).to_le_bytes());
    let check = check(&bytes[..CONTENT]);
    bytes[CONTENT..].copy_from_slice(&check);
    bytes
}

fn read(entry: &[u8; ENTRY]) -> Option<(Pair, Owed)> {
    let (content, said) = entry.split_at(CONTENT);
    if said != check(content) {
        return None;
    }
    let (pair, numbers) = content.split_first_chunk::<32>()?;
    let (numbers, _) = numbers.as_chunks::<8>();
    let [time, records, bytes] = [0, 1, 2].map(|at| u64::from_le_bytes(numbers[at]));
    let count = |number: u64| match number & AT_LEAST {
        0 => Count::Exactly(number),
        _ => Count::AtLeast(number & !AT_LEAST),
    };
    let off = Owed {
        time: time.cast_signed(),
        records: count(records),
        bytes: count(bytes),
    };
    Some((*pair, off))
}

fn check(content: &[u8]) -> [u8; 8] {
    let hash = digest::sha256(&[b"sordino owed 1", content]);
    let mut check = [0; 8];
    check.copy_from_slice(&hash[..8]);
    check
}
