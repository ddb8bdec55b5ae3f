//! What `--fix` writes into an XML property list.

use crate::finding::Edit;
use crate::read::ios::property_list::PropertyList;
use crate::read::tree::Tree;

/// Sets flags at the top of a list to false: one that is there, or all that are missing. None where the
/// file is not plain XML in UTF-8, or a key has another kind of value.
pub(super) fn set_false(tree: &Tree, list: &PropertyList, keys: &[&str]) -> Option<Edit> {
    let bytes = tree.bytes(&list.path)?;
    // Only where text and file are the same bytes do places in the one hold for the other.
    if bytes != list.text.as_bytes() || !list.text.contains("</plist>") {
        return None;
    }
    let text = &list.text;
    let here = keys
        .iter()
        .find_map(|key| text.find(&format!("<key>{key}</key>")));
    let (start, end, with) = match here {
        Some(_) if keys.len() > 1 => return None,
        Some(at) => {
            let after = at + text[at..].find("</key>")? + "</key>".len();
            let start = after + text[after..].len() - text[after..].trim_start().len();
            let value = [
                "<true/>",
                "<true />",
                "<string>YES</string>",
                "<string>true</string>",
            ]
            .into_iter()
            .find(|value| text[start..].starts_with(value))?;
            (start, start + value.len(), "<false/>".to_owned())
        }
        None => {
            let root = text.rfind("</dict>")?;
            let line = text[..root].rfind('\n').map_or(root, |at| at + 1);
            let flag = |key: &&str| format!("\t<key>{key}</key>\n\t<false/>\n");
            (line, line, keys.iter().map(flag).collect())
        }
    };
    Some(Edit {
        file: list.path.clone(),
        start,
        end,
        with,
        off: keys.iter().map(|key| (*key).to_owned()).collect(),
    })
}
