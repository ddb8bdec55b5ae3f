//! Apple's formats as a fuzzer calls them.

use super::localized::is_readable;
use super::openstep::parse;
use super::pbxproj::Pbxproj;
use super::property_list::PropertyList;
use crate::read::tree::Tree;

pub(crate) fn project(text: &str, tree: &Tree) {
    let _ = parse(text);
    let _ = is_readable(tree, "InfoPlist.strings");
    if let Some(project) = Pbxproj::parse("K.xcodeproj/project.pbxproj", text) {
        let _ = project.development_region();
        for target in project.targets(tree) {
            let settings = target.configurations.first();
            let _ = settings.and_then(|settings| settings.get("INFOPLIST_FILE"));
        }
    }
}

pub(crate) fn plist(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    if let Some(list) = PropertyList::parse("Info.plist", bytes.to_vec(), text) {
        let keys: Vec<String> = list
            .dictionary()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys.iter().take(8) {
            let _ = list.line_of(key);
        }
        let _ = list.key_lines();
    }
}
