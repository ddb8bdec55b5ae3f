//! Native libraries: how far apart their loadable segments are aligned.

use object::Endianness;
use object::elf::{EM_AARCH64, EM_X86_64, FileHeader64, PT_LOAD};
use object::read::elf::{FileHeader, ProgramHeader};

/// What a page of memory can be on a 64-bit device.
const PAGE: u64 = 16 * 1024;

/// The smallest alignment of a loadable segment, if it is smaller than 16 KB. `None` for what is
/// fine, not 64-bit, or no library.
pub(crate) fn too_small(bytes: &[u8]) -> Option<u64> {
    let header = FileHeader64::<Endianness>::parse(bytes).ok()?;
    let endian = header.endian().ok()?;
    if ![EM_AARCH64, EM_X86_64].contains(&header.e_machine(endian)) {
        return None;
    }
    let segments = header.program_headers(endian, bytes).ok()?;
    let loaded = segments
        .iter()
        .filter(|segment| segment.p_type(endian) == PT_LOAD);
    let smallest = loaded.map(|segment| segment.p_align(endian)).min()?;
    (smallest < PAGE).then_some(smallest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header and one loadable segment, of this machine and alignment.
    fn library(machine: u16, align: u64) -> Vec<u8> {
        let mut bytes = vec![0x7f, b'E', b'L', b'F', 2, 1, 1];
        bytes.resize(16, 0);
        bytes.extend(3_u16.to_le_bytes());
        bytes.extend(machine.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(0_u64.to_le_bytes());
        bytes.extend(64_u64.to_le_bytes());
        bytes.extend(0_u64.to_le_bytes());
        bytes.extend(0_u32.to_le_bytes());
        for half in [64_u16, 56, 1, 0, 0, 0] {
            bytes.extend(half.to_le_bytes());
        }
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(5_u32.to_le_bytes());
        for word in [0_u64, 0, 0, 0, 0, align] {
            bytes.extend(word.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn small_pages_are_found_on_64_bit_only() {
        assert_eq!(too_small(&library(183, 0x1000)), Some(0x1000));
        assert_eq!(too_small(&library(62, 0x1000)), Some(0x1000));
        assert_eq!(too_small(&library(183, 0x4000)), None);
        assert_eq!(too_small(b"\x7fELF\x01\x01\x01"), None);
        assert_eq!(too_small(b"not a library"), None);
        for end in 0..100 {
            too_small(&library(183, 0x1000)[..end]);
        }
    }
}
