//! What is built: an app, an extension, a framework; with its Info.plist, entitlements and strings.

use std::collections::BTreeSet;

use super::localized::{Localized, language, normal};
use super::pbxproj::{Pbxproj, RawTarget, region};
use super::property_list::PropertyList;
use super::settings::{Settings, clean};
use crate::read::tree::Tree;

/// What sort of product a target makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    /// An app for a phone, a watch or a Mac.
    App,
    /// An extension inside an app.
    Extension,
    /// A framework or library.
    Library,
    /// A test, a tool.
    Other,
}

/// Something that is built.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) product: Product,
    /// Whether it runs on iOS or iPadOS, as far as is known.
    pub(crate) phone: bool,
    pub(crate) info: Option<PropertyList>,
    pub(crate) settings: Settings,
    /// The Info.plists of all its configurations.
    pub(crate) infos: BTreeSet<String>,
    /// The project file; none where there is only an Info.plist.
    pub(crate) project: Option<String>,
    pub(crate) entitlements: Vec<PropertyList>,
    pub(crate) strings: Localized,
    /// The language of what Info.plist itself says.
    pub(crate) development: String,
    /// Tags of the localizations that it ships, `Base` not among them.
    pub(crate) shipped: BTreeSet<String>,
    pub(crate) linked: BTreeSet<String>,
    pub(crate) resources: BTreeSet<String>,
    /// Whether a tool makes it from the file that describes it.
    pub(crate) is_described: bool,
}

impl Target {
    /// A target of an Xcode project.
    pub(crate) fn of_project(tree: &Tree, project: &Pbxproj, raw: RawTarget) -> Self {
        let settings = raw.configurations.first().cloned().unwrap_or_default();
        let at = |path: String| found(tree, project.folder(), &path);
        let info = settings.get("INFOPLIST_FILE").and_then(at);
        let info = info.and_then(|path| PropertyList::read(tree, &path));
        let mut entitlements = BTreeSet::new();
        let mut infos = BTreeSet::new();
        for settings in &raw.configurations {
            infos.extend(settings.get("INFOPLIST_FILE").and_then(at));
            entitlements.extend(settings.get("CODE_SIGN_ENTITLEMENTS").and_then(at));
        }
        let product = match raw.product.as_str() {
            "app-extension"
            | "watchkit2-extension"
            | "extensionkit-extension"
            | "app-extension.messages"
            | "tv-app-extension" => Product::Extension,
            "framework" | "library.static" | "library.dynamic" | "framework.static" => {
                Product::Library
            }
            name if name.starts_with("application") => Product::App,
            _ => Product::Other,
        };
        let mut strings = Localized::default();
        for path in &raw.resources {
            add_strings(&mut strings, tree, path);
        }
        let development = info
            .as_ref()
            .and_then(|info| info.get("CFBundleDevelopmentRegion")?.as_string())
            .map(|tag| settings.filled(tag))
            .filter(|tag| !tag.contains('$'))
            .or(project.development_region().map(str::to_owned));
        let mut target = Self {
            name: raw.name,
            product,
            phone: is_for_phones(&settings, info.as_ref()),
            info,
            infos,
            project: Some(project.path.clone()),
            entitlements: entitlements
                .iter()
                .filter_map(|path| PropertyList::read(tree, path))
                .collect(),
            strings,
            development: normal(&development.unwrap_or_else(|| "en".to_owned())),
            shipped: &raw.regions | &catalogue_tags(tree, &raw.resources),
            linked: raw.linked,
            resources: raw.resources,
            is_described: false,
            settings,
        };
        target.ship();
        target
    }

    /// A target of which only the Info.plist is known.
    pub(crate) fn of_info(tree: &Tree, info: PropertyList) -> Self {
        let folder = info.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        let mut strings = Localized::default();
        let mut shipped = BTreeSet::new();
        let mut entitlements = Vec::new();
        let mut resources = BTreeSet::new();
        // Its own folder, else the one above: where projects without an Xcode file keep resources.
        for folder in [folder, parent] {
            for file in tree.below(folder) {
                add_strings(&mut strings, tree, &file.path);
                shipped.extend(region(&file.path).map(str::to_owned));
                resources.insert(file.path.clone());
                if file.path.ends_with(".entitlements") {
                    entitlements.extend(PropertyList::read(tree, &file.path));
                }
            }
            if !strings.locales.is_empty() {
                break;
            }
        }
        let text = |key: &str| info.get(key).and_then(plist::Value::as_string);
        let development = text("CFBundleDevelopmentRegion").filter(|tag| !tag.contains('$'));
        let product = match text("CFBundlePackageType") {
            Some("XPC!") => Product::Extension,
            Some("FMWK") => Product::Library,
            Some("BNDL") => Product::Other,
            _ if info.get("NSExtension").is_some() => Product::Extension,
            Some("APPL") => Product::App,
            _ if is_of_an_app(&info) => Product::App,
            _ => Product::Library,
        };
        let mut target = Self {
            name: info.path.clone(),
            product,
            phone: is_for_phones(&Settings::default(), Some(&info)),
            development: normal(development.unwrap_or("en")),
            settings: Settings::default(),
            infos: BTreeSet::from([info.path.clone()]),
            project: None,
            entitlements,
            strings,
            shipped,
            linked: BTreeSet::new(),
            resources,
            is_described: false,
            info: Some(info),
        };
        target.ship();
        target
    }

    /// The localizations of its strings are shipped too; `Base` is none.
    fn ship(&mut self) {
        self.shipped.extend(self.strings.locales.keys().cloned());
        let listed = self
            .info
            .as_ref()
            .and_then(|info| info.get("CFBundleLocalizations")?.as_array());
        let listed = listed
            .into_iter()
            .flatten()
            .filter_map(plist::Value::as_string);
        self.shipped
            .extend(listed.filter(|tag| !tag.contains('$')).map(str::to_owned));
        // `mul` holds what is for every language at once.
        self.shipped
            .retain(|tag| !["base", "mul"].contains(&normal(tag).as_str()));
        if let [source] = &self.strings.sources[..]
            && self.info.is_none()
        {
            self.development = normal(source);
        }
    }

    /// Whether a localization is in the language of what Info.plist itself says.
    pub(crate) fn is_development(&self, tag: &str) -> bool {
        language(tag) == language(&self.development)
    }
}

/// Keys that only an app has; a framework's Info.plist often leaves its type to the build.
fn is_of_an_app(info: &PropertyList) -> bool {
    info.dictionary().is_some_and(|keys| {
        keys.keys().any(|key| {
            [
                "LSRequiresIPhoneOS",
                "UILaunch",
                "UIApplicationScene",
                "UISupportedInterface",
                "UIBackgroundModes",
            ]
            .iter()
            .any(|start| key.starts_with(start))
                || key.ends_with("UsageDescription")
        })
    })
}

/// The localizations of every string catalogue among the resources.
fn catalogue_tags(tree: &Tree, resources: &BTreeSet<String>) -> BTreeSet<String> {
    let mut all = Localized::default();
    for path in resources.iter().filter(|path| path.ends_with(".xcstrings")) {
        all.add_catalogue(tree, path);
    }
    all.locales.into_keys().collect()
}

fn add_strings(strings: &mut Localized, tree: &Tree, path: &str) {
    // A Mac does not mind the case of a name; the tree is asked for the one it has.
    let path = tree.find(path).map_or(path, |file| file.path.as_str());
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.eq_ignore_ascii_case("InfoPlist.xcstrings") {
        strings.add_catalogue(tree, path);
    } else if name.eq_ignore_ascii_case("InfoPlist.strings")
        && let Some(tag) = region(path)
    {
        strings.add_strings(tree, path, tag);
    }
}

/// A path in a build setting, relative to the project's folder or to the checked one.
fn found(tree: &Tree, folder: &str, path: &str) -> Option<String> {
    let path = path.trim_matches('"');
    let inside = clean(&format!("{folder}/{path}"));
    let whole = clean(path);
    let file = tree.find(&inside).or_else(|| tree.find(&whole))?;
    Some(file.path.clone())
}

fn is_for_phones(settings: &Settings, info: Option<&PropertyList>) -> bool {
    let watch = info.is_some_and(|info| {
        [
            "WKApplication",
            "WKWatchKitApp",
            "WKCompanionAppBundleIdentifier",
        ]
        .iter()
        .any(|key| info.get(key).is_some())
    });
    let root = settings.get("SDKROOT").unwrap_or_default();
    let platforms = settings.get("SUPPORTED_PLATFORMS").unwrap_or_default();
    let other = ["macosx", "watchos", "appletvos", "xros"];
    let only_other = other.iter().any(|sdk| root.starts_with(sdk)) && !platforms.contains("iphone");
    let named_other = !platforms.is_empty() && !platforms.contains("iphone");
    !(watch || only_other || named_other)
}
