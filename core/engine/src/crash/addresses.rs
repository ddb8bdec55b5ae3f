//! A stack of which nothing but addresses is left, as builds without symbols print it.

use super::trace::{Exception, Frame, Trace};

/// Words that stand beside an address and say nothing.
const FILLERS: [&str; 9] = [
    "pc",
    "at",
    "ip",
    "-",
    "?",
    "??",
    "<unknown>",
    "<unresolved>",
    "frame",
];
/// No call lies below; a smaller number is an offset, a size or a code.
const LOWEST: u64 = 0x1000;

/// Returns the addresses of a line that holds nothing else; none for every other line.
///
/// Lines of registers and of memory name what they show, or have no `0x`.
pub(super) fn line(line: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for word in line.split([' ', '\t', ',']) {
        let word = word.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | ';'));
        if let Some(hex) = word.strip_prefix("0x") {
            match u64::from_str_radix(hex, 16) {
                Ok(address) if address >= LOWEST => found.push(address),
                _ => return Vec::new(),
            }
        } else if !word.is_empty() && !is_number(word) && !FILLERS.contains(&word) {
            return Vec::new();
        }
    }
    found
}

/// `0`, `#00`, `0:`: the number of a call, of at most four digits.
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches('#').trim_end_matches([':', '.']);
    digits.len() <= 4 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Gives a trace without any frame those that a text of addresses holds.
pub(super) fn fill(trace: &mut Trace, text: &str) {
    let framed = trace.exceptions.iter().any(|one| !one.frames.is_empty())
        || trace.threads.iter().any(|one| !one.frames.is_empty());
    if framed {
        return;
    }
    let mut frames = super::bounds::frames();
    for address in text.lines().flat_map(line) {
        frames.push(at(address));
    }
    let frames = frames.kept();
    match trace.exceptions.last_mut() {
        _ if frames.is_empty() => {}
        Some(exception) => exception.frames = frames,
        None => trace.exceptions.push(Exception {
            frames,
            ..Exception::default()
        }),
    }
}

/// A call of which nothing else is known.
pub(super) fn at(address: u64) -> Frame {
    Frame {
        address: Some(address),
        ..Frame::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_anything_beside_addresses_has_none() {
        for (text, count) in [
            ("(0x1a0c3e0ac 0x1994a1b24 0x104a51e2c)", 3),
            ("   4:     0x55d0c1a20f10", 1),
            ("  #00 pc 0x0000007b1b4d3000  <unknown>", 1),
            ("0x104a51e2c, 0x104a4f010", 2),
            ("    x0  0x6f2f6b6010  x1  0x616e6e612e6b656c", 0),
            ("    0000006f2f6b6010 616e6e612e6b656c", 0),
            ("asked by 0x616e6e61", 0),
            ("code 0x10", 0),
            ("4930231251", 0),
            ("", 0),
        ] {
            assert_eq!(line(text).len(), count, "{text}");
        }
    }
}
