//! What goes into the Android module.

mod backup;
mod manifest;
mod restrictions;
mod strings;
mod xml;

use std::collections::BTreeMap;

use sordino_policy::Compiled;

use super::header::header;
use backup::{LEGACY, RULES};
use restrictions::RESTRICTIONS;

pub(super) fn write(compiled: &Compiled, files: &mut BTreeMap<String, Vec<u8>>) {
    let (policy, head) = (&compiled.policy, header(&compiled.policy));
    let mut add = |path: String, bytes| files.insert(format!("android/src/main/{path}"), bytes);
    add(
        "AndroidManifest.fragment.xml".into(),
        manifest::write(compiled, &head),
    );
    add(format!("res/xml/{RULES}.xml"), backup::rules(&head));
    add(format!("res/xml/{LEGACY}.xml"), backup::legacy(&head));
    if let Some(list) = restrictions::write(policy, &head) {
        add(format!("res/xml/{RESTRICTIONS}.xml"), list);
    }
    for (index, locale) in policy.locales.iter().enumerate() {
        let folder = if index == 0 {
            "values".to_owned()
        } else {
            strings::folder(locale)
        };
        let path = format!("res/{folder}/sordino_strings.xml");
        add(path, strings::write(policy, locale, &head));
    }
}
