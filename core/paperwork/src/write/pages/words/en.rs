//! English.

use sordino_policy::{DeviceAccess, LegalBasis, Role, SpecialBasis, TransferTool};

use super::language::{Notice, Record, Words};

pub(super) const WORDS: Words = Words {
    language: "en",
    notice: Notice {
        title: "Privacy notice",
        draft: "This is a draft made from the app’s policy. Have it read by somebody who answers for it before it is published.",
        version: |version, date| {
            format!("This notice is effective from {date} (version {version}).")
        },
        controller: "Who is responsible",
        officer: "Data protection officer",
        authority: "Supervisory authority",
        email: "E-mail",
        address: "Address",
        phone: "Telephone",
        published: "Published at",
        purposes: "What data is processed for",
        data: "Data",
        basis: "Legal basis",
        balancing: "Weighing of interests",
        access: "Access to your device",
        access_reason: "Why it is necessary",
        demanded: "The law demands it",
        choice: "Is it required",
        free: "No, it stays off unless you turn it on",
        objectable: "The service needs it; you can object to it for reasons of your own situation",
        needed: "Yes, without it the service cannot be provided",
        kept: "Kept for",
        valid: "A yes is valid for",
        recipients: "Recipients",
        nobody: "Nobody outside the controller",
        recipient_head: [
            "Recipient",
            "Role",
            "Country",
            "Basis of the transfer",
            "For",
            "Kept for",
        ],
        inside: "None needed within the European Economic Area",
        store: "The store from which you got the app processes data of yours by itself and answers for it; its own notice says how.",
        permissions: "What the app asks your system for",
        kept_longest: "How long data is kept",
        backups: |days| format!("What was deleted is gone from backups too within {days} days."),
        backups_because: "Why longer than 30 days",
        rights: "Your rights",
        rights_before: "You have the right",
        right: [
            "to know what is processed about you and to get a copy (Art. 15 GDPR)",
            "to have what is wrong corrected (Art. 16 GDPR)",
            "to have data deleted (Art. 17 GDPR)",
            "to have processing restricted (Art. 18 GDPR)",
            "to get what you provided in a common, machine-readable form (Art. 20 GDPR)",
            "to complain to a supervisory authority (Art. 77 GDPR)",
        ],
        withdraw: "Where processing rests on your consent, you can withdraw it at any time, in the app’s privacy settings, as easily as you gave it (Art. 7(3) GDPR). What was done before stays lawful.",
        object: "Where processing rests on a legitimate interest, you can object to it for reasons of your own situation (Art. 21 GDPR).",
        complain: |name| {
            format!(
                "The authority at the controller’s seat is {name}. You can also turn to the one where you live or work."
            )
        },
        children: "Children",
        minimum_age: |age| format!("Below the age of {age} every optional purpose stays off."),
        age_unknown: "They also stay off as long as the app does not know whether you are old enough.",
        parents: "A parent consents for a child",
        changes: "Changes",
        changed: "If this notice changes so much that your choices no longer fit it, the app asks you again. Going on using the app changes no choice.",
    },
    record: Record {
        title: "Record of processing activities (Art. 30 GDPR)",
        version: |version, date| format!("Version {version}, effective from {date}."),
        activities: "Activities",
        head: [
            "Purpose",
            "Legal basis",
            "Persons",
            "Data",
            "Recipients",
            "Kept for",
            "Access to the device",
        ],
        persons: "Users of the app",
        transfers: "Transfers to third countries",
        transfer_head: ["Recipient", "Country", "Basis of the transfer", "For"],
        no_transfer: "None.",
        exceptions: "Exceptions and their reasons",
        exception_head: ["Exception", "Reason"],
        kept: |name| format!("The Android permission {name} stays in the app"),
        untold: |category, stores| format!("{category}: not declared at {stores}"),
        measures: "Technical and organisational measures (Art. 32 GDPR)",
        measure: [
            "Nothing is recorded for a purpose before it is open; turning it off destroys what waits for it.",
            "What waits on the device is sealed under a key of its purpose, which is destroyed with the turn-off.",
            "A payload holds only the fields that the policy lists for its recipient, each by its rule; free text is scrubbed of personal data.",
            "Identifiers leave the library only as keyed pseudonyms that differ for each recipient and purpose.",
            "The library sends over HTTPS only; every choice is kept in a ledger whose entries are chained.",
        ],
    },
    basis: |basis| match basis {
        LegalBasis::Consent => "Consent, Art. 6(1)(a) GDPR",
        LegalBasis::Contract => "Contract, Art. 6(1)(b) GDPR",
        LegalBasis::LegalObligation => "Legal obligation, Art. 6(1)(c) GDPR",
        LegalBasis::LegitimateInterest => "Legitimate interest, Art. 6(1)(f) GDPR",
    },
    special: |basis| match basis {
        SpecialBasis::ExplicitConsent => {
            "Special categories of data: explicit consent, Art. 9(2)(a) GDPR"
        }
    },
    access: |access| match access {
        DeviceAccess::Consent => "Only with consent, Art. 5(3) ePrivacy Directive",
        DeviceAccess::StrictlyNecessary => {
            "Strictly necessary for the service that was asked for, Art. 5(3) ePrivacy Directive"
        }
    },
    role: |role| match role {
        Role::Processor => "Processor",
        Role::JointController => "Joint controller",
        Role::Controller => "Controller",
    },
    tool: |tool| match tool {
        TransferTool::AdequacyDecision => "Adequacy decision, Art. 45 GDPR",
        TransferTool::StandardContractualClauses => {
            "Standard contractual clauses, Art. 46(2)(c) GDPR"
        }
        TransferTool::BindingCorporateRules => "Binding corporate rules, Art. 47 GDPR",
    },
    tool_from: |day| format!("from {day}"),
    tool_until: |day| format!("until {day}"),
};
