//! From the file as written to the policy as promised. Called only when nothing was found; a
//! missing key gives nothing rather than a guess.

pub(crate) mod stores;

use crate::model::{
    Contact, Controller, EventRule, FORMAT, Field, Limits, Permission, Platform, Policy, Purpose,
    PushCategory, Recipient, Texts,
};
use crate::raw;
use crate::read::At;

/// The policy that `file` states; its hash is still empty.
pub(crate) fn build(file: raw::Policy) -> Option<Policy> {
    let translations = stores::translations(&file);
    let version = file.version?.value;
    let material = file.material.is_some_and(|material| material.value);
    let mut purposes = each(file.purpose, purpose)?;
    for purpose in purposes.iter_mut().filter(|_| material) {
        purpose
            .material_since
            .get_or_insert_with(|| version.clone());
    }
    let mut recipients = each(file.recipient, recipient)?;
    for recipient in &mut recipients {
        let names = translations.iter().filter_map(|(locale, texts)| {
            let name = texts.get(&recipient.name)?;
            Some((locale.clone(), name.clone()))
        });
        recipient.names = names.collect();
    }
    if let Some(stores) = &file.stores {
        let (ios, android) = (&stores.value.ios_only, &stores.value.android_only);
        for (ids, platform) in [(ios, Platform::Ios), (android, Platform::Android)] {
            let listed = |id: &str| raw::list(ids).iter().any(|one| one.value == id);
            let own = recipients.iter_mut().filter(|one| listed(&one.id));
            own.for_each(|one| one.only_on = Some(platform));
        }
    }
    Some(Policy {
        format: FORMAT,
        hash: String::new(),
        version,
        date: file.date?.value.0,
        material,
        controller: controller(file.controller?.value)?,
        locales: names(file.locales),
        purposes,
        recipients,
        fields: each(file.field, field)?,
        events: each(file.event, event)?,
        permissions: each(file.permission, permission)?,
        limits: limits(file.limits?.value)?,
        screens: file
            .screens
            .map(value)
            .unwrap_or_default()
            .into_iter()
            .map(|(key, words)| (key, texts(words)))
            .collect(),
    })
}

fn value<T>(at: At<T>) -> T {
    at.value
}

fn each<R, T>(list: Option<At<Vec<R>>>, build: fn(R) -> Option<T>) -> Option<Vec<T>> {
    list.map(value)
        .unwrap_or_default()
        .into_iter()
        .map(build)
        .collect()
}

fn names(list: Option<At<raw::Names>>) -> Vec<String> {
    list.map(value)
        .unwrap_or_default()
        .into_iter()
        .map(value)
        .collect()
}

fn texts(list: At<raw::Texts>) -> Texts {
    list.value
        .into_iter()
        .map(|(locale, text)| (locale, text.value.trim().to_owned()))
        .collect()
}

fn controller(table: raw::Controller) -> Option<Controller> {
    Some(Controller {
        name: table.name?.value,
        address: table.address?.value,
        email: table.email?.value,
        data_protection_officer: contact(table.data_protection_officer?.value)?,
        supervisory_authority: contact(table.supervisory_authority?.value)?,
        privacy_notice: table.privacy_notice?.value,
        backup_retention_days: table.backup_retention_days?.value,
        backup_retention_reason: table.backup_retention_reason.map(value),
    })
}

fn contact(table: raw::Contact) -> Option<Contact> {
    Some(Contact {
        name: table.name?.value,
        email: table.email?.value,
        address: table.address.map(value),
        phone: table.phone.map(value),
    })
}

fn purpose(table: raw::Purpose) -> Option<Purpose> {
    Some(Purpose {
        id: table.id?.value,
        kind: table.kind?.value,
        legal_basis: table.legal_basis?.value,
        balancing: table.balancing.map(value),
        device_access: table.device_access?.value,
        device_access_reason: table.device_access_reason.map(value),
        special_categories: table.special_categories.map(value),
        before_choice: table.before_choice.map(value).unwrap_or_default(),
        retention_days: table.retention_days?.value,
        data: names(table.data),
        validity_days: table.validity_days.map(value),
        material_since: table.material_since.map(value),
        changed: table.changed.map(texts),
        title: texts(table.title?),
        text: texts(table.text?),
    })
}

fn recipient(table: raw::Recipient) -> Option<Recipient> {
    Some(Recipient {
        id: table.id?.value,
        name: table.name?.value,
        names: Texts::new(),
        privacy_policy: table.privacy_policy.map(value),
        kind: table.kind?.value,
        endpoint: table.endpoint.map(value),
        key: table.key.map(value),
        role: table.role?.value,
        country: table.country?.value,
        transfer_tool: table.transfer_tool.map(value),
        transfer_from: table.transfer_from.map(|day| day.value.0),
        transfer_until: table.transfer_until.map(|day| day.value.0),
        only_on: None,
        purposes: names(table.purposes),
        epoch: table.epoch.map(value).unwrap_or_default(),
        device_pseudonym: table.device_pseudonym.map(value).unwrap_or_default(),
        retention_days: table.retention_days?.value,
        remember_issued: table.remember_issued.is_none_or(value),
        queue: table.queue.map(value).unwrap_or_default(),
    })
}

fn field(table: raw::Field) -> Option<Field> {
    Some(Field {
        name: table.name?.value,
        rule: table.rule?.value,
        recipients: names(table.recipients),
        category: table.category?.value,
    })
}

fn event(table: raw::Event) -> Option<EventRule> {
    Some(EventRule {
        name: table.name?.value,
        purpose: table.purpose?.value,
        properties: names(table.properties),
    })
}

fn permission(table: raw::Permission) -> Option<Permission> {
    Some(Permission {
        id: table.id?.value,
        purpose: table.purpose?.value,
        feature: texts(table.feature?),
        purpose_string: texts(table.purpose_string?),
        card_numbers: names(table.card_numbers),
        card_name: table.card_name.map(value),
        card_organisation: table.card_organisation.map(value),
        card_version: table.card_version.map(value),
        card_direct: table.card_direct.is_some_and(value),
        categories: each(table.categories, category)?,
    })
}

fn category(table: raw::PushCategory) -> Option<PushCategory> {
    Some(PushCategory {
        id: table.id?.value,
        title: table.title.map(texts),
        text: table.text.map(texts),
        purpose: table.purpose.map(value),
        importance: table.importance.map(value).unwrap_or_default(),
        marketing: table.marketing.is_some_and(value),
        critical: table.critical.is_some_and(value),
    })
}

fn limits(table: raw::Limits) -> Option<Limits> {
    Some(Limits {
        minimum_age: table.minimum_age?.value,
        audience: table.audience.map(value),
        parental_consent: table.parental_consent.map(value),
        organisation_may_switch_off: names(table.organisation_may_switch_off),
        reask_after_days: table.reask_after_days.map_or(180, value),
        required: table
            .required
            .map(value)
            .unwrap_or_default()
            .into_iter()
            .map(value)
            .collect(),
    })
}
