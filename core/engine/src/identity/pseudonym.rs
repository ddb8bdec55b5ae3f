//! The formula.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::digest::hex;
use crate::seal::KEY_BYTES;

/// A key that turns values into pseudonyms.
#[derive(Clone)]
pub(crate) struct PseudonymKey(Hmac<Sha256>);

impl PseudonymKey {
    pub(crate) fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes a key of any length"))
    }

    /// The pseudonym of a field's value: HMAC over field, a zero byte, value.
    ///
    /// The field is part of it, so that a user and a customer of the same number differ.
    pub(crate) fn pseudonym(&self, field: &str, value: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(field.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        let digest: [u8; 32] = mac.finalize().into_bytes().into();
        let mut first = [0; 16];
        first.copy_from_slice(&digest[..16]);
        uuid(first)
    }
}

/// Bytes as a UUID of version 8 (RFC 9562: a meaning of our own): 122 of 128 bits are the bytes'.
pub(crate) fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex(&bytes);
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::PseudonymKey;

    #[test]
    fn the_field_is_part_of_a_pseudonym() {
        let key = PseudonymKey::new(&[1; 32]);
        assert_ne!(
            key.pseudonym("user_id", "42"),
            key.pseudonym("customer_id", "42")
        );
        assert_eq!(
            key.pseudonym("user_id", "42"),
            key.pseudonym("user_id", "42")
        );
    }

    #[test]
    fn another_key_makes_another_pseudonym() {
        let (one, two) = (PseudonymKey::new(&[1; 32]), PseudonymKey::new(&[2; 32]));
        assert_ne!(
            one.pseudonym("user_id", "42"),
            two.pseudonym("user_id", "42")
        );
    }
}
