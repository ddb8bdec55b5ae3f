//! One line of an Android native stack, which tombstones and ANR traces share.
//!
//! `#01 pc 000000000004c8ac  /FOLDER/LIBRARY (FUNCTION+OFFSET) (BuildId: HEX)`

use super::bounds::Images;
use super::trace::{Frame, Image};

/// Reads the line and notes its image; none if the line is something else.
pub(super) fn frame(line: &str, images: &mut Images) -> Option<Frame> {
    let rest = line
        .strip_prefix('#')?
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start().strip_prefix("pc ")?.trim_start();
    let (hex, rest) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    let address = u64::from_str_radix(hex.trim_start_matches("0x"), 16).ok()?;

    let mut path = rest.trim();
    let (mut function, mut build_id) = (None, None);
    while let Some((before, group)) = group_at_end(path) {
        if let Some(id) = group.strip_prefix("BuildId: ") {
            build_id = Some(id);
        } else if group.starts_with("offset ") {
            // Where in an archive the library begins; the address is relative to the library.
        } else if group == "deleted" || function.is_some() {
            break;
        } else {
            function = Some(without_offset(group));
        }
        path = before;
    }
    Some(native(address, function, path, build_id, images))
}

/// A frame from its parts, as the binary tombstone names them. Empty parts count as missing.
pub(super) fn native(
    address: u64,
    function: Option<&str>,
    path: &str,
    build_id: Option<&str>,
    images: &mut Images,
) -> Frame {
    let name = if is_named(path.trim()) {
        file_name(path)
    } else {
        ""
    };
    if let Some(id) = build_id.filter(|id| !id.is_empty()) {
        images.add(Image {
            file: name.to_owned(),
            debug_id: Some(id.to_owned()),
            address: None,
        });
    }
    Frame {
        function: function.filter(|name| is_named(name)).map(str::to_owned),
        package: (!name.is_empty()).then(|| name.to_owned()),
        offset: Some(address),
        ..Frame::default()
    }
}

/// Unwinders write `???` and `<unknown>` where they know nothing.
fn is_named(name: &str) -> bool {
    !matches!(name, "" | "???" | "<unknown>")
}

/// The last group in brackets that stands apart, and what is before it. Names of C++ functions hold brackets too.
fn group_at_end(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1;
    let open = inner.bytes().rposition(|byte| {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let before = text[..open].strip_suffix(' ')?;
    Some((before.trim_end(), &inner[open + 1..]))
}

fn without_offset(symbol: &str) -> &str {
    match symbol.rsplit_once('+') {
        Some((name, digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => symbol,
    }
}

/// The folder of an installed app is drawn at random for each device, so the name alone is kept.
fn file_name(path: &str) -> &str {
    if path.starts_with(['[', '<']) {
        let word = path.split_whitespace().next().unwrap_or(path);
        return word.trim_matches(['[', ']', '<', '>']);
    }
    path.rsplit('/').next().unwrap_or(path)
}
