//! AM010 to AM013, AM020, AM024 and AM025: what leaves the device as a backup.

use super::look::{Look, has_sordino};
use super::rules::{AM010, AM011, AM012, AM013, AM020, AM024, AM025, AM026};
use crate::finding::{Place, Severity};
use crate::read::android::{BackupRules, Scheme, Section};
use sordino_paperwork::tables::backup::{EXCLUDED, TRANSFER_PLATFORM};

/// From here on `dataExtractionRules` is read, and on devices from here on.
const ANDROID_12: u32 = 31;

pub(super) fn check(look: &mut Look<'_>) {
    if look.app.is_library {
        return;
    }
    let set = |name: &str| {
        let (manifest, found) = look.variant.attribute(name)?;
        Some((Place::new(&manifest.path, found.line), found.value.clone()))
    };
    let allow = set("allowBackup");
    let (extraction, full) = (set("dataExtractionRules"), set("fullBackupContent"));
    let allowed = allow
        .as_ref()
        .map(|(_, value)| look.app.filled(value).map(str::to_owned));
    let never = matches!(&allowed, Some(Some(value)) if value == "false");
    let own_agent = set("backupAgent").is_some()
        && set("fullBackupOnly").is_none_or(|(_, value)| value != "true");
    if let Some((place, value)) = &extraction {
        extraction_rules(look, place, value, never);
    }
    if let Some((place, value)) = &full
        && !never
        && let Some(name) = value.strip_prefix("@xml/")
    {
        for (path, rules) in rules(look, name) {
            unknown(look, &path, &rules);
            if rules.scheme == Scheme::FullBackup {
                empty(look, &path, &rules.sections);
            }
        }
        newer_devices(look, place, extraction.is_some());
    }
    if extraction.is_none() && never {
        never_but_transfer(look, allow.as_ref().map(|(place, _)| place.clone()));
    }
    if never || own_agent {
        return;
    }
    if extraction.is_none() && full.is_none() {
        without_rules(look, allow);
    } else if full.is_none() {
        older_devices(look, extraction.map(|(place, _)| place));
    }
}

fn without_rules(look: &mut Look<'_>, allow: Option<(Place, String)>) {
    let fix = "Add android:dataExtractionRules and android:fullBackupContent, as `sordino generate` writes them, or set android:allowBackup=\"false\".";
    match allow {
        Some((place, value)) => match look.app.filled(&value) {
            Some("true") => look.add(&AM010, place, "Backup is on, and no rules say what stays.", fix),
            _ => look.cannot_tell(
                &AM010,
                place,
                "Whether backup is on is a value that the manifest does not hold, and no rules say what stays.",
                "The value that the build or a resource gives settles it.",
            ),
        },
        None => look.add_as(
            Severity::Warning,
            &AM010,
            look.application(),
            "Backup is on, which is the default, and no rules say what stays.",
            fix,
        ),
    }
}

fn older_devices(look: &mut Look<'_>, place: Option<Place>) {
    let place = place.unwrap_or_else(|| look.application());
    let fix = "Add android:fullBackupContent with the same excludes.";
    match look.app.min_sdk {
        Some(min) if min < ANDROID_12 => {
            let message = format!("The app runs from level {min} on, and there are no backup rules for devices before 31.");
            look.add(&AM013, place, message, fix);
        }
        Some(_) => {}
        None => look.cannot_tell(
            &AM013,
            place,
            "There are no backup rules for devices before Android 12, and the tree does not say whether the app runs there.",
            "The minimum level, as a number in the module's Gradle file, settles it.",
        ),
    }
}

fn newer_devices(look: &mut Look<'_>, place: &Place, has_rules: bool) {
    if has_rules
        || look
            .app
            .target_sdk
            .is_some_and(|target| target < ANDROID_12)
    {
        return;
    }
    look.add(
        &AM011,
        place.clone(),
        "There are backup rules for Android 11 and earlier only; newer devices do not read them.",
        "Add android:dataExtractionRules with a <cloud-backup> and a <device-transfer> section.",
    );
}

fn never_but_transfer(look: &mut Look<'_>, place: Option<Place>) {
    if look
        .app
        .target_sdk
        .is_some_and(|target| target < ANDROID_12)
    {
        return;
    }
    let place = place.unwrap_or_else(|| look.application());
    look.add(
        &AM025,
        place,
        "Backup to the cloud is off, but nothing says what a transfer to a new device may take.",
        "Add android:dataExtractionRules with excludes in <device-transfer>.",
    );
}

/// The files behind `@xml/name` that can be read.
fn rules(look: &mut Look<'_>, name: &str) -> Vec<(String, BackupRules)> {
    let mut read = Vec::new();
    for path in look.app.xml(&look.variant.variant, name) {
        let Some(text) = look.context.tree.text(path) else {
            continue;
        };
        match BackupRules::read(&text) {
            Ok(rules) => read.push((path.to_owned(), rules)),
            Err(error) => {
                let message = format!("The backup rules cannot be read: {}.", error.what);
                look.add(
                    &AM026,
                    Place::new(path, error.line),
                    message,
                    "Mend the XML.",
                );
            }
        }
    }
    read
}

fn extraction_rules(look: &mut Look<'_>, place: &Place, value: &str, never: bool) {
    let Some(name) = value.strip_prefix("@xml/") else {
        look.cannot_tell(
            &AM011,
            place.clone(),
            "The backup rules are not named by a resource of the tree.",
            "A value such as @xml/data_extraction_rules settles it.",
        );
        return;
    };
    let files = rules(look, name);
    if files.is_empty() {
        look.cannot_tell(
            &AM011,
            place.clone(),
            format!("The backup rules `{name}` are not in the tree."),
            "The file, in res/xml of the module or of one it uses, settles it.",
        );
    }
    for (path, rules) in files {
        unknown(look, &path, &rules);
        if rules.scheme == Scheme::FullBackup {
            look.add(
                &AM011,
                Place::new(&path, rules.line),
                "These are rules of the older form; in android:dataExtractionRules they say nothing.",
                "Begin the file with <data-extraction-rules>.",
            );
            continue;
        }
        missing(look, &path, &rules, never);
        empty(look, &path, &rules.sections);
        if has_sordino(look.context) {
            keeps_ours(look, &path, &rules.sections);
        }
        for section in rules
            .sections
            .iter()
            .filter(|section| section.name == "cross-platform-transfer")
        {
            other_platform(look, &path, section);
        }
    }
}

fn missing(look: &mut Look<'_>, path: &str, rules: &BackupRules, never: bool) {
    for (name, what) in [
        ("cloud-backup", "to the cloud"),
        ("device-transfer", "to a new device"),
    ] {
        if rules.section_called(name).is_some() || (never && name == "cloud-backup") {
            continue;
        }
        let how = if rules.has_commented_out(name) {
            "is commented out"
        } else {
            "is missing"
        };
        let message = format!("The section <{name}> {how}, so everything goes {what}.");
        let fix = format!("Add <{name}> with what must stay excluded.");
        look.add(&AM011, Place::new(path, rules.line), message, &fix);
    }
}

fn empty(look: &mut Look<'_>, path: &str, sections: &[Section]) {
    for section in sections.iter().filter(|section| section.entries.is_empty()) {
        if section.name == "cross-platform-transfer" {
            continue;
        }
        let message = format!(
            "<{}> holds no include and no exclude, so everything goes.",
            section.name
        );
        look.add(
            &AM024,
            Place::new(path, section.line),
            message,
            "Exclude what must stay, or include only what may go.",
        );
    }
}

fn keeps_ours(look: &mut Look<'_>, path: &str, sections: &[Section]) {
    for section in sections {
        for (domain, kept) in EXCLUDED {
            if section.leaves_out(domain, kept) {
                continue;
            }
            let rule = if section.name == "cross-platform-transfer" {
                &AM012
            } else {
                &AM011
            };
            let message = format!(
                "<{}> takes the consent ledger with it (`{domain}`).",
                section.name
            );
            let fix = format!("Add <exclude domain=\"{domain}\" path=\"{kept}\"/>.");
            look.add(rule, Place::new(path, section.line), message, &fix);
        }
    }
}

fn other_platform(look: &mut Look<'_>, path: &str, section: &Section) {
    if section.platform.as_deref() == Some(TRANSFER_PLATFORM) {
        return;
    }
    let what = section.platform.as_deref().map_or(
        "has no platform",
        |_| "names a platform that Android does not know",
    );
    let message = format!("<cross-platform-transfer> {what}, so its rules are ignored.");
    look.add(
        &AM012,
        Place::new(path, section.line),
        message,
        "Write platform=\"ios\".",
    );
}

fn unknown(look: &mut Look<'_>, path: &str, rules: &BackupRules) {
    for (line, what) in &rules.unknown {
        let message = format!("Android does not know {what}.");
        look.add(
            &AM020,
            Place::new(path, *line),
            message,
            "Correct the word; see the syntax of Auto Backup.",
        );
    }
}
