//! AM014 and AM021: where clear text may travel, and pins that no longer hold.

use super::look::Look;
use super::rules::{AM014, AM021, AM026};
use crate::finding::{Place, Severity};
use crate::read::android::{NetworkConfig, is_local};

const FIX: &str =
    "Allow clear text for the hosts that need it only, in a <domain-config>, or not at all.";

/// From this target level on clear text is closed where nothing opens it.
const CLOSED_BY_DEFAULT: u32 = 28;

/// The configurations of a variant, with their files.
type Configs = Vec<(String, NetworkConfig)>;

/// How a build that was looked at reaches people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Shipped,
    Debug,
}

pub(super) fn check(look: &mut Look<'_>, reach: Reach) {
    if look.app.is_library {
        return;
    }
    let set = |name: &str| {
        let (manifest, found) = look.variant.attribute(name)?;
        Some((Place::new(&manifest.path, found.line), found.value.clone()))
    };
    let flag = set("usesCleartextTraffic");
    let config = set("networkSecurityConfig");
    let configs = config.map(|(place, value)| read(look, &place, &value, reach));
    for (path, config) in configs.iter().flatten().flatten() {
        configured(look, path, config, reach);
    }
    let Some((place, value)) = flag else {
        if look
            .app
            .target_sdk
            .is_some_and(|target| target < CLOSED_BY_DEFAULT)
        {
            open_by_default(look, reach, configs);
        }
        return;
    };
    // From level 24 on the configuration decides alone.
    let decided = configs.is_some() && look.app.min_sdk.is_some_and(|min| min >= 24);
    let closed = configs
        .iter()
        .flatten()
        .flatten()
        .all(|(_, config)| !matches!(config.base, Some((true, _))));
    match look.app.filled(&value) {
        Some("true") if !(decided && closed) => {
            if configs.is_some() && closed {
                if look.app.min_sdk.is_none() && reach == Reach::Shipped {
                    look.cannot_tell(
                        &AM014,
                        place,
                        "The attribute allows clear text and the network security configuration does not; devices before level 24 read the attribute only.",
                        "The minimum level, as a number in the module's Gradle file, settles it.",
                    );
                } else {
                    note(
                        look,
                        reach,
                        place,
                        "Clear text may travel to every host on devices before level 24.",
                    );
                }
            } else {
                note(look, reach, place, "Clear text may travel to every host.");
            }
        }
        None if reach == Reach::Shipped && configs.is_none() => look.cannot_tell(
            &AM014,
            place,
            "Whether clear text may travel is a value that the build fills in.",
            "The value that the build file gives settles it.",
        ),
        _ => {}
    }
}

/// At such a target level everything is allowed that nothing forbids.
fn open_by_default(look: &mut Look<'_>, reach: Reach, configs: Option<Option<Configs>>) {
    let message = "Clear text may travel to every host: it does at this target level where nothing forbids it.";
    match configs {
        None => note(look, reach, look.application(), message),
        Some(configs) => {
            let silent = configs
                .into_iter()
                .flatten()
                .filter(|(_, config)| config.base.is_none());
            for (path, _) in silent {
                note(look, reach, Place::new(path, 1), message);
            }
        }
    }
}

fn note(look: &mut Look<'_>, reach: Reach, place: Place, message: &str) {
    match reach {
        Reach::Shipped => look.add(&AM014, place, message, FIX),
        Reach::Debug => {
            let message = format!("{message} Only in builds that are not shipped.");
            look.add_as(Severity::Advice, &AM014, place, message, FIX);
        }
    }
}

/// The files behind the attribute; `None` if it leads nowhere.
fn read(look: &mut Look<'_>, place: &Place, value: &str, reach: Reach) -> Option<Configs> {
    let paths = value
        .strip_prefix("@xml/")
        .map(|name| look.app.xml(&look.variant.variant, name));
    let Some(paths) = paths.filter(|paths| !paths.is_empty()) else {
        if reach == Reach::Shipped {
            look.cannot_tell(
                &AM014,
                place.clone(),
                "The network security configuration is not in the tree.",
                "The file, in res/xml of the module or of one it uses, settles it.",
            );
        }
        return None;
    };
    let mut configs = Vec::new();
    for path in paths {
        match look
            .context
            .tree
            .text(path)
            .map(|text| NetworkConfig::read(&text))
        {
            Some(Ok(config)) => configs.push((path.to_owned(), config)),
            Some(Err(error)) => {
                let message = format!(
                    "The network security configuration cannot be read: {}.",
                    error.what
                );
                look.add(
                    &AM026,
                    Place::new(path, error.line),
                    message,
                    "Mend the XML.",
                );
            }
            None => {}
        }
    }
    Some(configs)
}

fn configured(look: &mut Look<'_>, path: &str, config: &NetworkConfig, reach: Reach) {
    if let Some((true, line)) = config.base {
        note(
            look,
            reach,
            Place::new(path, line),
            "Clear text may travel to every host.",
        );
    }
    let open = matches!(config.base, Some((true, _)));
    let named = config
        .domains
        .iter()
        .filter(|domain| domain.cleartext && !open);
    for domain in named {
        let place = Place::new(path, domain.line);
        let named: Vec<&String> = domain.hosts.iter().filter(|host| !is_local(host)).collect();
        if named.is_empty() {
            let message = "Clear text may travel, to this device or the local network only.";
            look.add_as(
                Severity::Advice,
                &AM014,
                place,
                message,
                "Keep it out of the builds that are shipped, if it is for development.",
            );
        } else if reach == Reach::Shipped {
            let message = format!("Clear text may travel to {} host(s) by name.", named.len());
            look.add_as(
                Severity::Warning,
                &AM014,
                place,
                message,
                "Reach them by https, or allow the finding with the reason.",
            );
        }
    }
    let today = look.context.today.to_string();
    for pins in config.pins.iter().filter(|_| reach == Reach::Shipped) {
        // Dates in this form compare as text.
        if pins.expiration.len() == today.len() && pins.expiration < today {
            let message = format!("The pins expired on {}.", pins.expiration);
            look.add(
                &AM021,
                Place::new(path, pins.line),
                message,
                "Renew the pins and their date, or remove the set.",
            );
        }
    }
}
