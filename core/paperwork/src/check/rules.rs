//! Every rule of the checker, family by family.

use super::rule::Rule;
use super::{am, ds, ip, pc, pm, ps};

/// The families, in the order of reports and of the documentation.
pub const FAMILIES: [(&str, &[Rule]); 6] = [
    ("Purpose strings", ps::RULES),
    ("Apple's privacy manifest", pm::RULES),
    ("iOS project", ip::RULES),
    ("Android", am::RULES),
    ("Play's data safety form", ds::RULES),
    ("Policy and notices", pc::RULES),
];

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter())
}

/// The rule with this id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
