//! What the app tells once about the device and about who is signed in.

use std::borrow::Cow;

use sordino_policy::DevicePseudonym;

use crate::value::Value;

/// The longest fact in bytes, far beyond true ones: every record carries all of them.
pub const MAX_FACT: usize = 256;

/// Facts about app and device. Each leaves only as the policy's field of that name says. One of over [`MAX_FACT`] bytes is left
/// out and counted among the dropped values; of the device id only a pseudonym is ever carried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// `app_version`.
    pub app_version: Option<String>,
    /// `app_build`.
    pub app_build: Option<String>,
    /// `os_name`.
    pub os_name: Option<String>,
    /// `os_version`.
    pub os_version: Option<String>,
    /// `device_model`.
    pub device_model: Option<String>,
    /// `locale`, as a tag such as `de-AT`.
    pub locale: Option<String>,
    /// `time_zone`: minutes east of UTC.
    pub utc_offset_minutes: Option<i32>,
    /// `device_id`; without one, a pseudonym of this installation stands for it.
    pub device_id: Option<String>,
}

/// Who is signed in. Raw values stay in memory; only pseudonyms of them are ever stored.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// `user_id`.
    pub user_id: Option<String>,
    /// `customer_id`.
    pub customer_id: Option<String>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Account { .. }")
    }
}

impl Facts {
    /// Leaves out what is too long to stand in every record, and returns how many facts that were.
    pub(crate) fn bound(&mut self) -> u64 {
        let facts = [
            &mut self.app_version,
            &mut self.app_build,
            &mut self.os_name,
            &mut self.os_version,
            &mut self.device_model,
            &mut self.locale,
        ];
        let is_long =
            |fact: &Option<String>| fact.as_ref().is_some_and(|text| text.len() > MAX_FACT);
        let long = facts.into_iter().filter(|fact| is_long(fact));
        long.map(|fact| *fact = None).count() as u64
    }

    /// Every fact under its field's name.
    pub(crate) fn fields(&self) -> Vec<(&'static str, Value<'_>)> {
        let texts = [
            ("app_version", &self.app_version),
            ("app_build", &self.app_build),
            ("os_name", &self.os_name),
            ("os_version", &self.os_version),
            ("device_model", &self.device_model),
            ("locale", &self.locale),
        ];
        let mut fields: Vec<_> = texts
            .into_iter()
            .filter_map(|(name, text)| Some((name, Value::from(text.as_deref()?))))
            .collect();
        if let Some(minutes) = self.utc_offset_minutes {
            let sign = if minutes < 0 { '-' } else { '+' };
            let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
            let offset = format!("{sign}{hours:02}:{minutes:02}");
            fields.push(("time_zone", Value::Text(Cow::Owned(offset))));
        }
        fields
    }

    /// Returns who the data is about, under the fields' names. Per person, the device of somebody who is signed in is
    /// another one: a recipient would otherwise join everybody who ever used it.
    pub(crate) fn subject<'a>(
        &'a self,
        account: &'a Account,
        of_device: DevicePseudonym,
    ) -> Vec<(&'static str, Cow<'a, str>)> {
        let device = self.device_id.as_deref().unwrap_or("this device");
        let (user, customer) = (account.user_id.as_deref(), account.customer_id.as_deref());
        let device = match (of_device, user.or(customer)) {
            (DevicePseudonym::PerPerson, Some(person)) => format!("{device}\0{person}").into(),
            _ => Cow::from(device),
        };
        let mut subject = vec![("device_id", device)];
        subject.extend(user.map(|id| ("user_id", id.into())));
        subject.extend(customer.map(|id| ("customer_id", id.into())));
        subject
    }
}
