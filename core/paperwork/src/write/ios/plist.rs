//! A property list with a comment at its head.

use plist::Dictionary;

const ROOT: &str = "<plist ";

/// `dictionary` as an XML property list.
pub(super) fn xml(dictionary: Dictionary, head: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    plist::Value::Dictionary(dictionary)
        .to_writer_xml(&mut bytes)
        .expect("a dictionary of text, booleans and lists can be written to memory");
    let text = String::from_utf8(bytes).expect("XML is written as UTF-8");
    let text = text.replacen(ROOT, &format!("<!-- {head} -->\n{ROOT}"), 1);
    let mut bytes = text.into_bytes();
    bytes.push(b'\n');
    bytes
}
