//! What a person may have handed out: everything, the choices alone, and the record of consent.

use crate::engine::Engine;
use crate::error::SordinoError;

#[uniffi::export]
impl Engine {
    /// Everything that Sordino holds about the person who is signed in, as one JSON document (GDPR Art. 15 and 20):
    /// the choices with their chain, why each purpose is open or closed, the pseudonyms that recipients know, what waits,
    /// readable as it was minimised, and what is kept between runs. `docs/export.md` describes it.
    ///
    /// It reads the whole queue: call it off the main thread.
    ///
    /// # Errors
    ///
    /// `NotReady` or `StorageFailed`.
    pub fn export_data(&self) -> Result<String, SordinoError> {
        Ok(self.engine.export_data()?.to_string())
    }

    /// The choices alone, as JSON with the hashes that chain them; `sordino verify` proves that it hangs together.
    ///
    /// # Errors
    ///
    /// As for `export_data`.
    pub fn export_ledger(&self) -> Result<String, SordinoError> {
        let export = self.engine.export_ledger()?;
        serde_json::to_string(&export).map_err(|_| SordinoError::Broken)
    }

    /// The same choices as a record of consent in DPV JSON-LD (ISO/IEC TS 27560).
    ///
    /// # Errors
    ///
    /// As for `export_data`.
    pub fn consent_record(&self) -> Result<String, SordinoError> {
        Ok(self.engine.consent_record()?.to_string())
    }
}
