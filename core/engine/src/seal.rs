//! The one cipher: AES-256-GCM. Everything else names it through this file.
//!
//! Nobody may seal two texts with one key and nonce. Keys that seal many texts at random times
//! take a random nonce; a segment's key is used by one writer only and takes the frame number.

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce, Tag};
use zeroize::Zeroizing;

use crate::ports::{Random, RandomFailed};

/// Length of a key.
pub(crate) const KEY_BYTES: usize = 32;
/// Length of a nonce.
pub(crate) const NONCE_BYTES: usize = 12;
/// Length of the tag behind a sealed text.
pub(crate) const TAG_BYTES: usize = 16;

/// A key that is wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; KEY_BYTES]>;

/// The bytes were not sealed by us, under this key, for this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotOurs;

/// A fresh random key.
pub(crate) fn new_secret(random: &dyn Random) -> Result<Secret, RandomFailed> {
    let mut secret = Zeroizing::new([0; KEY_BYTES]);
    random.fill(&mut *secret)?;
    Ok(secret)
}

/// Seals and opens under one key.
pub(crate) struct Sealer(Aes256Gcm);

impl Sealer {
    pub(crate) fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key)))
    }

    /// Seals `text` in place and returns its tag.
    pub(crate) fn seal(
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
    pub(crate) fn open(
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

    /// Seals a short text under a random nonce: nonce, text, tag.
    pub(crate) fn seal_boxed(
        &self,
        random: &dyn Random,
        bound_to: &[u8],
        text: &[u8],
    ) -> Result<Vec<u8>, RandomFailed> {
        let mut nonce = [0; NONCE_BYTES];
        random.fill(&mut nonce)?;
        let mut sealed = Vec::with_capacity(NONCE_BYTES + text.len() + TAG_BYTES);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(text);
        let tag = self.seal(nonce, bound_to, &mut sealed[NONCE_BYTES..]);
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// Opens what [`Sealer::seal_boxed`] sealed.
    pub(crate) fn open_boxed(
        &self,
        bound_to: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, NotOurs> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotOurs)?;
        let (text, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or(NotOurs)?;
        let mut text = Zeroizing::new(text.to_vec());
        self.open(*nonce, bound_to, &mut text, *tag)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{NotOurs, Sealer};

    #[test]
    fn a_text_bound_to_one_place_does_not_open_at_another() {
        let sealer = Sealer::new(&[7; 32]);
        let mut text = *b"hello";
        let tag = sealer.seal([1; 12], b"here", &mut text);

        assert_eq!(
            sealer.open([1; 12], b"there", &mut text.clone(), tag),
            Err(NotOurs)
        );
        assert_eq!(sealer.open([1; 12], b"here", &mut text, tag), Ok(()));
        assert_eq!(&text, b"hello");
    }
}
