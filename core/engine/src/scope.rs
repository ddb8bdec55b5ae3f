//! Whom a choice is for: the device, or one account on it.

/// Length of a scope in every on-disk format.
pub(crate) const SCOPE_BYTES: usize = 17;

/// Whom a choice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everybody on this device.
    Device,
    /// One account, named by 16 bytes that mean nothing elsewhere.
    Account([u8; 16]),
}

impl Scope {
    /// One byte of kind, sixteen of id.
    pub(crate) fn to_bytes(self) -> [u8; SCOPE_BYTES] {
        let mut bytes = [0; SCOPE_BYTES];
        if let Self::Account(id) = self {
            bytes[0] = 1;
            bytes[1..].copy_from_slice(&id);
        }
        bytes
    }

    /// Its name in exports.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Device => "device".to_owned(),
            Self::Account(id) => format!("account:{}", crate::digest::hex(&id)),
        }
    }
}
