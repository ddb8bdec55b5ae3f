//! Whether data of a purpose leaves the phone, to whom, and what the person can do about it.

use sordino_policy::{
    Compiled, DeviceAccess, Field, LegalBasis, Policy, Purpose, PurposeKind, Recipient,
    RecipientKind, Role,
};

/// Of which app is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    Ios,
    Android,
}

/// The recipients of `purpose` that the app has on `platform`.
pub(super) fn recipients<'c>(
    compiled: &'c Compiled,
    purpose: &Purpose,
    platform: Platform,
) -> Vec<&'c Recipient> {
    let elsewhere = match platform {
        Platform::Ios => &compiled.stores.android_only,
        Platform::Android => &compiled.stores.ios_only,
    };
    compiled
        .policy
        .recipients
        .iter()
        .filter(|recipient| serves(recipient, purpose) && !elsewhere.contains(&recipient.id))
        .collect()
}

fn serves(recipient: &Recipient, purpose: &Purpose) -> bool {
    recipient.purposes.contains(&purpose.id)
}

/// Whether this library sends to `recipient`.
pub(super) fn is_ours(recipient: &Recipient) -> bool {
    match recipient.kind {
        RecipientKind::Segment | RecipientKind::Sentry | RecipientKind::Otlp => true,
        RecipientKind::VendorSdk | RecipientKind::Service | RecipientKind::Rights => false,
    }
}

/// Whether data of `purpose` leaves the phone at all. Telemetry and the address book do so only towards a recipient;
/// what serves the account, the service, push or help reaches the controller's own servers in any case.
pub(super) fn leaves(purpose: &Purpose, recipients: &[&Recipient]) -> bool {
    match purpose.kind {
        PurposeKind::Crash | PurposeKind::Events | PurposeKind::Contacts => !recipients.is_empty(),
        PurposeKind::Performance
        | PurposeKind::Push
        | PurposeKind::Account
        | PurposeKind::Support
        | PurposeKind::Security
        | PurposeKind::OwnServers
        | PurposeKind::Rights => true,
    }
}

/// Whether somebody gets it who does not act for the controller alone.
pub(super) fn is_shared(recipients: &[&Recipient]) -> bool {
    recipients
        .iter()
        .any(|recipient| recipient.role != Role::Processor)
}

/// Whether the person has a switch for it in the app.
pub(super) fn is_switched(purpose: &Purpose, recipients: &[&Recipient]) -> bool {
    let in_the_app = recipients
        .iter()
        .any(|recipient| recipient.kind != RecipientKind::Service);
    purpose.legal_basis == LegalBasis::Consent
        || purpose.device_access == DeviceAccess::Consent
        || (purpose.legal_basis == LegalBasis::LegitimateInterest && in_the_app)
}

/// The fields that this library may send for `purpose`.
pub(super) fn library_fields<'p>(policy: &'p Policy, purpose: &'p Purpose) -> Vec<&'p Field> {
    let ours: Vec<&str> = policy
        .recipients
        .iter()
        .filter(|recipient| is_ours(recipient) && serves(recipient, purpose))
        .map(|recipient| recipient.id.as_str())
        .collect();
    let sends = |field: &&Field| {
        let mut recipients = field.recipients.iter();
        purpose.data.contains(&field.category)
            && recipients.any(|recipient| ours.contains(&recipient.as_str()))
    };
    policy.fields.iter().filter(sends).collect()
}
