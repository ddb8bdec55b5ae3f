//! What somebody meant who mistyped a name.

/// Returns the one of `names` that at most two changed letters make of `name`.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let (edits, other) = names
        .map(|other| (strsim::levenshtein(name, other), other))
        .min()?;
    (edits <= 2).then_some(other)
}
