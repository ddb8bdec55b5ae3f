//! Fields by one word: `fields = "crash-minimal"` at a recipient stands for the fields without which what it gets is
//! of no use.
//!
//! The word is replaced in the file as read, before any rule is asked: from then on nobody can tell these fields from
//! ones that were written out, so that `policy.json`, the notice and the stores' forms name each of them.

use std::collections::BTreeMap;

use crate::model::{Coarsening, FieldRule, PurposeKind, RecipientKind};
use crate::raw::{self, Field, Policy, Preset, Purpose, Recipient, list};
use crate::read::At;

/// The categories of the presets' fields, in English and German: the words of the notice.
const TIME: [&str; 2] = ["date and time", "Datum und Uhrzeit"];
const APP: [&str; 2] = ["app version", "Version der App"];
const SYSTEM: [&str; 2] = ["operating system", "Betriebssystem"];
const DEVICE: [&str; 2] = ["device type", "Art des Geräts"];
const DEVICE_ID: [&str; 2] = ["device ID", "Geräte-ID"];
const CRASH: [&str; 2] = ["crash information", "Absturzinformationen"];

/// A field's name, its rule, and its category.
type Entry = (&'static str, FieldRule, [&'static str; 2]);

const CRASH_MINIMAL: &[Entry] = &[
    (
        "crash_time",
        FieldRule::Coarsen(Coarsening::TimeToHour),
        TIME,
    ),
    ("app_version", FieldRule::Keep, APP),
    ("app_build", FieldRule::Keep, APP),
    ("os_name", FieldRule::Keep, SYSTEM),
    (
        "os_version",
        FieldRule::Coarsen(Coarsening::OsToMajorMinor),
        SYSTEM,
    ),
    (
        "device_model",
        FieldRule::Coarsen(Coarsening::DeviceToFamily),
        DEVICE,
    ),
    ("exception_type", FieldRule::Keep, CRASH),
    ("exception_handled", FieldRule::Keep, CRASH),
    ("stack_function", FieldRule::Keep, CRASH),
    ("stack_module", FieldRule::Keep, CRASH),
    ("stack_package", FieldRule::Keep, CRASH),
    ("stack_file", FieldRule::Scrub, CRASH),
    ("stack_line", FieldRule::Keep, CRASH),
    ("stack_column", FieldRule::Keep, CRASH),
    ("stack_address", FieldRule::Keep, CRASH),
    ("stack_offset", FieldRule::Keep, CRASH),
    ("thread_crashed", FieldRule::Keep, CRASH),
    ("image_file", FieldRule::Scrub, CRASH),
    ("image_debug_id", FieldRule::Keep, CRASH),
    ("image_address", FieldRule::Keep, CRASH),
];

const EVENTS_MINIMAL: &[Entry] = &[
    (
        "timestamp",
        FieldRule::Coarsen(Coarsening::TimeToHour),
        TIME,
    ),
    ("device_id", FieldRule::Pseudonymise, DEVICE_ID),
    ("app_version", FieldRule::Keep, APP),
    ("os_name", FieldRule::Keep, SYSTEM),
    (
        "os_version",
        FieldRule::Coarsen(Coarsening::OsToMajorMinor),
        SYSTEM,
    ),
];

impl Preset {
    fn entries(self) -> &'static [Entry] {
        match self {
            Self::CrashMinimal => CRASH_MINIMAL,
            Self::EventsMinimal => EVENTS_MINIMAL,
        }
    }

    /// The kind of the purposes whose data it is.
    fn kind(self) -> PurposeKind {
        match self {
            Self::CrashMinimal => PurposeKind::Crash,
            Self::EventsMinimal => PurposeKind::Events,
        }
    }

    /// That kind, as the file writes it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::CrashMinimal => "crash",
            Self::EventsMinimal => "events",
        }
    }
}

/// Whether the recipient gets what the preset is for: by its kind, and by a purpose that it serves.
pub(crate) fn fits(preset: Preset, recipient: &Recipient, file: &Policy) -> bool {
    let never = match preset {
        Preset::CrashMinimal => RecipientKind::Segment,
        Preset::EventsMinimal => RecipientKind::Sentry,
    };
    let kind = recipient.kind.as_ref().map(|kind| kind.value);
    let purposes = || list(&file.purpose).iter();
    kind.is_some_and(|kind| kind != never && kind != RecipientKind::Service)
        && purposes().any(|purpose| serves(purpose, &recipient.purposes, preset.kind()))
}

/// Writes the fields of every preset out that [`fits`].
///
/// A field that the file writes itself keeps its rule and category, and gets the recipient besides. The categories of
/// the others join `data` of the recipient's purposes of the preset's kind: in the language of the first locale
/// (English where that is neither English nor German), with a translation into the other of the two.
pub(crate) fn write_out(file: &mut Policy) {
    let german = |locale: &At<String>| language(&locale.value) == "de";
    let written = usize::from(list(&file.locales).first().is_some_and(german));
    let asked: Vec<_> = list(&file.recipient)
        .iter()
        .filter_map(|one| Some((one, one.id.clone()?, one.fields.clone()?)))
        .filter(|(one, _, preset)| fits(preset.value, one, file))
        .map(|(one, id, preset)| (id, one.purposes.clone(), preset))
        .collect();
    for (recipient, purposes, preset) in asked {
        let at = |text: &str| spanned(text.to_owned(), &preset);
        for (name, rule, category) in preset.value.entries() {
            let word = category[written];
            let fields = &mut file
                .field
                .get_or_insert_with(|| spanned(vec![], &preset))
                .value;
            let own = |field: &&mut Field| is(&field.name, name);
            match fields.iter_mut().find(own) {
                Some(field) => {
                    give(field, &recipient, &preset);
                    if !is(&field.category, word) {
                        continue;
                    }
                }
                None => fields.push(Field {
                    name: Some(at(name)),
                    rule: Some(spanned(rule.clone(), &preset)),
                    recipients: Some(spanned(vec![recipient.clone()], &preset)),
                    category: Some(at(word)),
                    part_of: None,
                    not_special: None,
                }),
            }
            let kind = preset.value.kind();
            let all = file.purpose.iter_mut().flat_map(|all| &mut all.value);
            for purpose in all.filter(|purpose| serves(purpose, &purposes, kind)) {
                let data = purpose.data.get_or_insert_with(|| spanned(vec![], &preset));
                if !data.value.iter().any(|named| named.value == word) {
                    data.value.push(at(word));
                }
            }
            translate(file, *category, written, &preset);
        }
    }
}

fn spanned<T, P>(value: T, preset: &At<P>) -> At<T> {
    let span = preset.span.clone();
    At { value, span }
}

fn is(text: &Option<At<String>>, wanted: &str) -> bool {
    text.as_ref().is_some_and(|text| text.value == wanted)
}

fn language(locale: &str) -> &str {
    locale.split('-').next().unwrap_or_default()
}

/// Lets the recipient have a field that the file writes itself, unless nobody may have it.
fn give(field: &mut Field, recipient: &At<String>, preset: &At<Preset>) {
    let dropped = |rule: &At<FieldRule>| rule.value == FieldRule::Drop;
    if field.rule.as_ref().is_some_and(dropped) {
        return;
    }
    let given = field
        .recipients
        .get_or_insert_with(|| spanned(vec![], preset));
    if !given.value.iter().any(|one| one.value == recipient.value) {
        given.value.push(spanned(recipient.value.clone(), preset));
    }
}

fn serves(purpose: &Purpose, served: &Option<At<raw::Names>>, kind: PurposeKind) -> bool {
    purpose.kind.as_ref().is_some_and(|own| own.value == kind)
        && list(served).iter().any(|id| is(&purpose.id, &id.value))
}

/// Says the category in the other of the two languages, wherever it is wanted and the file does not say it.
fn translate(file: &mut Policy, category: [&str; 2], written: usize, preset: &At<Preset>) {
    let other = ["de", "en"][written];
    let wanted = list(&file.locales).iter().skip(1);
    let wanted: Vec<_> = wanted
        .filter(|locale| language(&locale.value) == other)
        .map(|locale| locale.value.clone())
        .collect();
    for locale in wanted {
        let tables = file
            .translations
            .get_or_insert_with(|| spanned(BTreeMap::new(), preset));
        let table = tables.value.entry(locale);
        let table = table.or_insert_with(|| spanned(BTreeMap::new(), preset));
        let line = table.value.entry(category[written].to_owned());
        line.or_insert_with(|| spanned(category[1 - written].to_owned(), preset));
    }
}
