//! `policy.json`, as a phone reads it: whole and unchanged, or refused with a reason.

mod properties;
mod reading;
mod sample;
