//! One line of an Apple stack, as `callStackSymbols` and crash reports print it.
//!
//! `3   IMAGE   0x00000001048f1e2c SYMBOL + 308 (FILE:LINE)`, or `LOAD-ADDRESS + OFFSET` where no symbol is known.

use super::trace::{Frame, Image};

/// A frame and, where the line tells it, the address at which its image was loaded.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) frame: Frame,
    pub(super) loaded_at: Option<u64>,
}

/// The call's number and the call; none if the line is something else.
pub(super) fn call(line: &str) -> Option<(u64, Call)> {
    let (number, rest) = line.trim_start().split_once([' ', '\t'])?;
    let number = number.parse().ok()?;
    // Names of images may hold spaces, so the address is what the line is read around.
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let (at, _) = rest
        .match_indices("0x")
        .find(|&(at, _)| at > 0 && rest.as_bytes().get(at - 1).is_some_and(blank))?;
    let image = rest[..at].trim();
    let (hex, symbol) = rest[at + 2..]
        .split_once([' ', '\t'])
        .unwrap_or((&rest[at + 2..], ""));
    let address = u64::from_str_radix(hex, 16).ok()?;
    if image.is_empty() {
        return None;
    }

    let (symbol, file, line) = place(symbol.trim());
    let name = match symbol.rsplit_once(" + ") {
        Some((name, digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => symbol,
    };
    let loaded_at = hexadecimal(name);
    // An image without symbols is named again in a symbol's place.
    let is_named = !name.is_empty() && name != image && loaded_at.is_none();
    let function = is_named.then(|| name.to_owned());
    let frame = Frame {
        function,
        // `???` is an address that lies in no image.
        package: (image != "???").then(|| image.to_owned()),
        file,
        line,
        address: Some(address),
        ..Frame::default()
    };
    Some((
        number,
        Call {
            frame,
            loaded_at: loaded_at.filter(|&address| address > 0),
        },
    ))
}

/// Reads `0x104a3c000 - 0x104c1bfff [+]NAME ARCHITECTURE <UUID> PATH`: the image, and the last address that lies in it.
pub(super) fn image(line: &str) -> Option<(u64, Image)> {
    let (address, rest) = line.trim().split_once(" - ")?;
    let address = hexadecimal(address.trim())?;
    let (last, rest) = rest.trim_start().split_once(' ')?;
    let (described, rest) = rest.split_once('<')?;
    let (id, _) = rest.split_once('>')?;
    let (name, _architecture) = described.trim().rsplit_once(' ')?;
    let image = Image {
        file: name.trim().trim_start_matches('+').to_owned(),
        debug_id: Some(id.to_owned()),
        address: Some(address),
    };
    Some((hexadecimal(last.trim()).unwrap_or(address), image))
}

/// `0x1a2b` as a number.
pub(super) fn hexadecimal(text: &str) -> Option<u64> {
    u64::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}

/// Splits `SYMBOL (FILE:LINE)`.
fn place(symbol: &str) -> (&str, Option<String>, Option<u64>) {
    let split = symbol
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("));
    let place = split.and_then(|(name, place)| {
        let (file, line) = place.rsplit_once(':')?;
        Some((name, file.to_owned(), line.parse().ok()?))
    });
    place.map_or((symbol, None, None), |(name, file, line)| {
        (name, Some(file), Some(line))
    })
}
