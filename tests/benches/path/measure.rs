//! Times as a table: median, 99th percentile, and how often the row above goes into it.

use std::fmt;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// One row.
pub(crate) struct Row {
    name: String,
    samples: Vec<Duration>,
}

impl Row {
    pub(crate) fn of(name: &str, mut samples: Vec<Duration>) -> Self {
        samples.sort_unstable();
        Self {
            name: name.to_owned(),
            samples,
        }
    }

    pub(crate) fn once(name: &str, sample: Duration) -> Self {
        Self::of(name, vec![sample])
    }

    fn at(&self, part: f64) -> Duration {
        let index = (self.samples.len().saturating_sub(1)) as f64 * part;
        self.samples
            .get(index as usize)
            .copied()
            .unwrap_or_default()
    }
}

/// All rows of one run; ratios are against its first bare write.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    pub(crate) fn add(&mut self, row: Row) {
        self.0.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.0.iter().find(|row| row.name.contains("bare write"));
        let unit = unit.map_or(1.0, |row| row.at(0.5).as_secs_f64().max(1e-9));
        writeln!(
            out,
            "{:<48} {:>12} {:>12} {:>14}",
            "", "p50", "p99", "bare writes"
        )?;
        for row in &self.0 {
            let (middle, high) = (row.at(0.5), row.at(0.99));
            let ratio = middle.as_secs_f64() / unit;
            writeln!(
                out,
                "{:<48} {:>12} {:>12} {:>13.2}x",
                row.name,
                micro(middle),
                micro(high),
                ratio
            )?;
        }
        Ok(())
    }
}

fn micro(time: Duration) -> String {
    format!("{:.2} us", time.as_secs_f64() * 1e6)
}

/// Times each call of `act` by itself.
pub(crate) fn each(count: usize, mut act: impl FnMut()) -> Vec<Duration> {
    // One clock read a sample: each ends where the next begins.
    let mut last = Instant::now();
    (0..count)
        .map(|_| {
            act();
            let now = Instant::now();
            let time = now - last;
            last = now;
            time
        })
        .collect()
}

pub(crate) fn bare_read(place: &Path, count: usize) -> Vec<Duration> {
    let path = place.join("bare-read");
    std::fs::write(&path, [1; 4096]).expect("the folder can be written");
    let file = OpenOptions::new()
        .read(true)
        .open(path)
        .expect("it was just written");
    let mut bytes = [0; 8];
    each(count, || {
        file.read_at(&mut bytes, 256).expect("it can be read");
    })
}

pub(crate) fn bare_write(place: &Path, count: usize) -> Vec<Duration> {
    let path = place.join("bare-write");
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .expect("it can be made");
    let mut offset = 0;
    each(count, || {
        file.write_at(&[7; 200], offset).expect("it can be written");
        offset += 200;
    })
}

pub(crate) fn bare_sync(place: &Path, count: usize) -> Vec<Duration> {
    let path = place.join("bare-sync");
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .expect("it can be made");
    file.write_at(&[0; 32_768], 0).expect("it can be written");
    file.sync_all().expect("it can be synced");
    each(count, || {
        file.write_at(&[7; 256], 512).expect("it can be written");
        file.sync_data().expect("it can be synced");
    })
}

/// Resident memory of this process; 0 where the system does not tell.
pub(crate) fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
