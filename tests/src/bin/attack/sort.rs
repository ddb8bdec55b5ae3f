//! What a round is about.

/// What sort of disturbance the round is about, besides kills and stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Plain,
    Damage,
    Jump,
    Bounds,
}

impl Sort {
    pub(crate) const ALL: [Self; 4] = [Self::Plain, Self::Damage, Self::Jump, Self::Bounds];
}
