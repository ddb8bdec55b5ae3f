//! The files of the Android module, read back by an XML reader.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sordino_paperwork::tables::backup::{EXCLUDED, SECTIONS};
use sordino_paperwork::tables::vendors::{ANDROID_AUTO_INIT, ANDROID_FALSE};

use crate::sample::{ON_CALL, SMALL, text, with};

const MANIFEST: &str = "android/src/main/AndroidManifest.fragment.xml";

/// Every element as `parent/name` with its attributes and its text.
struct Element {
    path: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

fn elements(text: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(text);
    let (mut found, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("it is well formed") {
            Event::Start(start) => {
                open.push(found.len());
                let parent = open.iter().rev().nth(1).map(|at| found[*at].path.clone());
                found.push(element(&start, parent));
            }
            Event::Empty(start) => {
                let parent = open.last().map(|at| found[*at].path.clone());
                found.push(element(&start, parent));
            }
            Event::Text(inner) => {
                if let Some(at) = open.last() {
                    found[*at].text.push_str(&inner);
                }
            }
            Event::GeneralRef(name) => {
                let sign =
                    quick_xml::escape::resolve_xml_entity(&name).expect("it is one of XML's own");
                if let Some(at) = open.last() {
                    found[*at].text.push_str(sign);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn element(start: &BytesStart<'_>, parent: Option<String>) -> Element {
    let name = start.name().as_ref().to_owned();
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("it is well formed");
        let key = attribute.key.as_ref().to_owned();
        (key, attribute.value.into_owned())
    });
    Element {
        path: parent.map_or(name.clone(), |parent| format!("{parent}/{name}")),
        attributes: attributes.collect(),
        text: String::new(),
    }
}

/// A string as Android shows it.
pub(crate) fn string(text: &str, name: &str) -> String {
    let elements = elements(text);
    let found = elements
        .iter()
        .find(|element| element.get("name") == Some(name));
    let mut read = String::new();
    let mut signs = found.expect("it is there").text.chars();
    while let Some(sign) = signs.next() {
        read.push(match sign {
            '\\' => match signs.next().expect("it escapes something") {
                'n' => '\n',
                't' => '\t',
                other => other,
            },
            '@' | '?' if read.is_empty() => panic!("it reads as a reference"),
            '\'' | '"' => panic!("it is taken for quotation"),
            other => other,
        });
    }
    read
}

fn removed(toml: &str) -> Vec<String> {
    let text = text(toml, MANIFEST);
    let elements = elements(&text);
    let removed = elements
        .iter()
        .filter(|element| element.get("tools:node") == Some("remove"));
    removed
        .filter_map(|element| element.get("android:name").map(str::to_owned))
        .collect()
}

#[test]
fn every_vendor_is_off_until_a_choice() {
    let text = text(SMALL, MANIFEST);
    let elements = elements(&text);
    for flag in ANDROID_FALSE {
        let found = elements.iter().find(|element| {
            element.path == "manifest/application/meta-data"
                && element.get("android:name") == Some(flag)
        });
        assert_eq!(
            found.and_then(|found| found.get("android:value")),
            Some("false"),
            "{flag}"
        );
    }
    for provider in ANDROID_AUTO_INIT {
        assert!(
            removed(SMALL).iter().any(|name| name == provider),
            "{provider}"
        );
    }
}

#[test]
fn a_library_permission_stays_only_with_a_reason() {
    let (ads, contacts) = (
        "com.google.android.gms.permission.AD_ID",
        "android.permission.READ_CONTACTS",
    );
    let names = removed(SMALL);
    assert!(names.contains(&ads.to_owned()) && names.contains(&contacts.to_owned()));
    let kept = format!(
        "[stores]\nkeep_permissions = [{{ name = \"{contacts}\", reason = \"It backs contacts up\" }}]\n[limits]"
    );
    let names = removed(&with("[limits]", &kept));
    assert!(names.contains(&ads.to_owned()) && !names.contains(&contacts.to_owned()));
}

#[test]
fn notifications_are_asked_for_only_with_push() {
    let asks = |toml| text(toml, MANIFEST).contains("android.permission.POST_NOTIFICATIONS");
    assert!(asks(ON_CALL) && !asks(SMALL));
}

#[test]
fn contacts_are_written_only_where_the_policy_says_so() {
    let asks = |toml: &str| text(toml, MANIFEST).contains("android.permission.WRITE_CONTACTS");
    assert!(!asks(ON_CALL) && !asks(SMALL));
    assert!(asks(&with(
        "card_numbers =",
        "card_direct = true\ncard_numbers ="
    )));
}

#[test]
fn no_way_of_copying_takes_our_files_along() {
    let rules = text(
        SMALL,
        "android/src/main/res/xml/sordino_data_extraction_rules.xml",
    );
    let rules = elements(&rules);
    let legacy = text(SMALL, "android/src/main/res/xml/sordino_backup_rules.xml");
    let legacy = elements(&legacy);
    let excludes = |elements: &[Element], parent: &str| {
        EXCLUDED.iter().all(|(domain, path)| {
            elements.iter().any(|element| {
                element.path == format!("{parent}/exclude")
                    && element.get("domain") == Some(domain)
                    && element.get("path") == Some(path)
            })
        })
    };
    for section in SECTIONS {
        assert!(
            excludes(&rules, &format!("data-extraction-rules/{section}")),
            "{section}"
        );
    }
    assert!(excludes(&legacy, "full-backup-content"));
    let platform = rules.iter().find_map(|element| element.get("platform"));
    assert_eq!(platform, Some("ios"));
}

#[test]
fn each_locale_has_the_same_strings() {
    let names = |folder: &str| -> Vec<String> {
        let text = text(
            ON_CALL,
            &format!("android/src/main/res/{folder}/sordino_strings.xml"),
        );
        let elements = elements(&text);
        elements
            .iter()
            .filter_map(|element| element.get("name").map(str::to_owned))
            .collect()
    };
    assert_eq!(names("values"), names("values-de"));
    assert!(names("values").contains(&"sordino_permission_contacts_rationale".to_owned()));
    assert!(names("values").contains(&"sordino_purpose_crash_reports_text".to_owned()));
}

#[test]
fn a_text_reads_as_written_on_android() {
    let hostile = r#"@We note 5 % of "it's" 1 < 3 &amp; C:\\new"#;
    let toml = with(
        "We note which pages are opened.",
        &hostile.replace('\\', "\\\\").replace('"', "\\\""),
    );
    let text = text(&toml, "android/src/main/res/values/sordino_strings.xml");
    assert_eq!(string(&text, "sordino_purpose_usage_text"), hostile);
}

#[test]
fn an_organisation_is_offered_each_purpose_it_may_close() {
    let list = text(
        ON_CALL,
        "android/src/main/res/xml/sordino_app_restrictions.xml",
    );
    let restrictions = elements(&list);
    let restrictions = restrictions
        .iter()
        .filter(|one| one.path == "restrictions/restriction");
    let keys: Vec<_> = restrictions
        .map(|one| {
            assert_eq!(one.get("android:restrictionType"), Some("bool"));
            assert_eq!(
                one.get("android:defaultValue"),
                Some("true"),
                "off is never the default"
            );
            one.get("android:key").unwrap_or_default().to_owned()
        })
        .collect();
    let listed = [
        "crash_reports",
        "event_tracking",
        "contacts_card",
        "push_service_alerts",
    ];
    assert_eq!(keys, listed.map(|purpose| format!("sordino_{purpose}")));
}
