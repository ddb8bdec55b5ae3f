//! The policy, laid out for the questions that every record asks.

use std::borrow::Cow;
use std::collections::HashMap;

use sordino_policy::{
    DeviceAccess, FieldRule, LegalBasis, PermissionId, Platform, Policy, Purpose, PurposeKind,
    Recipient, RecipientKind,
};

use crate::civil::begins;
use crate::ports::{DAY, Millis};

/// Place of a purpose in the policy. Only the catalog makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PurposeIx(usize);

impl PurposeIx {
    /// Where its cell stands in a list with one for each purpose.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// Place of a recipient in the policy. Only the catalog makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RecipientIx(usize);

impl RecipientIx {
    /// Where its entry stands in a list with one for each recipient.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// A policy with its look-ups.
#[derive(Debug)]
pub(crate) struct Catalog {
    policy: Policy,
    events: HashMap<String, Event>,
    fields: HashMap<String, usize>,
    /// For each recipient, whether it may have each field.
    allowed: Vec<Vec<bool>>,
    /// For each purpose, the recipients of its events and of its crash reports.
    event_recipients: Vec<Vec<RecipientIx>>,
    crash_recipients: Vec<Vec<RecipientIx>>,
    /// While the transfer to each recipient rests on something, where that begins or ends.
    transfers: Vec<Option<Transfer>>,
    platform: Option<Platform>,
}

/// While data may be transferred to a recipient: from the first millisecond, and not beyond the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) from: Millis,
    pub(crate) until: Millis,
}

impl Transfer {
    /// Returns `true` if `now` lies in it.
    pub(crate) fn holds(self, now: Millis) -> bool {
        (self.from..=self.until).contains(&now)
    }

    /// A day that nobody can read opens nothing.
    fn of(recipient: &Recipient) -> Option<Self> {
        let (from, until) = (&recipient.transfer_from, &recipient.transfer_until);
        if from.is_none() && until.is_none() {
            return None;
        }
        let from = from.as_ref().map_or(Some(Millis::MIN), |day| begins(day));
        let until = until.as_ref().map_or(Some(Millis::MAX), |day| {
            begins(day).map(|begun| begun + DAY - 1)
        });
        Some(Self {
            from: from.unwrap_or(Millis::MAX),
            until: until.unwrap_or(Millis::MIN),
        })
    }
}

#[derive(Debug)]
struct Event {
    index: usize,
    purpose: PurposeIx,
}

impl Catalog {
    /// Lays out a checked policy, for one platform or for all.
    pub(crate) fn new(policy: Policy, platform: Option<Platform>) -> Self {
        // Each id is looked up in a map, so that the work grows with the policy's length and not with its square.
        let purposes = places(policy.purposes.iter().map(|purpose| &purpose.id));
        let recipients = places(policy.recipients.iter().map(|recipient| &recipient.id));
        let events = policy.events.iter().enumerate();
        let events = events.filter_map(|(index, event)| {
            let purpose = PurposeIx(*purposes.get(event.purpose.as_str())?);
            Some((event.name.clone(), Event { index, purpose }))
        });
        let events = events.collect();
        let fields = policy.fields.iter().enumerate();
        let mut allowed = vec![vec![false; policy.fields.len()]; policy.recipients.len()];
        for (field, declared) in fields.clone() {
            for recipient in &declared.recipients {
                if let Some(at) = recipients.get(recipient.as_str()) {
                    allowed[*at][field] = true;
                }
            }
        }
        let fields = fields.map(|(index, field)| (field.name.clone(), index));
        let fields = fields.collect();
        let mut event_recipients = vec![Vec::new(); policy.purposes.len()];
        let mut crash_recipients = event_recipients.clone();
        for (at, recipient) in policy.recipients.iter().enumerate() {
            let (takes_events, takes_crashes) = match recipient.kind {
                RecipientKind::Segment => (true, false),
                RecipientKind::Sentry => (false, true),
                RecipientKind::Otlp => (true, true),
                _ => continue,
            };
            let served = recipient.purposes.iter();
            let served = served.filter_map(|id| purposes.get(id.as_str()).copied());
            for purpose in served.filter(|_| is_here(recipient, platform)) {
                let has_crashes = policy.purposes[purpose].kind == PurposeKind::Crash;
                let add = |to: &mut Vec<RecipientIx>| {
                    // A purpose that a recipient names twice is served once.
                    if to.last() != Some(&RecipientIx(at)) {
                        to.push(RecipientIx(at));
                    }
                };
                if takes_events {
                    add(&mut event_recipients[purpose]);
                }
                if takes_crashes && has_crashes {
                    add(&mut crash_recipients[purpose]);
                }
            }
        }
        Self {
            events,
            fields,
            allowed,
            event_recipients,
            crash_recipients,
            transfers: policy.recipients.iter().map(Transfer::of).collect(),
            policy,
            platform,
        }
    }

    /// The policy itself.
    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Place of a purpose.
    pub(crate) fn place_of(&self, id: &str) -> Option<PurposeIx> {
        let found = self
            .policy
            .purposes
            .iter()
            .position(|purpose| purpose.id == id);
        found.map(PurposeIx)
    }

    /// Every purpose with its place, in the policy's order.
    pub(crate) fn purposes(&self) -> impl Iterator<Item = (PurposeIx, &Purpose)> {
        let purposes = self.policy.purposes.iter().enumerate();
        purposes.map(|(at, purpose)| (PurposeIx(at), purpose))
    }

    /// A purpose, as the policy declares it.
    pub(crate) fn purpose(&self, at: PurposeIx) -> &Purpose {
        &self.policy.purposes[at.0]
    }

    /// A recipient, as the policy declares it.
    pub(crate) fn recipient(&self, at: RecipientIx) -> &Recipient {
        &self.policy.recipients[at.0]
    }

    /// Place of the first recipient that `is_it` picks.
    fn first_recipient(&self, is_it: impl Fn(&Recipient) -> bool) -> Option<RecipientIx> {
        let found = self.policy.recipients.iter().position(is_it);
        found.map(RecipientIx)
    }

    /// Place of an event, and of the purpose that it serves.
    pub(crate) fn event(&self, name: &str) -> Option<(usize, PurposeIx)> {
        self.events
            .get(name)
            .map(|event| (event.index, event.purpose))
    }

    /// Name of an event.
    pub(crate) fn event_name(&self, event: usize) -> &str {
        &self.policy.events[event].name
    }

    /// Whether an event may carry a top-level property.
    pub(crate) fn event_carries(&self, event: usize, property: &str) -> bool {
        self.policy.events[event]
            .properties
            .iter()
            .any(|listed| listed == property)
    }

    /// The rule of a key for one recipient; none if it may not have it.
    pub(crate) fn rule(&self, key: &str, recipient: RecipientIx) -> Option<&FieldRule> {
        let field = *self.fields.get(key)?;
        let rule = &self.policy.fields[field].rule;
        // No raw id of a person or a device leaves, whatever rule a policy gives it.
        let rule = match key {
            "user_id" | "customer_id" | "device_id" if *rule != FieldRule::Drop => {
                &FieldRule::Pseudonymise
            }
            _ => rule,
        };
        self.allowed[recipient.0][field].then_some(rule)
    }

    /// Who gets a purpose's events.
    pub(crate) fn event_recipients(&self, purpose: PurposeIx) -> &[RecipientIx] {
        &self.event_recipients[purpose.0]
    }

    /// Who gets a purpose's crash reports.
    pub(crate) fn crash_recipients(&self, purpose: PurposeIx) -> &[RecipientIx] {
        &self.crash_recipients[purpose.0]
    }

    /// Everybody whom Sordino itself serves for a purpose.
    pub(crate) fn recipients(&self, purpose: PurposeIx) -> Vec<RecipientIx> {
        let mut recipients = self.event_recipients(purpose).to_vec();
        let crashes = self.crash_recipients(purpose).iter();
        // A recipient of kind `otlp` takes both.
        recipients.extend(crashes.filter(|at| !self.event_recipients(purpose).contains(at)));
        recipients
    }

    /// Returns `true` if a recipient may have data now: what the transfer rests on is in force.
    pub(crate) fn may_have(&self, at: RecipientIx, now: Millis) -> bool {
        self.transfers[at.0].is_none_or(|transfer| transfer.holds(now))
    }

    /// The same for a recipient by its id; `true` for one that the policy does not name.
    pub(crate) fn may_transfer(&self, recipient: &str, now: Millis) -> bool {
        self.transfer(recipient)
            .is_none_or(|transfer| transfer.holds(now))
    }

    /// The first and the last moment around `now` between which no transfer begins or ends.
    pub(crate) fn same_transfers(&self, now: Millis) -> (Millis, Millis) {
        let transfers = self.transfers.iter().flatten();
        let changes = transfers.flat_map(|one| [one.from, one.until.saturating_add(1)]);
        changes.fold((Millis::MIN, Millis::MAX), |(from, until), change| {
            match change <= now {
                true => (from.max(change), until),
                false => (from, until.min(change - 1)),
            }
        })
    }

    /// Those of `recipients` that may have data now.
    pub(crate) fn reached<'r>(
        &self,
        recipients: &'r [RecipientIx],
        now: Millis,
    ) -> Cow<'r, [RecipientIx]> {
        match recipients.iter().all(|at| self.may_have(*at, now)) {
            true => Cow::Borrowed(recipients),
            false => {
                let recipients = recipients.iter().copied();
                recipients.filter(|at| self.may_have(*at, now)).collect()
            }
        }
    }

    /// While the transfer to a recipient rests on something, where that begins or ends.
    pub(crate) fn transfer(&self, recipient: &str) -> Option<Transfer> {
        let at = self.first_recipient(|one| one.id == recipient)?;
        self.transfers[at.0]
    }

    /// Everybody who gets data for a purpose on this platform, whoever sends it.
    pub(crate) fn everybody(&self, purpose: &str) -> impl Iterator<Item = &Recipient> {
        self.policy.recipients.iter().filter(move |recipient| {
            recipient.purposes.iter().any(|id| id == purpose) && is_here(recipient, self.platform)
        })
    }

    /// Vendors' SDKs that serve a purpose on this platform.
    pub(crate) fn vendors(&self, purpose: &str) -> impl Iterator<Item = &Recipient> {
        let everybody = self.everybody(purpose);
        everybody.filter(|recipient| recipient.kind == RecipientKind::VendorSdk)
    }

    /// Place of a vendor's SDK that serves a purpose on this platform.
    pub(crate) fn vendor(&self, purpose: PurposeIx, id: &str) -> Option<RecipientIx> {
        let mut vendors = self.vendors(&self.purpose(purpose).id);
        let vendor = vendors.find(|vendor| vendor.id == id)?;
        self.first_recipient(|one| one.id == vendor.id)
    }

    /// The permission that a purpose asks the system for.
    pub(crate) fn permission(&self, purpose: &str) -> Option<PermissionId> {
        let mut permissions = self.policy.permissions.iter();
        let own = permissions.find(|one| {
            let mut categories = one.categories.iter();
            one.purpose == purpose || categories.any(|own| own.purpose.as_deref() == Some(purpose))
        });
        own.map(|one| one.id)
    }

    /// How the person takes back what they said of a purpose.
    pub(crate) fn withdrawal(&self, at: PurposeIx) -> Withdrawal {
        let purpose = self.purpose(at);
        let is_telemetry = purpose.kind.is_telemetry();
        let is_carried =
            || !self.recipients(at).is_empty() || self.vendors(&purpose.id).next().is_some();
        if needs_consent(purpose) {
            match self.permission(&purpose.id) {
                Some(_) => Withdrawal::SettingsOrSystem,
                None => Withdrawal::Settings,
            }
        } else if can_only_be_objected_to(purpose) && is_telemetry && is_carried() {
            Withdrawal::Settings
        } else {
            Withdrawal::Controller
        }
    }

    /// The way of a person's own requests to the controller, where the policy has one.
    pub(crate) fn rights(&self) -> Option<(PurposeIx, RecipientIx)> {
        let mut purposes = self.purposes();
        let (purpose, _) = purposes.find(|(_, one)| one.kind == PurposeKind::Rights)?;
        let to = self.first_recipient(|one| one.kind == RecipientKind::Rights)?;
        Some((purpose, to))
    }

    /// Purposes of crash reports.
    pub(crate) fn crash_purposes(&self) -> impl Iterator<Item = PurposeIx> {
        let crashes = self.purposes();
        let crashes = crashes.filter(|(_, purpose)| purpose.kind == PurposeKind::Crash);
        crashes.map(|(at, _)| at)
    }
}

/// How a choice is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withdrawal {
    /// By the switch in the app's settings.
    Settings,
    /// There, or in the system's settings.
    SettingsOrSystem,
    /// By writing to the controller: the library does not carry the data.
    Controller,
}

impl Withdrawal {
    /// Returns the ledger's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::SettingsOrSystem => "settings_or_system",
            Self::Controller => "controller",
        }
    }
}

/// Returns `true` if only a yes opens the purpose.
pub(crate) fn needs_consent(purpose: &Purpose) -> bool {
    purpose.legal_basis == LegalBasis::Consent || purpose.device_access == DeviceAccess::Consent
}

/// Where each id stands; the first place where one stands twice.
fn places<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<&'a str, usize> {
    let mut places = HashMap::new();
    for (at, id) in ids.enumerate() {
        places.entry(id.as_str()).or_insert(at);
    }
    places
}

/// Returns `true` if the purpose rests on a legitimate interest alone: nobody consents to it, whoever does not want it
/// objects (GDPR Art. 21).
pub(crate) fn can_only_be_objected_to(purpose: &Purpose) -> bool {
    purpose.legal_basis == LegalBasis::LegitimateInterest && !needs_consent(purpose)
}

fn is_here(recipient: &Recipient, platform: Option<Platform>) -> bool {
    match (recipient.only_on, platform) {
        (Some(only), Some(own)) => only == own,
        _ => true,
    }
}
