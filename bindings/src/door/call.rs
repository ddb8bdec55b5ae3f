//! The C function.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sordino_engine::Event;

use super::read::{Offered, read};
use super::{MAX_BYTES, registry};
use crate::outcome::{HELD_IN_MEMORY, Refusal, best, number};

/// Offers one record to the engine of this number, and answers what became of it.
///
/// The answers are those of `sordino_door.h`. No panic leaves; an unknown number, no bytes and
/// malformed ones are refused.
///
/// # Safety
///
/// `record` is null, or points at `length` bytes that nobody writes to until this returns.
// Exported by its name, which the linker takes for unsafe: no other function of ours or UniFFI's has it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sordino_record(engine: u64, record: *const u8, length: usize) -> i32 {
    if record.is_null() {
        return Refusal::MalformedBytes as i32;
    }
    if length > MAX_BYTES {
        return Refusal::TooLarge as i32;
    }
    // SAFETY: not null; the caller promises `length` bytes that stand still, and `length` is far below
    // `isize::MAX`. Nothing borrowed from them outlives this call.
    let bytes = unsafe { std::slice::from_raw_parts(record, length) };
    number_of(engine, bytes).into()
}

/// The same for bytes that Rust holds.
pub fn number_of(engine: u64, record: &[u8]) -> u8 {
    // The engine catches its own panics; this is for whatever is left around it.
    catch_unwind(AssertUnwindSafe(|| offer(engine, record))).unwrap_or(Refusal::Broken as u8)
}

fn offer(engine: u64, record: &[u8]) -> u8 {
    let Some(engine) = registry::engine(engine) else {
        return Refusal::NoEngine as u8;
    };
    match read(record) {
        Ok(Offered::Event { name, properties }) => {
            let event = Event {
                name,
                properties: &properties,
            };
            number(&engine.record(&event))
        }
        Ok(Offered::Crash(crash)) => best(&engine.crash(&crash)),
        Ok(Offered::Handled(error)) => best(&engine.handled(&error)),
        Ok(Offered::Breadcrumb(text)) if engine.breadcrumb(text) => HELD_IN_MEMORY,
        Ok(Offered::Breadcrumb(_)) => Refusal::Closed as u8,
        Err(why) => Refusal::from(why) as u8,
    }
}
