//! What `--fix` writes into an XML property list.

use crate::check::finding::Edit;
use crate::check::ios::property_list::PropertyList;
use crate::check::tree::Tree;

/// Sets a flag at the top of a list to false. None where the file is not plain XML in UTF-8, or the key
/// has another kind of value.
pub(super) fn set_false(tree: &Tree, list: &PropertyList, key: &str) -> Option<Edit> {
    let bytes = tree.bytes(&list.path)?;
    // Only where text and file are the same bytes do places in the one hold for the other.
    if bytes != list.text.as_bytes() || !list.text.contains("</plist>") {
        return None;
    }
    let text = &list.text;
    let (start, end, with) = match text.find(&format!("<key>{key}</key>")) {
        Some(at) => {
            let after = at + text[at..].find("</key>")? + "</key>".len();
            let skipped = text[after..].len() - text[after..].trim_start().len();
            let start = after + skipped;
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
            (line, line, format!("\t<key>{key}</key>\n\t<false/>\n"))
        }
    };
    Some(Edit {
        file: list.path.clone(),
        start,
        end,
        with,
    })
}
