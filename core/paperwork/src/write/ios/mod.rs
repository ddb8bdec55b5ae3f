//! What goes into the Xcode project.

mod info_plist;
mod nutrition;
mod plist;
mod privacy_info;
mod purpose_strings;

use std::collections::BTreeMap;

use sordino_policy::Compiled;

use super::header::header;
use crate::declaration::Declaration;

pub(super) fn write(
    compiled: &Compiled,
    declaration: &Declaration,
    files: &mut BTreeMap<String, Vec<u8>>,
) {
    let (policy, head) = (&compiled.policy, header(&compiled.policy));
    let mut add = |path: &str, bytes| files.insert(format!("ios/{path}"), bytes);
    add("Info.fragment.plist", info_plist::write(compiled, &head));
    add("InfoPlist.xcstrings", purpose_strings::catalog(policy));
    for locale in &policy.locales {
        let path = format!("{locale}.lproj/InfoPlist.strings");
        add(&path, purpose_strings::table(policy, locale, &head));
    }
    add(
        "app/PrivacyInfo.xcprivacy",
        privacy_info::write(&declaration.app, &head),
    );
    add(
        "sdk/PrivacyInfo.xcprivacy",
        privacy_info::write(&declaration.library, &head),
    );
    add(
        "app_privacy_details.json",
        nutrition::write(&declaration.app),
    );
}
