//! The record of processing activities (GDPR Art. 30), in the language of the policy's first locale.

use sordino_policy::{Compiled, Policy, Purpose, Recipient, Stores};

use super::notice::{titles, transfer};
use super::page::{Page, plain};
use super::words::{Words, words};

pub(super) fn page(compiled: &Compiled) -> Page {
    let policy = &compiled.policy;
    let locale = policy.locales.first().map_or("en", String::as_str);
    let words = words(locale);
    let (says, notice, controller) = (&words.record, &words.notice, &policy.controller);
    let mut page = Page::new(words.language, says.title);
    page.text((says.version)(&policy.version, &words.date(&policy.date)));
    let (officer, authority) = (
        &controller.data_protection_officer,
        &controller.supervisory_authority,
    );
    let line = |label: &str, parts: [&str; 3]| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        plain(format!("{label}: {}", parts.join(", ")))
    };
    page.list(vec![
        line(
            notice.controller,
            [&controller.name, &controller.address, &controller.email],
        ),
        line(
            notice.officer,
            [
                &officer.name,
                officer.address.as_deref().unwrap_or(""),
                &officer.email,
            ],
        ),
        line(
            notice.authority,
            [
                &authority.name,
                authority.address.as_deref().unwrap_or(""),
                &authority.email,
            ],
        ),
    ]);
    page.heading(2, says.activities);
    let rows = policy
        .purposes
        .iter()
        .map(|purpose| activity(policy, purpose, locale, words));
    page.table(&says.head, rows.collect());
    page.text((notice.backups)(controller.backup_retention_days));
    if let Some(reason) = &controller.backup_retention_reason {
        page.text(format!("{}: {reason}", notice.backups_because));
    }
    transfers(&mut page, policy, locale, words);
    exceptions(&mut page, &compiled.stores, words);
    page.heading(2, says.measures);
    page.list(says.measure.iter().map(|measure| plain(*measure)).collect());
    page
}

fn activity(policy: &Policy, purpose: &Purpose, locale: &str, words: &Words) -> Vec<String> {
    let title = purpose.title.get(locale).cloned().unwrap_or_default();
    let mut basis = (words.basis)(purpose.legal_basis).to_owned();
    if let Some(balancing) = &purpose.balancing {
        basis = format!("{basis}; {balancing}");
    }
    if let Some(special) = purpose.special_categories {
        basis = format!("{basis}; {}", (words.special)(special));
    }
    let recipients: Vec<String> = policy
        .recipients
        .iter()
        .filter(|recipient| recipient.purposes.contains(&purpose.id))
        .map(|recipient| format!("{} ({})", recipient.name, (words.role)(recipient.role)))
        .collect();
    let recipients = if recipients.is_empty() {
        words.notice.nobody.to_owned()
    } else {
        recipients.join("; ")
    };
    let mut access = (words.access)(purpose.device_access).to_owned();
    if let Some(reason) = &purpose.device_access_reason {
        access = format!("{access}; {reason}");
    }
    vec![
        format!("{title} ({})", purpose.id),
        basis,
        words.record.persons.to_owned(),
        purpose.data.join(", "),
        recipients,
        words.days(purpose.retention_days),
        access,
    ]
}

fn transfers(page: &mut Page, policy: &Policy, locale: &str, words: &Words) {
    let says = &words.record;
    page.heading(2, says.transfers);
    let row = |recipient: &Recipient| {
        let tool = transfer(recipient, words)?;
        Some(vec![
            recipient.name.clone(),
            words.chrome().country(&recipient.country).to_owned(),
            tool,
            titles(policy, recipient, locale),
        ])
    };
    let rows: Vec<_> = policy.recipients.iter().filter_map(row).collect();
    if rows.is_empty() {
        page.text(says.no_transfer);
    } else {
        page.table(&says.transfer_head, rows);
    }
}

/// What the policy leaves out of a rule, each with its reason.
fn exceptions(page: &mut Page, stores: &Stores, words: &Words) {
    let says = &words.record;
    let kept = stores.keep_permissions.iter();
    let kept = kept.map(|kept| vec![(says.kept)(&kept.name.word), kept.reason.clone()]);
    let untold = stores.data.iter().filter_map(|data| {
        let reason = data.reason.clone()?;
        let stores: Vec<&str> = [(&data.apple, "App Store"), (&data.play, "Google Play")]
            .into_iter()
            .filter(|(word, _)| word.word == "none")
            .map(|(_, store)| store)
            .collect();
        Some(vec![
            (says.untold)(&data.category, &stores.join(", ")),
            reason,
        ])
    });
    let rows: Vec<_> = kept.chain(untold).collect();
    if !rows.is_empty() {
        page.heading(2, says.exceptions);
        page.table(&says.exception_head, rows);
    }
}
