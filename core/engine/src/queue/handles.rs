//! Which of an open purpose's segments are begun before anybody records, and which keep a handle open between calls.

use super::open_purpose::OpenPurpose;
use super::outside::Outside;
use crate::identity::People;
use crate::lock::{LOCK_LIMIT, Patience};
use crate::ports::Millis;
use crate::record::Refusal;
use crate::world::World;

/// Most segments of events that stay open between calls, and most of crash reports: a handle rests on each.
pub(crate) const MOST_SEGMENTS: usize = 10;

impl OpenPurpose {
    /// Reads its keys, and begins the segments of crash reports, so that a crash finds them ready.
    pub(crate) fn prepare(
        &mut self,
        world: &World,
        people: &People,
        patience: &Patience,
    ) -> Result<(), Refusal> {
        let secret = self.slot.queue_secret.clone();
        let outside = Outside::of(world, &secret, patience, world.now());
        self.make_keys(world, &outside)?;
        if world.catalog.crash_recipients(self.purpose).is_empty() {
            return Ok(());
        }
        self.keep_ids(people, &outside)?;
        self.make_ready(world, people, &outside)?;
        let crashes = world.catalog.crash_recipients(self.purpose);
        let lanes = self.lanes.iter_mut();
        let lanes = lanes.filter(|(at, _)| crashes.contains(at));
        for (number, (_, lane)) in lanes.enumerate() {
            lane.prepare(&outside)?;
            if number >= MOST_SEGMENTS {
                lane.sleep();
            }
        }
        Ok(())
    }

    /// Reads its keys, and begins the segments of events, `most` at most. Nothing is given out by it. Returns how many
    /// segments of events are open then.
    pub(crate) fn begin_events(
        &mut self,
        world: &World,
        people: &People,
        patience: &Patience,
        most: usize,
    ) -> Result<usize, Refusal> {
        let secret = self.slot.queue_secret.clone();
        let outside = Outside::of(world, &secret, patience, world.now());
        self.make_keys(world, &outside)?;
        if self.lanes.is_empty() {
            self.stand_under_now(world, people, outside.now);
        }
        let crashes = world.catalog.crash_recipients(self.purpose);
        let events = self.lanes.iter_mut();
        let events = events.filter(|(at, _)| !crashes.contains(at));
        for (_, lane) in events.take(most) {
            lane.begin(&outside)?;
        }
        Ok(self.at_rest(world).1)
    }

    /// When something was recorded last, and how many segments of events are open since. Those of crash reports are counted
    /// by [`let_crashes_sleep`](Self::let_crashes_sleep).
    pub(crate) fn at_rest(&self, world: &World) -> (Millis, usize) {
        let crashes = world.catalog.crash_recipients(self.purpose);
        let events = self.lanes.iter().filter(|(at, _)| !crashes.contains(at));
        let open = events.filter(|(_, lane)| lane.is_awake());
        (self.recorded, open.count())
    }

    /// Ends the segments of events, so that no handle rests on them.
    pub(crate) fn rest(&mut self, world: &World) {
        let crashes = world.catalog.crash_recipients(self.purpose);
        let events = self.lanes.iter_mut();
        for (_, lane) in events.filter(|(at, _)| !crashes.contains(at)) {
            lane.end_segment();
        }
    }

    /// Lets so many segments of events sleep: each goes on with its next record, and no handle rests on it until then.
    pub(crate) fn let_sleep(&mut self, world: &World, count: usize) {
        let crashes = world.catalog.crash_recipients(self.purpose);
        let events = self.lanes.iter_mut().rev();
        let awake = events.filter(|(at, lane)| !crashes.contains(at) && lane.is_awake());
        awake.take(count).for_each(|(_, lane)| lane.sleep());
    }

    /// Keeps `most` segments of crash reports open, so that a crash finds them, and lets the others sleep. Returns how many are
    /// open.
    pub(crate) fn let_crashes_sleep(&mut self, world: &World, most: usize) -> usize {
        let crashes = world.catalog.crash_recipients(self.purpose);
        let lanes = self.lanes.iter_mut();
        let awake = lanes.filter(|(at, lane)| crashes.contains(at) && lane.is_awake());
        let mut open = 0;
        for (_, lane) in awake {
            match open < most {
                true => open += 1,
                false => lane.sleep(),
            }
        }
        open
    }

    /// Ends every lane's segment; what a clean shutdown does.
    pub(crate) fn close_lanes(&mut self, world: &World) {
        let Ok(_held) = world.lock(LOCK_LIMIT) else {
            return;
        };
        let secret = self.slot.queue_secret.clone();
        let patience = Patience::for_each(LOCK_LIMIT);
        let outside = Outside::of(world, &secret, &patience, world.now());
        for (_, lane) in &mut self.lanes {
            lane.close(&outside);
        }
    }
}
