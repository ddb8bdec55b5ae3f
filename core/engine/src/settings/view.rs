//! What everything here looks at: the policy, what was published of the choices, and the gate.

use std::sync::Arc;

use sordino_policy::chrome::Chrome;
use sordino_policy::{PermissionId, Purpose, PurposeKind, PushCategory};

use super::when::LocalTime;
use crate::catalog::{Catalog, PurposeIx, Withdrawal, needs_consent};
use crate::condition::NotReady;
use crate::consent::Standings;
use crate::gate::Gate;
use crate::ledger::{Balance, State};
use crate::ports::Millis;
use crate::queue::OpenPurpose;
use crate::rooms::Rooms;

/// One look: everything that it answers belongs together.
pub(crate) struct View<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) chrome: Chrome<'a>,
    pub(super) time: LocalTime,
    pub(super) broken: bool,
    standings: Arc<Standings>,
    gate: &'a Gate<OpenPurpose>,
}

impl<'a> View<'a> {
    /// Looks at what was published last. Waits for nothing.
    pub(crate) fn new(rooms: &'a Rooms, locale: &str, utc_offset_minutes: i32) -> Self {
        Self {
            standings: rooms.consent.standings(),
            broken: false,
            ..Self::broken(rooms, locale, utc_offset_minutes)
        }
    }

    /// Looks at nothing but the policy: the engine failed inside, or this is a forked process.
    pub(crate) fn broken(rooms: &'a Rooms, locale: &str, utc_offset_minutes: i32) -> Self {
        let catalog = &rooms.world.catalog;
        Self {
            catalog,
            chrome: catalog.policy().chrome(locale),
            time: LocalTime {
                now: rooms.world.now(),
                utc_offset_minutes,
            },
            broken: true,
            standings: Arc::default(),
            gate: &rooms.gate,
        }
    }

    /// Returns what the ledger's entries add up to; none where it cannot be read.
    pub(super) fn balance(&self) -> Option<&Balance> {
        self.standings.balance.as_ref().filter(|_| !self.broken)
    }

    /// Returns why the choices cannot be read, if the engine knows.
    pub(super) fn not_ready(&self) -> Option<NotReady> {
        self.standings.condition.not_ready
    }

    /// Returns `true` if records of the purpose are accepted now.
    pub(super) fn is_open(&self, at: PurposeIx) -> bool {
        self.balance().is_some() && self.gate.is_open(at, self.time.now)
    }

    /// Returns `true` if an off of the purpose could not be saved.
    pub(super) fn is_unsaved(&self, at: PurposeIx) -> bool {
        self.gate.is_unsaved(at)
    }

    /// Returns `true` while an off of the purpose is under way.
    pub(super) fn is_turning_off(&self, at: PurposeIx) -> bool {
        self.gate.is_kept_shut(at)
    }

    /// Returns the person's last choice and when it was made.
    pub(super) fn last(&self, purpose: &Purpose) -> Option<(State, Millis)> {
        let last = self.balance()?.last(&purpose.id)?;
        Some((last.state, last.time))
    }

    /// Returns what the person decides about a purpose, if there is anything.
    pub(super) fn decides(&self, at: PurposeIx) -> Option<Decides> {
        match self.catalog.withdrawal(at) {
            Withdrawal::Controller => None,
            _ if needs_consent(self.catalog.purpose(at)) => Some(Decides::Consents),
            _ => Some(Decides::Objects),
        }
    }

    /// Returns the permission that the purpose asks the system for.
    pub(super) fn permission(&self, purpose: &Purpose) -> Option<PermissionId> {
        self.catalog.permission(&purpose.id)
    }

    /// Returns `true` if pushes of the purpose may sound while the device is silent.
    pub(super) fn breaks_silence(&self, purpose: &Purpose) -> bool {
        let mut permissions = self.catalog.policy().permissions.iter();
        permissions.any(|permission| permission.is_critical(|id| id == purpose.id))
    }

    /// Returns `true` if pushes of the purpose are what the service is for: losing them is confirmed first.
    pub(super) fn brings_alerts(&self, purpose: &Purpose) -> bool {
        let categories = self.catalog.policy().permissions.iter();
        let mut own = categories.flat_map(|permission| {
            let of_this = |category: &&PushCategory| {
                category.purpose.as_ref().unwrap_or(&permission.purpose) == &purpose.id
            };
            permission.categories.iter().filter(of_this)
        });
        let first = own.next();
        let is_service = |category: &PushCategory| !category.marketing;
        // Without categories nothing says that it is marketing.
        purpose.kind == PurposeKind::Push
            && first.is_none_or(|first| is_service(first) || own.any(is_service))
    }
}

/// What a person can do about a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decides {
    /// Allow it, and take that back.
    Consents,
    /// Object to it, and take that back.
    Objects,
}

/// Returns a recipient's name without the product that stands behind it in brackets.
pub(super) fn legal_name(name: &str) -> &str {
    bracketed(name).map_or(name, |(legal, _)| legal)
}

/// Returns the product that stands behind a recipient's name in brackets, else the name.
pub(super) fn product(name: &str) -> &str {
    bracketed(name).map_or(name, |(_, product)| product)
}

fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (legal, product) = name.strip_suffix(')')?.rsplit_once(" (")?;
    (!legal.is_empty() && !product.is_empty()).then_some((legal, product))
}
