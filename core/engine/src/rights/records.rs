//! Records that wait on the device or in memory, readable, as they were minimised.

use serde_json::{Value as Json, json};

use crate::catalog::{PurposeIx, RecipientIx};
use crate::minimise::{Kind, Stored};
use crate::queue::{OpenedSegment, Readable};
use crate::rooms::Rooms;
use crate::value::Value;

/// Most bytes of records that a document holds; how many more there are is counted.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Returns what waits of every purpose, for an upload, for a lock or for the first choice.
pub(super) fn waiting(rooms: &Rooms) -> Json {
    let mut told = Told {
        rooms,
        left: MOST_BYTES,
        left_out: 0,
        batches: Vec::new(),
    };
    for (at, _) in rooms.world.catalog.purposes() {
        told.purpose(at);
    }
    json!({ "records": told.batches, "left_out": told.left_out })
}

struct Told<'a> {
    rooms: &'a Rooms,
    left: usize,
    left_out: u64,
    batches: Vec<Json>,
}

impl Told<'_> {
    fn purpose(&mut self, at: PurposeIx) {
        let Rooms {
            world,
            gate,
            holds,
            backlog,
            ..
        } = self.rooms;
        let mut work = gate.work(at);
        let open = gate.checked(at, world.now(), &mut work).ok();
        let queued = open.map(|open| Readable::of(open, world));
        // Read without the lock, so that nobody who records waits for the disk.
        drop(work);
        self.sealed(at, queued, "upload");
        backlog.each(at, &mut |to, context, text| {
            self.one((at, to), "lock", context, text);
        });
        let held = holds.each(world, at, &mut |to, context, text| {
            self.one((at, to), "choice", context, text);
        });
        self.sealed(at, held, "choice");
    }

    fn sealed(&mut self, at: PurposeIx, lies: Option<Readable>, waits_for: &str) {
        let world = &self.rooms.world;
        let Some(lies) = lies else {
            return;
        };
        lies.each(world, &mut |segment: OpenedSegment| {
            let records = segment.records.iter();
            let records = records.map(|(text, frame)| (text.as_slice(), Some(frame.message_id())));
            self.batch(
                (at, segment.recipient),
                waits_for,
                &segment.context,
                records,
            );
        });
    }

    fn one(&mut self, to: (PurposeIx, RecipientIx), waits_for: &str, context: &[u8], text: &[u8]) {
        self.batch(to, waits_for, context, std::iter::once((text, None)));
    }

    fn batch<'t>(
        &mut self,
        (at, to): (PurposeIx, RecipientIx),
        waits_for: &str,
        context: &[u8],
        records: impl Iterator<Item = (&'t [u8], Option<String>)>,
    ) {
        let catalog = &self.rooms.world.catalog;
        let mut read = Vec::new();
        for (text, id) in records {
            let record = Stored::read(text).filter(|_| text.len() <= self.left);
            match record {
                Some(record) => {
                    self.left -= text.len();
                    read.push(shown(&record, id));
                }
                None => self.left_out += 1,
            }
        }
        if read.is_empty() {
            return;
        }
        let context = Stored::read(context);
        self.batches.push(json!({
            "purpose": catalog.purpose(at).id,
            "recipient": catalog.recipient(to).id,
            "waits_for": waits_for,
            "context": context.map_or(Json::Null, |context| members(&context)),
            "records": read,
        }));
    }
}

fn shown(record: &Stored<'_>, message_id: Option<String>) -> Json {
    json!({
        "message_id": message_id,
        "kind": match record.kind {
            Kind::Context => "context",
            Kind::Event => "event",
            Kind::Crash => "crash",
            Kind::Identify => "identify",
        },
        "name": record.name,
        "members": members(record),
    })
}

fn members(record: &Stored<'_>) -> Json {
    let members = record.members.iter();
    let member =
        |(key, value): &(std::borrow::Cow<'_, str>, Value<'_>)| (key.to_string(), value.into());
    Json::Object(members.map(member).collect())
}
