//! One `AndroidManifest.xml` as it stands in the tree.

use super::document::{Attribute, Element, XmlError, parse};

/// A `uses-permission` element.
#[derive(Debug, Clone)]
pub(crate) struct UsesPermission {
    pub(crate) name: String,
    pub(crate) line: usize,
    /// `tools:node="remove"`: it takes the permission away from what libraries add.
    pub(crate) removes: bool,
    /// The last level on which it is asked for: `android:maxSdkVersion`.
    pub(crate) max_sdk: Option<u32>,
}

/// A `service` element.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// As it is written: `.Gauge` or `org.example.Gauge`.
    pub(crate) name: String,
    pub(crate) removes: bool,
    /// `android:foregroundServiceType`, with its line.
    pub(crate) types: Option<(String, usize)>,
}

/// A `meta-data` element of the application.
#[derive(Debug, Clone)]
pub(crate) struct MetaData {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
    pub(crate) line: usize,
    pub(crate) removes: bool,
}

/// A `provider` element.
#[derive(Debug, Clone)]
pub(crate) struct Provider {
    pub(crate) name: String,
    pub(crate) removes: bool,
    /// `android:enabled="false"`.
    pub(crate) disabled: bool,
}

/// One manifest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manifest {
    /// Relative to the tree.
    pub(crate) path: String,
    pub(crate) permissions: Vec<UsesPermission>,
    /// The element `application` without its children, if there is one.
    pub(crate) application: Option<Element>,
    pub(crate) meta_data: Vec<MetaData>,
    pub(crate) providers: Vec<Provider>,
    pub(crate) services: Vec<Service>,
    /// Actions of intent filters, with their lines.
    pub(crate) actions: Vec<(String, usize)>,
    /// `uses-sdk android:minSdkVersion`.
    pub(crate) min_sdk: Option<u32>,
    /// `uses-sdk android:targetSdkVersion`.
    pub(crate) target_sdk: Option<u32>,
}

fn removes(element: &Element) -> bool {
    matches!(element.tools("node"), Some("remove" | "removeAll"))
}

fn name(element: &Element) -> Option<&Attribute> {
    element.android("name")
}

impl Manifest {
    /// Reads one manifest. `path` is relative to the tree.
    ///
    /// # Errors
    ///
    /// What is not well-formed XML.
    pub(crate) fn read(path: &str, text: &str) -> Result<Self, XmlError> {
        let root = parse(text)?;
        let permissions = root.children.iter().filter_map(|child| {
            let known = [
                "uses-permission",
                "uses-permission-sdk-23",
                "uses-permission-sdk-m",
            ];
            let name = name(child).filter(|_| known.contains(&child.name.as_str()))?;
            Some(UsesPermission {
                name: name.value.clone(),
                line: name.line,
                removes: removes(child),
                max_sdk: child
                    .android("maxSdkVersion")
                    .and_then(|level| level.value.parse().ok()),
            })
        });
        let permissions = permissions.collect();
        let application = root.named("application").next();
        let below = application.map_or(&[][..], |found| &found.children);
        let meta_data = below.iter().filter(|child| child.name == "meta-data");
        let meta_data = meta_data.filter_map(|child| {
            let name = name(child)?;
            let value = child.android("value").or(child.android("resource"));
            Some(MetaData {
                name: name.value.clone(),
                value: value.map(|found| found.value.clone()),
                line: value.map_or(name.line, |found| found.line),
                removes: removes(child),
            })
        });
        let meta_data = meta_data.collect();
        let providers = below.iter().filter(|child| child.name == "provider");
        let providers = providers.filter_map(|child| {
            Some(Provider {
                name: name(child)?.value.clone(),
                removes: removes(child),
                disabled: child
                    .android("enabled")
                    .is_some_and(|on| on.value == "false"),
            })
        });
        let providers = providers.collect();
        let services = below.iter().filter(|child| child.name == "service");
        let services = services.filter_map(|child| {
            let name = name(child)?;
            let types = child.android("foregroundServiceType");
            Some(Service {
                name: name.value.clone(),
                removes: removes(child),
                types: types.map(|types| (types.value.clone(), types.line)),
            })
        });
        let services = services.collect();
        let mut actions = Vec::new();
        for component in below.iter().filter(|child| !removes(child)) {
            component.each(&mut |found| {
                if found.name == "action"
                    && let Some(name) = name(found)
                {
                    actions.push((name.value.clone(), name.line));
                }
            });
        }
        let sdk = |which: &str| {
            let element = root
                .named("uses-sdk")
                .find_map(|found| found.android(which))?;
            element.value.parse().ok()
        };
        Ok(Self {
            path: path.to_owned(),
            permissions,
            application: application.map(|found| Element {
                children: Vec::new(),
                text: String::new(),
                ..found.clone()
            }),
            meta_data,
            providers,
            services,
            actions,
            min_sdk: sdk("minSdkVersion"),
            target_sdk: sdk("targetSdkVersion"),
        })
    }

    /// Whether this manifest names the app itself: an icon is what a library does not bring.
    pub(crate) fn looks_like_an_app(&self) -> bool {
        let application = self.application.as_ref();
        application.is_some_and(|found| found.android("icon").is_some())
    }

    /// Whether an app that uses the module gets anything from its manifest.
    pub(crate) fn says_anything(&self) -> bool {
        !(self.permissions.is_empty()
            && self.meta_data.is_empty()
            && self.providers.is_empty()
            && self.services.is_empty()
            && self.actions.is_empty())
    }

    /// Whether something in it can be started from the home screen.
    pub(crate) fn has_launcher(&self) -> bool {
        let mut actions = self.actions.iter();
        actions.any(|(action, _)| action == "android.intent.action.MAIN")
    }
}
