//! Apps that a file describes for a tool which makes the Xcode project: XcodeGen's `project.yml`, Expo's
//! `app.json`, Tuist's `Project.swift`.

use std::collections::BTreeSet;

use plist::{Dictionary, Value};
use serde_json::Value as Json;

use super::property_list::PropertyList;
use super::settings::{Settings, clean};
use super::target::{Product, Target};
use crate::read::tree::{File, Tree};
use crate::read::yaml::{Value as Written, Yaml};

/// Returns the targets that such files of the tree describe.
pub(crate) fn targets(tree: &Tree) -> Vec<Target> {
    let mut targets = Vec::new();
    for file in tree.files() {
        let Some(text) = is_description(file)
            .then(|| tree.text(&file.path))
            .flatten()
        else {
            continue;
        };
        if lies_beside(tree, file) {
            continue;
        }
        match file.name() {
            "app.json" => targets.extend(expo(tree, file, &text)),
            "Project.swift" => targets.extend(tuist(tree, file, &text)),
            _ => targets.extend(xcodegen(tree, file, &text)),
        }
    }
    targets
}

fn is_description(file: &File) -> bool {
    ["app.json", "project.yml", "project.yaml", "Project.swift"].contains(&file.name())
}

/// Whether the project that the file describes was made and is in the tree.
fn lies_beside(tree: &Tree, file: &File) -> bool {
    tree.below(file.folder()).iter().any(|other| {
        let within = other.path[file.folder().len()..].trim_start_matches('/');
        let mut parts = within.split('/');
        let first = parts.next().unwrap_or_default();
        match file.name() {
            "app.json" => first == "ios" && parts.next().is_some(),
            _ => first.ends_with(".xcodeproj"),
        }
    })
}

fn target(tree: &Tree, path: &str, text: &str, keys: Dictionary, product: Product) -> Target {
    let list = PropertyList {
        path: path.to_owned(),
        value: Value::Dictionary(keys),
        text: text.to_owned(),
    };
    let mut target = Target::of_info(tree, list);
    target.product = product;
    target.is_described = true;
    target
}

fn xcodegen(tree: &Tree, file: &File, text: &str) -> Vec<Target> {
    let Ok(root) = Yaml::read(text) else {
        return Vec::new();
    };
    let Some(listed) = root.get("targets") else {
        return Vec::new();
    };
    let common = root.get("settings");
    let mut targets = Vec::new();
    for (name, described) in listed.entries() {
        let templates = described.get("templates").map_or(&[][..], Yaml::items);
        let templates = templates
            .iter()
            .filter_map(|template| root.get("targetTemplates")?.get(template.text()?));
        let parts: Vec<&Yaml> = templates.chain([described]).collect();
        let text_of = |key: &str| parts.iter().rev().find_map(|part| part.get(key)?.text());
        let product = match text_of("type") {
            Some(kind) if kind.starts_with("application") => Product::App,
            Some(kind) if kind.contains("extension") => Product::Extension,
            Some(kind) if kind.starts_with("framework") || kind.starts_with("library") => {
                Product::Library
            }
            _ => continue,
        };
        let mut keys = Dictionary::new();
        let mut infos = BTreeSet::new();
        let mut settings = Settings::default();
        for part in &parts {
            if let Some(info) = part.get("info") {
                let path = info.get("path").and_then(Yaml::text);
                infos.extend(path.map(|path| clean(&format!("{}/{path}", file.folder()))));
                let properties = info.get("properties");
                for (key, value) in properties.into_iter().flat_map(Yaml::entries) {
                    keys.insert(key.to_owned(), plain(value));
                }
            }
        }
        for all in common
            .into_iter()
            .chain(parts.iter().filter_map(|part| part.get("settings")))
        {
            set(all, &file.path, &mut settings);
        }
        settings.default_to("PRODUCT_NAME", name);
        settings.default_to("TARGET_NAME", name);
        let written = settings.get("INFOPLIST_FILE").filter(|_| keys.is_empty());
        let written = written.map(|path| clean(&format!("{}/{path}", file.folder())));
        let on_disk = written.or(infos.first().cloned().filter(|_| keys.is_empty()));
        let on_disk = on_disk.and_then(|path| PropertyList::read(tree, &path));
        infos.extend(on_disk.as_ref().map(|list| list.path.clone()));
        let mut made = match on_disk {
            Some(list) => Target::of_info(tree, list),
            None => target(tree, &file.path, text, keys, product),
        };
        made.product = product;
        made.is_described = true;
        let platform = text_of("platform").unwrap_or("iOS");
        made.phone = made.phone && !["macOS", "watchOS", "tvOS", "visionOS"].contains(&platform);
        name.clone_into(&mut made.name);
        made.settings = settings;
        made.infos.extend(infos);
        targets.push(made);
    }
    targets
}

/// Settings stand in the table itself, in `base`, or in `configs` by the configuration's name.
fn set(all: &Yaml, file: &str, settings: &mut Settings) {
    for (key, value) in all.entries() {
        match &value.value {
            Written::Scalar(text) => settings.put(key, text, file, value.line),
            _ if key == "base" => set(value, file, settings),
            _ if key == "configs" => {
                for (_, configuration) in value.entries() {
                    set(configuration, file, settings);
                }
            }
            _ => {}
        }
    }
}

fn plain(value: &Yaml) -> Value {
    match &value.value {
        Written::Scalar(text) => match text.as_str() {
            "true" | "yes" | "YES" => Value::Boolean(true),
            "false" | "no" | "NO" => Value::Boolean(false),
            text => Value::String(text.to_owned()),
        },
        Written::List(items) => Value::Array(items.iter().map(plain).collect()),
        Written::Map(_) => {
            let mut dictionary = Dictionary::new();
            for (key, value) in value.entries() {
                dictionary.insert(key.to_owned(), plain(value));
            }
            Value::Dictionary(dictionary)
        }
        Written::Alias => Value::String(String::new()),
    }
}

/// What plugins of Expo call the texts that they write into Info.plist.
const PERMISSIONS: [(&str, &str); 19] = [
    (
        "locationAlwaysAndWhenInUsePermission",
        "NSLocationAlwaysAndWhenInUse",
    ),
    ("locationAlwaysPermission", "NSLocationAlways"),
    ("locationWhenInUsePermission", "NSLocationWhenInUse"),
    ("cameraPermission", "NSCamera"),
    ("cameraPermissionText", "NSCamera"),
    ("microphonePermission", "NSMicrophone"),
    ("microphonePermissionText", "NSMicrophone"),
    ("photosPermission", "NSPhotoLibrary"),
    ("savePhotosPermission", "NSPhotoLibraryAdd"),
    ("contactsPermission", "NSContacts"),
    ("calendarPermission", "NSCalendars"),
    ("remindersPermission", "NSReminders"),
    ("faceIDPermission", "NSFaceID"),
    ("motionPermission", "NSMotion"),
    ("userTrackingPermission", "NSUserTracking"),
    ("bluetoothAlwaysPermission", "NSBluetoothAlways"),
    ("speechRecognitionPermission", "NSSpeechRecognition"),
    ("musicLibraryPermission", "NSAppleMusic"),
    ("nfcPermission", "NFCReader"),
];

/// The app of Expo's `app.json`: the keys under `ios.infoPlist`, and the texts of plugins.
fn expo(tree: &Tree, file: &File, text: &str) -> Option<Target> {
    let json: Json = serde_json::from_str(text).ok()?;
    let expo = json.get("expo")?;
    let mut keys = Dictionary::new();
    for plugin in expo
        .get("plugins")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
    {
        let options = plugin.get(1).and_then(Json::as_object);
        for (name, value) in options.into_iter().flatten() {
            let known = PERMISSIONS.iter().find(|(option, _)| option == name);
            if let (Some((_, key)), Some(value)) = (known, value.as_str()) {
                let key = format!("{key}UsageDescription");
                keys.insert(key, Value::String(value.to_owned()));
            }
        }
    }
    let listed = expo.pointer("/ios/infoPlist").and_then(Json::as_object);
    for (key, value) in listed.into_iter().flatten() {
        keys.insert(key.clone(), of_json(value));
    }
    let mut made = target(tree, &file.path, text, keys, Product::App);
    let name = expo.get("name").and_then(Json::as_str).unwrap_or("app");
    made.settings.default_to("PRODUCT_NAME", name);
    name.clone_into(&mut made.name);
    Some(made)
}

fn of_json(value: &Json) -> Value {
    match value {
        Json::Bool(flag) => Value::Boolean(*flag),
        Json::Array(items) => Value::Array(items.iter().map(of_json).collect()),
        Json::Object(entries) => {
            let mut dictionary = Dictionary::new();
            for (key, value) in entries {
                dictionary.insert(key.clone(), of_json(value));
            }
            Value::Dictionary(dictionary)
        }
        Json::String(text) => Value::String(text.clone()),
        other => Value::String(other.to_string()),
    }
}

/// The keys that a Tuist manifest spells out: `"NSCameraUsageDescription": "…"`. What it computes stays
/// unknown.
fn tuist(tree: &Tree, file: &File, text: &str) -> Option<Target> {
    if !text.contains("ProjectDescription") || !text.contains(".app") {
        return None;
    }
    let mut keys = Dictionary::new();
    let code = text
        .lines()
        .filter(|line| !line.trim().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
        .replace("\\\"", "\u{201d}");
    // Every second piece stands in quotes; between a key and its value there is a colon.
    let pieces: Vec<&str> = code.split('"').collect();
    for quoted in (1..pieces.len()).step_by(2) {
        if let Some([key, colon, value]) = pieces.get(quoted..quoted + 3)
            && super::purpose::is_purpose(key)
            && colon.trim() == ":"
        {
            keys.insert((*key).to_owned(), Value::String((*value).to_owned()));
        }
    }
    let mut made = target(tree, &file.path, text, keys, Product::App);
    made.phone = text.contains("iOS") || text.contains(".iPhone");
    Some(made)
}
