//! Byte classes: one table look-up tells what a byte can be part of.

pub(crate) const LETTER: u8 = 1;
pub(crate) const DIGIT: u8 = 2;
pub(crate) const HEX_LETTER: u8 = 4;
pub(crate) const UPPER: u8 = 8;
pub(crate) const UNDERSCORE: u8 = 16;
/// Any byte of a character outside ASCII.
pub(crate) const HIGH: u8 = 32;
/// A byte at which a matcher may begin that is not part of a word.
pub(crate) const ANCHOR: u8 = 64;
/// A byte of a word that is no hexadecimal digit.
pub(crate) const NOT_HEX: u8 = 128;
/// No class that only letters, digits and underscores have is greater, so one comparison tells most of a word.
pub(crate) const PLAIN: u8 = ANCHOR - 1;
pub(crate) const WORD: u8 = LETTER | DIGIT | UNDERSCORE | HIGH;

pub(crate) static CLASS: [u8; 256] = table();

const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = match b {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'f' => LETTER | HEX_LETTER,
            b'A'..=b'F' => LETTER | HEX_LETTER | UPPER,
            b'g'..=b'z' => LETTER | NOT_HEX,
            b'G'..=b'Z' => LETTER | UPPER | NOT_HEX,
            b'_' => UNDERSCORE | NOT_HEX,
            b'@' | b':' | b'=' | b'%' | b'+' | b'-' | b'/' | b'\\' | b'[' | b'(' | b'>' | b'\t'
            | b'|' | b'\n' => ANCHOR,
            // The first bytes of `„“–…` and `«»`: not all that begins with them is a letter.
            0xc2 | 0xe2 => HIGH | ANCHOR | NOT_HEX,
            0x80.. => HIGH | NOT_HEX,
            _ => 0,
        };
        byte += 1;
    }
    table
}

pub(crate) fn of(byte: u8) -> u8 {
    CLASS[usize::from(byte)]
}

pub(crate) fn is_word(byte: u8) -> bool {
    of(byte) & WORD != 0
}

pub(crate) fn is_alnum(byte: u8) -> bool {
    of(byte) & (LETTER | DIGIT) != 0
}

pub(crate) fn is_hex(byte: u8) -> bool {
    of(byte) & (HEX_LETTER | DIGIT) != 0
}
