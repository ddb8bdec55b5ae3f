//! Who is signed in, and what is known about the device.

use crate::engine::Engine;
use crate::error::SordinoError;
use crate::options::Facts;

/// Who is signed in. Raw values stay in memory; only pseudonyms of them are ever stored.
#[derive(Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Account {
    /// `user_id`.
    #[uniffi(default = None)]
    pub user_id: Option<String>,
    /// `customer_id`.
    #[uniffi(default = None)]
    pub customer_id: Option<String>,
}

impl From<Account> for sordino_engine::Account {
    fn from(account: Account) -> Self {
        let Account {
            user_id,
            customer_id,
        } = account;
        Self {
            user_id,
            customer_id,
        }
    }
}

#[uniffi::export]
impl Engine {
    /// Tells who signed in.
    ///
    /// The account's ids and `values` (name, e-mail, telephone …) are searched for in free text until
    /// sign-out. `values` stay in memory; they are ignored without `scrub_known_values`. Recipients of open event purposes that know the
    /// notion get an `identify` with pseudonyms.
    ///
    /// # Errors
    ///
    /// None of its own; see `condition`.
    pub fn sign_in(&self, account: Account, values: Vec<String>) -> Result<(), SordinoError> {
        self.engine.sign_in(account.into(), &values);
        Ok(())
    }

    /// Forgets who was signed in. What is queued keeps its pseudonyms; new records carry none.
    ///
    /// # Errors
    ///
    /// None of its own; see `condition`.
    pub fn sign_out(&self) -> Result<(), SordinoError> {
        self.engine.sign_out();
        Ok(())
    }

    /// Tells that every crash report of earlier runs was offered: the ids of whoever was signed in then are
    /// overwritten. Returns `false` if they could not be overwritten now; tell it again then. Call it off the main thread,
    /// and only where no earlier run still lives: what it ends of may name them.
    ///
    /// # Errors
    ///
    /// None of its own.
    pub fn reports_taken(&self) -> Result<bool, SordinoError> {
        Ok(self.engine.reports_taken())
    }

    /// Replaces what is known about app and device, as when time zone or locale change.
    ///
    /// # Errors
    ///
    /// None of its own; see `condition`.
    pub fn set_facts(&self, facts: Facts) -> Result<(), SordinoError> {
        self.engine.set_facts(facts.into());
        Ok(())
    }
}
