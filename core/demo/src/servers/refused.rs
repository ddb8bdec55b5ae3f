//! Why a request is refused.

/// The status and the reason of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    pub(crate) why: &'static str,
}

impl Refused {
    /// There is no key, or it does not have the documented form.
    pub(crate) const NO_KEY: Self = Self {
        status: 401,
        why: "no key, or none of the documented form",
    };

    /// What was sent does not have the documented form.
    pub(crate) const fn bad(why: &'static str) -> Self {
        Self { status: 400, why }
    }
}
