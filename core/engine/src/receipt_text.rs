//! A receipt as a line for a log.

use std::fmt;

use crate::queue::Count;
use crate::receipt::{CompletedReceipt, Erasure, Receipt};

impl fmt::Display for Erasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overwritten => "key overwritten",
            Self::VaultReplaced => "key overwritten, vault replaced",
            Self::VaultPending => "key not overwritten yet",
        })
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(count) => write!(f, "{count}"),
            Self::AtLeast(count) => write!(f, "at least {count}"),
        }
    }
}

/// The purpose, how many records were closed, and how far the destruction of their key has come.
impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            purpose,
            records,
            erasure,
            ..
        } = self;
        write!(f, "{purpose}: {records} records erased, {erasure}")
    }
}

/// The first receipt's line with what is known in the end.
impl fmt::Display for CompletedReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, files) = (
            &self.receipt,
            if self.files_gone { "gone" } else { "pending" },
        );
        write!(
            f,
            "{}: {} records erased, {}, files {files}",
            first.purpose, first.records, self.erasure
        )?;
        for vendor in &self.vendors {
            write!(f, ", {} {:?}", vendor.recipient, vendor.answer)?;
        }
        Ok(())
    }
}
