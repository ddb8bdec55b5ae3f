//! IAB's Global Privacy Platform: the sections that are in force, and whether one of them has an opt-out.

use super::bits::Bits;
use super::tcf::Tcf;
use crate::rights::preferences::Preferences;

pub(super) const STRING: &str = "IABGPP_HDR_GppString";
pub(super) const IN_FORCE: &str = "IABGPP_GppSID";
/// Sections that are read: the TCF of the EU, and those of the United States.
pub(super) const READ: [u32; 18] = [
    2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
];

/// What the sections in force say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gpp {
    /// One of them has an opt-out, or cannot be read.
    pub(super) opted_out: bool,
    pub(super) tcf: Option<Tcf>,
}

impl Gpp {
    /// Returns what the preferences say, or `None` if the platform says nothing here.
    pub(super) fn of(preferences: &Preferences<'_>) -> Option<Self> {
        let string = preferences.get(STRING);
        let Some(in_force) = preferences.get(IN_FORCE) else {
            // Nobody says which sections count.
            return string.map(|_| Self {
                opted_out: true,
                tcf: None,
            });
        };
        let mut told = Self {
            opted_out: false,
            tcf: None,
        };
        // -1: none of them.
        for section in in_force.split('_').filter(|section| *section != "-1") {
            let text = section.parse().ok().and_then(|section: u32| {
                let own = preferences.get(&key(section));
                Some((section, own.or_else(|| of_string(string?, section))?))
            });
            match text {
                Some((2, text)) => {
                    let tcf = Tcf::of_string(text);
                    told.tcf = Some(told.tcf.map_or(tcf, |other| other.and(tcf)));
                }
                Some((section, text)) => told.opted_out |= opted_out(section, text).unwrap_or(true),
                None => told.opted_out = true,
            }
        }
        Some(told)
    }
}

/// Returns the key of a section's own text.
pub(super) fn key(section: u32) -> String {
    format!("IABGPP_{section}_String")
}

/// Returns the text of a section out of the whole string, whose header lists the sections in their order.
fn of_string(string: &str, section: u32) -> Option<&str> {
    let mut parts = string.split('~');
    let mut header = Bits::of(parts.next()?, 0);
    let (kind, version, count) = (header.number(6)?, header.number(6)?, header.number(12)?);
    if (kind, version) != (3, 1) {
        return None;
    }
    let (mut last, mut place) = (0_u32, 0_usize);
    for _ in 0..count {
        let is_range = header.bit()?;
        let first = last.checked_add(header.fibonacci()?)?;
        last = match is_range {
            true => first.checked_add(header.fibonacci()?)?,
            false => first,
        };
        if (first..=last).contains(&section) {
            return parts.nth(place + usize::try_from(section - first).ok()?);
        }
        place = place.checked_add(usize::try_from(last - first).ok()? + 1)?;
    }
    None
}

/// Returns `true` if a section of the United States has an opt-out from sale, sharing or targeted advertising, or Global
/// Privacy Control. `None` if it cannot be read.
fn opted_out(section: u32, text: &str) -> Option<bool> {
    // Where the opt-outs begin, and how many there are.
    let (at, count) = match section {
        6 => {
            return match text.as_bytes() {
                [b'1', _, sale, _] => match sale.to_ascii_uppercase() {
                    b'Y' => Some(true),
                    b'N' | b'-' => Some(false),
                    _ => None,
                },
                _ => None,
            };
        }
        7 => (18, 3),
        11 | 18 => (14, 2),
        8..=22 => (12, 2),
        _ => return None,
    };
    let mut segments = text.split('.');
    let core = segments.next()?;
    let version = Bits::of(core, 0).number(6)?;
    if version != 1 && !(section == 7 && version == 2) {
        return None;
    }
    let mut bits = Bits::of(core, at);
    let mut told = false;
    for _ in 0..count {
        match bits.number(2)? {
            0 | 2 => {}
            1 => told = true,
            _ => return None,
        }
    }
    for segment in segments {
        let mut bits = Bits::of(segment, 0);
        match bits.number(2)? {
            1 => told |= bits.bit()?,
            _ => return None,
        }
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::{of_string, opted_out};

    /// Strings of the platform's own examples.
    #[test]
    fn a_section_is_found_by_the_header() {
        for (string, section, is) in [
            (
                "DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA",
                2,
                true,
            ),
            (
                "DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA",
                6,
                false,
            ),
            (
                "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN",
                6,
                true,
            ),
            ("DBABL~BVQqAAAAAg", 7, true),
            ("DBABL", 7, false),
            ("CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA", 2, false),
        ] {
            let found = of_string(string, section);
            assert_eq!(found.is_some(), is, "{string} {section}");
        }
        let both = "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN";
        assert_eq!(of_string(both, 6), Some("1YNN"));
    }

    #[test]
    fn an_opt_out_is_read_in_its_section() {
        for (section, text, is) in [
            // The platform's own examples: everything 1, and nothing said.
            (9, "BVWSSVY", Some(true)),
            (9, "BAAAABA", Some(false)),
            (11, "BVVkklWA", Some(true)),
            (11, "BAAAAAQA", Some(false)),
            // A later version, a segment that nobody knows, half a section.
            (9, "CAAAABA", None),
            (9, "BAAAABA.wA", None),
            (9, "BA", None),
            // Global Privacy Control behind a core without an opt-out.
            (8, "BAAAAABA.YA", Some(true)),
            (8, "BAAAAABA.QA", Some(false)),
            (6, "1YYN", Some(true)),
            (6, "1YNN", Some(false)),
            (6, "1---", Some(false)),
            (6, "2YNN", None),
            (5, "BAAAABA", None),
        ] {
            assert_eq!(opted_out(section, text), is, "{section} {text}");
        }
    }
}
