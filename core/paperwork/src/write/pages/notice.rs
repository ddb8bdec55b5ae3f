//! The draft of a privacy notice (GDPR Art. 13).

use sordino_policy::{
    Compiled, Contact, DeviceAccess, LegalBasis, Policy, Purpose, Recipient, RequiredSignal, Texts,
};

use super::page::{Page, Piece, mail, plain};
use super::part::insert;
use super::words::{Words, words};

/// `part` is what the author adds to it.
pub(super) fn page(compiled: &Compiled, locale: &str, part: Option<&str>) -> Page {
    let policy = &compiled.policy;
    let reader = Reader {
        policy,
        locale,
        words: words(locale),
        translations: compiled.translations.get(locale),
    };
    let (words, says) = (reader.words, &reader.words.notice);
    let mut page = Page::new(
        words.language,
        format!("{}, {}", says.title, policy.controller.name),
    );
    page.text(says.draft);
    page.text((says.version)(&policy.version, &words.date(&policy.date)));
    controller(&mut page, policy, words);
    page.heading(2, says.purposes);
    for each in &policy.purposes {
        purpose(&mut page, each, &reader);
    }
    recipients(&mut page, &reader);
    if !policy.permissions.is_empty() {
        page.heading(2, says.permissions);
        let asked = policy.permissions.iter().map(|permission| {
            let (feature, text) = (
                of(&permission.feature, locale),
                of(&permission.purpose_string, locale),
            );
            plain(format!("{feature}: {text}"))
        });
        page.list(asked.collect());
    }
    page.heading(2, says.kept_longest);
    page.text((says.backups)(policy.controller.backup_retention_days));
    if let Some(reason) = &policy.controller.backup_retention_reason {
        page.text(format!(
            "{}: {}",
            says.backups_because,
            reader.reads(reason)
        ));
    }
    rights(&mut page, policy, words);
    page.heading(2, says.children);
    page.text((says.minimum_age)(policy.limits.minimum_age));
    if policy.limits.required.contains(&RequiredSignal::Age) {
        page.text(says.age_unknown);
    }
    if let Some(how) = &policy.limits.parental_consent {
        page.text(format!("{}: {}", says.parents, reader.reads(how)));
    }
    if let Some(part) = part {
        insert(&mut page, part);
    }
    page.heading(2, says.changes);
    page.text(says.changed);
    page
}

/// For whom the notice is.
struct Reader<'c> {
    policy: &'c Policy,
    locale: &'c str,
    words: &'static Words,
    translations: Option<&'c Texts>,
}

impl<'c> Reader<'c> {
    /// A text that the policy has in one language, in the reader's if somebody translated it.
    fn reads(&self, text: &'c str) -> &'c str {
        self.translations
            .and_then(|texts| texts.get(text))
            .map_or(text, String::as_str)
    }
}

fn of<'t>(texts: &'t Texts, locale: &str) -> &'t str {
    texts.get(locale).map_or("", String::as_str)
}

fn controller(page: &mut Page, policy: &Policy, words: &Words) {
    let (says, controller) = (&words.notice, &policy.controller);
    page.heading(2, says.controller);
    page.list(vec![
        plain(&controller.name),
        plain(format!("{}: {}", says.address, controller.address)),
        mail(says.email, &controller.email),
        vec![
            Piece::Plain(format!("{}: ", says.published)),
            Piece::Link(
                controller.privacy_notice.clone(),
                controller.privacy_notice.clone(),
            ),
        ],
    ]);
    contact(
        page,
        says.officer,
        &controller.data_protection_officer,
        words,
    );
    contact(
        page,
        says.authority,
        &controller.supervisory_authority,
        words,
    );
}

fn contact(page: &mut Page, heading: &str, contact: &Contact, words: &Words) {
    let says = &words.notice;
    page.heading(3, heading);
    let mut lines = vec![plain(&contact.name)];
    if let Some(address) = &contact.address {
        lines.push(plain(format!("{}: {address}", says.address)));
    }
    lines.push(mail(says.email, &contact.email));
    if let Some(phone) = &contact.phone {
        lines.push(plain(format!("{}: {phone}", says.phone)));
    }
    page.list(lines);
}

fn purpose(page: &mut Page, purpose: &Purpose, reader: &Reader<'_>) {
    let (words, says) = (reader.words, &reader.words.notice);
    page.heading(3, of(&purpose.title, reader.locale));
    page.paragraphs(of(&purpose.text, reader.locale));
    let data: Vec<&str> = purpose.data.iter().map(|text| reader.reads(text)).collect();
    let mut lines = vec![
        (says.data, data.join(", ")),
        (says.basis, (words.basis)(purpose.legal_basis).to_owned()),
    ];
    if let Some(special) = purpose.special_categories {
        lines.push((says.basis, (words.special)(special).to_owned()));
    }
    if let Some(balancing) = &purpose.balancing {
        lines.push((says.balancing, reader.reads(balancing).to_owned()));
    }
    lines.push((
        says.access,
        (words.access)(purpose.device_access).to_owned(),
    ));
    if let Some(reason) = &purpose.device_access_reason {
        lines.push((says.access_reason, reader.reads(reason).to_owned()));
    }
    lines.push((says.choice, choice(purpose, words).to_owned()));
    lines.push((says.kept, words.days(purpose.retention_days)));
    if let Some(days) = purpose.validity_days {
        lines.push((says.valid, words.days(days)));
    }
    let served: Vec<&str> = reader
        .policy
        .recipients
        .iter()
        .filter(|recipient| recipient.purposes.contains(&purpose.id))
        .map(|recipient| reader.reads(&recipient.name))
        .collect();
    let served = if served.is_empty() {
        says.nobody.to_owned()
    } else {
        served.join("; ")
    };
    lines.push((says.recipients, served));
    let lines = lines
        .into_iter()
        .map(|(label, text)| plain(format!("{label}: {text}")));
    page.list(lines.collect());
}

/// Whether the data has to be given (Art. 13(2)(e)).
fn choice(purpose: &Purpose, words: &Words) -> &'static str {
    match (purpose.legal_basis, purpose.device_access) {
        (LegalBasis::Consent, _) | (_, DeviceAccess::Consent) => words.notice.free,
        (LegalBasis::LegitimateInterest, DeviceAccess::StrictlyNecessary) => {
            words.notice.objectable
        }
        (LegalBasis::Contract, DeviceAccess::StrictlyNecessary) => words.notice.needed,
        (LegalBasis::LegalObligation, DeviceAccess::StrictlyNecessary) => words.notice.demanded,
    }
}

fn recipients(page: &mut Page, reader: &Reader<'_>) {
    let (words, says) = (reader.words, &reader.words.notice);
    page.heading(2, says.recipients);
    let row = |recipient: &Recipient| {
        vec![
            reader.reads(&recipient.name).to_owned(),
            (words.role)(recipient.role).to_owned(),
            words.chrome().country(&recipient.country).to_owned(),
            transfer(recipient, words).unwrap_or_else(|| says.inside.to_owned()),
            titles(reader.policy, recipient, reader.locale),
            words.days(recipient.retention_days),
        ]
    };
    let served = reader.policy.recipients.iter();
    if reader.policy.recipients.is_empty() {
        page.text(says.nobody);
    } else {
        page.table(&says.recipient_head, served.map(row).collect());
    }
    page.text(says.store);
}

/// What a transfer rests on, and while that is in force.
pub(super) fn transfer(recipient: &Recipient, words: &Words) -> Option<String> {
    let mut parts = vec![(words.tool)(recipient.transfer_tool?).to_owned()];
    let days = [
        (&recipient.transfer_from, words.tool_from),
        (&recipient.transfer_until, words.tool_until),
    ];
    for (day, says) in days {
        parts.extend(day.as_ref().map(|day| says(&words.date(day))));
    }
    Some(parts.join(", "))
}

/// The titles of the purposes that a recipient serves.
pub(super) fn titles(policy: &Policy, recipient: &Recipient, locale: &str) -> String {
    let served: Vec<&str> = policy
        .purposes
        .iter()
        .filter(|purpose| recipient.purposes.contains(&purpose.id))
        .map(|purpose| of(&purpose.title, locale))
        .collect();
    served.join(", ")
}

fn rights(page: &mut Page, policy: &Policy, words: &Words) {
    let says = &words.notice;
    page.heading(2, says.rights);
    page.text(format!("{}:", says.rights_before));
    page.list(says.right.iter().map(|right| plain(*right)).collect());
    let rests_on = |basis| {
        policy
            .purposes
            .iter()
            .any(|purpose| purpose.legal_basis == basis)
    };
    let asks = |purpose: &Purpose| purpose.device_access == DeviceAccess::Consent;
    if rests_on(LegalBasis::Consent) || policy.purposes.iter().any(asks) {
        page.text(says.withdraw);
    }
    if rests_on(LegalBasis::LegitimateInterest) {
        page.text(says.object);
    }
    page.text((says.complain)(
        &policy.controller.supervisory_authority.name,
    ));
}
