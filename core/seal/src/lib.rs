//! The one cipher: AES-256-GCM, without a generic in sight.
//!
//! A crate of its own because the cipher's generic code is compiled by whoever names its types, at
//! that crate's level: inside a library built for size it took three times as long as here
//! (`docs/decisions/0001-cipher.md`).

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce, Tag};

/// Length of a key.
pub const KEY_BYTES: usize = 32;
/// Length of a nonce.
pub const NONCE_BYTES: usize = 12;
/// Length of the tag behind a sealed text.
pub const TAG_BYTES: usize = 16;

/// The bytes were not sealed under this key and nonce, for this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOurs;

/// Seals and opens under one key, which is wiped when this is dropped.
///
/// Nobody may seal two texts with one key and nonce.
///
/// ```
/// let cipher = sordino_seal::Cipher::new(&[7; 32]);
/// let mut text = *b"hello";
/// let tag = cipher.seal([1; 12], b"here", &mut text);
///
/// assert!(cipher.open([1; 12], b"there", &mut text.clone(), tag).is_err());
/// assert_eq!(cipher.open([1; 12], b"here", &mut text, tag), Ok(()));
/// assert_eq!(&text, b"hello");
/// ```
pub struct Cipher(Aes256Gcm);

impl Cipher {
    /// The cipher under `key`.
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key)))
    }

    /// Seals `text` in place, bound to `bound_to`, and returns its tag.
    #[inline(never)]
    pub fn seal(
        &self,
        nonce: [u8; NONCE_BYTES],
        bound_to: &[u8],
        text: &mut [u8],
    ) -> [u8; TAG_BYTES] {
        self.0
            .encrypt_inout_detached(&Nonce::from(nonce), bound_to, text.into())
            .expect("texts here are far below the 64 GiB that GCM can take")
            .into()
    }

    /// Opens `text` in place; on failure its content is unspecified and must not be used.
    ///
    /// # Errors
    ///
    /// [`NotOurs`] if anything of key, nonce, place, text or tag is not as it was sealed.
    #[inline(never)]
    pub fn open(
        &self,
        nonce: [u8; NONCE_BYTES],
        bound_to: &[u8],
        text: &mut [u8],
        tag: [u8; TAG_BYTES],
    ) -> Result<(), NotOurs> {
        self.0
            .decrypt_inout_detached(&Nonce::from(nonce), bound_to, text.into(), &Tag::from(tag))
            .map_err(|_| NotOurs)
    }
}

#[cfg(test)]
mod tests {
    use super::Cipher;

    /// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 14.
    #[test]
    fn a_published_test_vector_is_met() {
        let cipher = Cipher::new(&[0; 32]);
        let mut text = [0; 16];

        let tag = cipher.seal([0; 12], b"", &mut text);

        let hex = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        assert_eq!(hex(&text), "cea7403d4d606b6e074ec5d3baf39d18");
        assert_eq!(hex(&tag), "d0d1c8a799996bf0265b98b5d48ab919");
    }
}
