//! What somebody meant who mistyped a name.

/// The one of `names` that at most two changed letters make of `name`.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let (edits, other) = names.map(|other| (distance(name, other), other)).min()?;
    (edits <= 2).then_some(other)
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (above + 1)
                .min(row[j] + 1)
                .min(diagonal + usize::from(l != *r));
            diagonal = above;
        }
    }
    row[right.len()]
}
