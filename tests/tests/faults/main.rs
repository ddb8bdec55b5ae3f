//! What holds when something goes wrong: bad input, failed and half-done writes, kills, power that
//! goes, damaged files, other processes.

mod all_or_none;
mod bad_input;
mod bounds;
mod crash_bytes;
mod damage;
mod damaged_files;
mod device;
mod each_step;
mod empty_values;
mod foreign_files;
mod hostile_disk;
mod left_files;
mod lost_files;
mod no_loss;
mod off_beside_damage;
mod power_loss;
mod processes;
mod refused_crashes;
mod restarts;
mod stopped_processes;
mod vendors_owed;
