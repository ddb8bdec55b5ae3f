//! What goes into the Android module.

mod backup;
mod manifest;
mod strings;
mod xml;

use std::collections::BTreeMap;

use sordino_policy::Compiled;

use super::header::header;

pub(super) fn write(compiled: &Compiled, files: &mut BTreeMap<String, Vec<u8>>) {
    let (policy, head) = (&compiled.policy, header(&compiled.policy));
    let mut add = |path: String, bytes| files.insert(format!("android/src/main/{path}"), bytes);
    add(
        "AndroidManifest.fragment.xml".into(),
        manifest::write(compiled, &head),
    );
    add(
        "res/xml/data_extraction_rules.xml".into(),
        backup::rules(&head),
    );
    add(
        "res/xml/full_backup_content.xml".into(),
        backup::legacy(&head),
    );
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
