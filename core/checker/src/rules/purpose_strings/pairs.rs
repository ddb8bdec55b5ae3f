//! One text for two resources: PS016.

use super::judged::place;
use super::keys::known;
use super::rules::PS016;
use super::sentence::on_one_line;
use crate::finding::Findings;
use crate::read::ios::purpose::Purpose;

/// Notes source texts that serve two keys. Keys of one resource may share a text; reading and adding
/// photos are two.
pub(super) fn check(purposes: &[Purpose], findings: &mut Findings) {
    let mut seen: Vec<(&str, &str, String)> = Vec::new();
    for purpose in purposes {
        let Some(text) = &purpose.base else {
            continue;
        };
        let Some(key) = known(&purpose.key) else {
            continue;
        };
        let value = on_one_line(&text.value);
        if value.is_empty() || super::form::is_placeholder(&value, key.name) {
            continue;
        }
        let same = seen
            .iter()
            .find(|(_, resource, other)| *resource != key.resource && *other == value);
        if let Some((other, ..)) = same {
            findings.add(
                &PS016,
                place(text),
                format!("{} has the text of {other}.", key.name),
                "Say for each what it is for.",
            );
        }
        seen.push((key.name, key.resource, value));
    }
}
