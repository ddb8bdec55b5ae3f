//! PC016, PC106, PC107, PC110, PC112 and PC113 on fields: what is collected is what the notice names, no more
//! and no less.

use super::names::once;
use crate::finding::Report;
use crate::invariants::PROPERTIES;
use crate::model::{FieldRule, RecipientKind};
use crate::own_fields::{OWN_FIELDS, has_effect};
use crate::presets;
use crate::raw::{Field, Policy, Purpose, Recipient, list};
use crate::read::At;
use crate::rules::{PC016, PC106, PC107, PC110, PC112, PC113};

pub(super) fn validate(file: &Policy, report: &mut Report) {
    for field in list(&file.field) {
        category(field, file, report);
        used(field, file, report);
        recipients(field, file, report);
        enumeration(field, report);
    }
    properties(file, report);
    for recipient in list(&file.recipient) {
        needed(recipient, file, report);
        preset(recipient, file, report);
    }
    for purpose in list(&file.purpose) {
        data(purpose, file, report);
    }
}

fn is(id: &Option<At<String>>, wanted: &At<String>) -> bool {
    id.as_ref().is_some_and(|id| id.value == wanted.value)
}

fn holds(names: &[At<String>], wanted: &At<String>) -> bool {
    names.iter().any(|name| name.value == wanted.value)
}

fn is_dropped(field: &Field) -> bool {
    field
        .rule
        .as_ref()
        .is_some_and(|rule| rule.value == FieldRule::Drop)
}

fn is_service(recipient: &Recipient) -> bool {
    recipient
        .kind
        .as_ref()
        .is_some_and(|kind| kind.value == RecipientKind::Service)
}

fn purposes_of<'a>(
    recipient: &'a Recipient,
    file: &'a Policy,
) -> impl Iterator<Item = &'a Purpose> {
    list(&file.purpose).iter().filter(|purpose| {
        list(&recipient.purposes)
            .iter()
            .any(|served| is(&purpose.id, served))
    })
}

/// A recipient gets what it cannot do without. Segment refuses a message without `userId` and `anonymousId`, which is
/// each one of a person who is not signed in if no field gives it the device. A crash without frames cannot be told from
/// another, whatever else of it arrives.
fn needed(recipient: &Recipient, file: &Policy, report: &mut Report) {
    let (Some(kind), Some(id)) = (&recipient.kind, &recipient.id) else {
        return;
    };
    let (rule, names, what, fix) = match kind.value {
        RecipientKind::Segment => (
            PC112,
            &["device_id"][..],
            "It is never told the device, and refuses every message of a person who is not signed in",
            format!(
                "Add a field: `name = \"device_id\"`, `rule = \"pseudonymise\"`, `recipients = [\"{}\"]`, \
                 `category = \"device ID\"`, and the category to its purposes' `data`",
                id.value
            ),
        ),
        RecipientKind::Sentry => (
            PC113,
            &["stack_function", "stack_address"][..],
            "It gets no field of the stack, so every crash arrives without a frame",
            "Add `fields = \"crash-minimal\"` to the recipient, or list the fields one by one"
                .to_owned(),
        ),
        _ => return,
    };
    if !gets(id, names, file) {
        report.add(rule, &kind.span, what, fix);
    }
}

/// Whether a recipient gets one of the fields.
fn gets(id: &At<String>, names: &[&str], file: &Policy) -> bool {
    list(&file.field).iter().any(|field| {
        let name = field.name.as_ref();
        name.is_some_and(|name| names.contains(&&*name.value))
            && !is_dropped(field)
            && holds(list(&field.recipients), id)
    })
}

/// A preset stands at a recipient that gets what it is for.
fn preset(recipient: &Recipient, file: &Policy, report: &mut Report) {
    let Some(preset) = &recipient.fields else {
        return;
    };
    if recipient.kind.is_some() && !presets::fits(preset.value, recipient, file) {
        let wanted = preset.value.words();
        let what = format!("Nothing of a purpose of kind `{wanted}` is sent to this recipient");
        let fix = format!("Remove it, or let the recipient serve a purpose of kind `{wanted}`");
        report.add(PC110, &preset.span, what, fix);
    }
}

/// A field's category stands in the list of a purpose of each recipient that gets it.
fn category(field: &Field, file: &Policy, report: &mut Report) {
    let Some(category) = &field.category else {
        return;
    };
    if category.value.trim().is_empty() {
        report.add(
            PC016,
            &category.span,
            "The field's category is empty",
            "Write it as the notice names it",
        );
        return;
    }
    // A purpose without `data` was told already, and may well be the one that should list it.
    let named = |purpose: &Purpose| purpose.data.is_none() || holds(list(&purpose.data), category);
    if !list(&file.purpose).iter().any(named) {
        let what = format!("No purpose lists the data category `{}`", category.value);
        report.add(
            PC016,
            &category.span,
            what,
            "Add it to `data` of the purpose, or correct its spelling",
        );
        return;
    }
    for wanted in list(&field.recipients)
        .iter()
        .filter(|_| !is_dropped(field))
    {
        let known = list(&file.recipient)
            .iter()
            .find(|recipient| is(&recipient.id, wanted));
        if let Some(recipient) = known
            && !is_service(recipient)
            && !list(&recipient.purposes).is_empty()
            && !purposes_of(recipient, file).any(named)
        {
            let what = format!(
                "No purpose of `{}` lists the data category `{}`",
                wanted.value, category.value
            );
            report.add(
                PC016,
                &wanted.span,
                what,
                "Add it to `data` of that purpose, or remove the recipient",
            );
        }
    }
}

/// A field is used by an event, nested in a property, put there by the library, or dropped.
fn used(field: &Field, file: &Policy, report: &mut Report) {
    let Some(name) = &field.name else { return };
    match &field.part_of {
        Some(parent) if !is_property(parent, file) => {
            let what = format!("No event has the property `{}`", parent.value);
            report.add(
                PC016,
                &parent.span,
                what,
                "Name the property that the field is nested in",
            );
        }
        None if !is_dropped(field)
            && !is_property(name, file)
            && !OWN_FIELDS.contains(&name.value.as_str()) =>
        {
            let what = format!("No event carries the field `{}`", name.value);
            let fix = "List it in an event's `properties`, add `part_of = \"…\"` where it is nested, or remove it";
            report.add(PC016, &name.span, what, fix);
        }
        _ => {}
    }
}

fn is_property(wanted: &At<String>, file: &Policy) -> bool {
    let mut events = list(&file.event).iter();
    events.any(|event| holds(list(&event.properties), wanted))
}

fn recipients(field: &Field, file: &Policy, report: &mut Report) {
    let (Some(name), false) = (&field.name, is_dropped(field)) else {
        return;
    };
    if field.rule.is_some() && list(&field.recipients).is_empty() {
        let what = format!("No recipient may have `{}`, so it never leaves", name.value);
        report.add(
            PC110,
            &name.span,
            what,
            "Write `rule = \"drop\"`, or name its recipients",
        );
    }
    for wanted in list(&field.recipients) {
        let known = list(&file.recipient)
            .iter()
            .find(|recipient| is(&recipient.id, wanted));
        if known.is_some_and(is_service) {
            let what = format!("Sordino sends nothing to `{}`, a service", wanted.value);
            report.add(PC110, &wanted.span, what, "Remove it here");
        }
        let kind = known.and_then(|known| known.kind.as_ref());
        if let Some(kind) = kind
            && OWN_FIELDS.contains(&&*name.value)
            && !has_effect(&name.value, kind.value)
            && !is_property(name, file)
        {
            let what = format!(
                "Nothing that is sent to `{}` carries `{}`",
                wanted.value, name.value
            );
            let fix = "Remove it here: events go to Segment, crashes to Sentry";
            report.add(PC110, &wanted.span, what, fix);
        }
    }
}

fn enumeration(field: &Field, report: &mut Report) {
    let Some(rule) = &field.rule else { return };
    let FieldRule::Enumerate(words) = &rule.value else {
        return;
    };
    let fits = |word: &String| !word.is_empty() && word.len() <= 256;
    if words.is_empty() || words.len() > PROPERTIES || !words.iter().all(fits) {
        let fix = format!("List 1 to {PROPERTIES} words of at most 256 bytes");
        report.add(
            PC107,
            &rule.span,
            "The enumeration has no words, too many, or one that is empty or too long",
            fix,
        );
    }
    let mut sorted: Vec<_> = words.iter().collect();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        report.add(
            PC106,
            &rule.span,
            "The enumeration has a word twice",
            "Remove one",
        );
    }
}

/// Every property of an event has a field, whose category the event's purpose lists.
fn properties(file: &Policy, report: &mut Report) {
    for event in list(&file.event) {
        let purpose = event.purpose.as_ref().and_then(|named| {
            list(&file.purpose)
                .iter()
                .find(|known| is(&known.id, named))
        });
        for property in list(&event.properties) {
            let Some(field) = list(&file.field)
                .iter()
                .find(|field| is(&field.name, property))
            else {
                let what = format!(
                    "The property `{}` has no field, so it has neither rule nor category",
                    property.value
                );
                report.add(
                    PC016,
                    &property.span,
                    what,
                    format!("Add `[[field]]` with `name = \"{}\"`", property.value),
                );
                continue;
            };
            let (Some(purpose), false) = (purpose, is_dropped(field)) else {
                continue;
            };
            if let (Some(category), Some(data)) = (&field.category, &purpose.data)
                && list(&file.purpose)
                    .iter()
                    .any(|other| holds(list(&other.data), category))
                && !holds(&data.value, category)
            {
                let what = format!(
                    "The event's purpose does not list `{}`, the category of `{}`",
                    category.value, property.value
                );
                report.add(
                    PC016,
                    &property.span,
                    what,
                    "Add it to `data` of the purpose, or remove the property",
                );
            }
        }
    }
}

/// Every category of a purpose whose data Sordino sends is the category of a field.
fn data(purpose: &Purpose, file: &Policy, report: &mut Report) {
    once(list(&purpose.data).iter(), report);
    if let Some(data) = purpose.data.as_ref().filter(|data| data.value.is_empty()) {
        report.add(
            PC016,
            &data.span,
            "The purpose lists no data category",
            "Name what the notice names",
        );
    }
    let Some(id) = &purpose.id else { return };
    let sent = list(&file.recipient).iter().any(|recipient| {
        let kind = recipient.kind.as_ref().map(|kind| kind.value);
        matches!(
            kind,
            Some(RecipientKind::Segment | RecipientKind::Sentry | RecipientKind::Otlp)
        ) && holds(list(&recipient.purposes), id)
    });
    for category in list(&purpose.data).iter().filter(|_| sent) {
        if !list(&file.field)
            .iter()
            .any(|field| is(&field.category, category))
        {
            let what = format!("No field has the data category `{}`", category.value);
            report.add(
                PC016,
                &category.span,
                what,
                "Add the field, with rule \"drop\" if it never leaves, or remove this",
            );
        }
    }
}
