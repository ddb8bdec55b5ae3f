//! Keys, nonces and what is bound to what; the cipher itself is `sordino-seal`.
//!
//! Nobody may seal two texts with one key and nonce. Keys that seal many texts at random times
//! take a random nonce; a segment's key is used by one writer only and takes the frame number.

use sordino_seal::Cipher;
use zeroize::Zeroizing;

use crate::ports::{Random, RandomFailed};

pub(crate) use sordino_seal::{KEY_BYTES, NONCE_BYTES, NotOurs, TAG_BYTES};

/// A key that is wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; KEY_BYTES]>;

/// A fresh random key.
pub(crate) fn new_secret(random: &dyn Random) -> Result<Secret, RandomFailed> {
    let mut secret = Zeroizing::new([0; KEY_BYTES]);
    random.fill(&mut *secret)?;
    Ok(secret)
}

/// Seals and opens under one key.
pub(crate) struct Sealer(Cipher);

impl Sealer {
    pub(crate) fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self(Cipher::new(key))
    }

    /// Seals `text` in place and returns its tag.
    pub(crate) fn seal(
        &self,
        nonce: [u8; NONCE_BYTES],
        bound_to: &[u8],
        text: &mut [u8],
    ) -> [u8; TAG_BYTES] {
        self.0.seal(nonce, bound_to, text)
    }

    /// Opens `text` in place; on failure its content is unspecified and must not be used.
    pub(crate) fn open(
        &self,
        nonce: [u8; NONCE_BYTES],
        bound_to: &[u8],
        text: &mut [u8],
        tag: [u8; TAG_BYTES],
    ) -> Result<(), NotOurs> {
        self.0.open(nonce, bound_to, text, tag)
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
