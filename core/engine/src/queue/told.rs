//! A record that was just stored, told to the ring of decisions.

use super::segment::Frame;
use crate::catalog::{PurposeIx, RecipientIx};
use crate::decisions::{Decided, Decision, FieldDecision, Kept, RecordKind};
use crate::minimise::{Context, Kind, Stored, add_kept};
use crate::ports::Millis;
use crate::world::World;

/// Adds a record that was stored for a recipient under a generation. Does nothing while the ring is off.
pub(super) fn keep(
    (world, now): (&World, Millis),
    (purpose, recipient, generation): (PurposeIx, RecipientIx, u64),
    (frame, text): (Frame, &[u8]),
    context: &Context,
    dropped: Vec<FieldDecision>,
) {
    if !world.decisions.are_kept() {
        return;
    }
    let catalog = &world.catalog;
    let Some(record) = Stored::read(text) else {
        return;
    };
    let (mut fields, mut about) = (Vec::new(), Vec::new());
    add_kept(catalog, recipient, &record, &mut fields);
    fields.extend(dropped);
    if let Some(context) = Stored::read(context.text()) {
        add_kept(catalog, recipient, &context, &mut about);
    }
    world.decisions.keep(Kept {
        at: Some(purpose),
        generation,
        frame: Some((frame.ids, frame.number)),
        decision: Decision {
            // The ring gives it.
            number: 0,
            time: now,
            record: match record.kind {
                Kind::Crash => RecordKind::Crash,
                Kind::Identify => RecordKind::SignIn,
                Kind::Event | Kind::Context => RecordKind::Event,
            },
            name: record.name.to_owned(),
            purpose: Some(catalog.purpose(purpose).id.clone()),
            decided: Decided::Stored {
                recipient: catalog.recipient(recipient).id.clone(),
                fields,
                about,
                delivered: None,
            },
        },
    });
}
