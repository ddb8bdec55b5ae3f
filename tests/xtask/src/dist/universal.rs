//! One library for several processors: Apple's universal file, put together without Apple's `lipo`.
//!
//! A header (`<mach-o/fat.h>`) and then each processor's library as it is. All numbers are of four bytes, big-endian.

use std::fs;
use std::path::Path;

use object::Architecture;

use crate::log::Trouble;

/// A processor, by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Processor {
    Arm64,
    X86_64,
}

impl Processor {
    /// Apple's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86_64 => "x86_64",
        }
    }

    /// As a reader of libraries names it.
    pub(super) fn architecture(self) -> Architecture {
        match self {
            Self::Arm64 => Architecture::Aarch64,
            Self::X86_64 => Architecture::X86_64,
        }
    }

    /// `cputype` and `cpusubtype` of `<mach/machine.h>`: every processor of the kind.
    fn numbers(self) -> [u32; 2] {
        match self {
            Self::Arm64 => [0x0100_000c, 0],
            Self::X86_64 => [0x0100_0007, 3],
        }
    }
}

const MAGIC: u32 = 0xcafe_babe;
const HEADER: usize = 8;
const ENTRY: usize = 20;
/// Each part begins at a multiple of two to the power of this, as `lipo` has it for archives of 64-bit objects.
const ALIGNMENT: u32 = 3;

/// Writes the libraries of `parts` as one file; a single one as it is.
pub(super) fn write(parts: &[(Processor, Vec<u8>)], to: &Path) -> Result<(), Trouble> {
    let bytes = match parts {
        [(_, alone)] => alone.clone(),
        _ => joined(parts)
            .ok_or_else(|| Trouble("the libraries are too large for one universal file".into()))?,
    };
    Ok(fs::write(to, bytes)?)
}

/// None if an offset does not fit into four bytes.
fn joined(parts: &[(Processor, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut header = Vec::new();
    let mut put = |number: u32| header.extend(number.to_be_bytes());
    put(MAGIC);
    put(u32::try_from(parts.len()).ok()?);
    let mut end = HEADER + parts.len() * ENTRY;
    let mut offsets = Vec::new();
    for (processor, library) in parts {
        let offset = end.next_multiple_of(1 << ALIGNMENT);
        end = offset + library.len();
        offsets.push(offset);
        processor.numbers().into_iter().for_each(&mut put);
        put(u32::try_from(offset).ok()?);
        put(u32::try_from(library.len()).ok()?);
        put(ALIGNMENT);
    }
    let mut file = header;
    for ((_, library), offset) in parts.iter().zip(offsets) {
        file.resize(offset, 0);
        file.extend(library);
    }
    Some(file)
}

#[cfg(test)]
mod tests {
    use object::Architecture;
    use object::read::macho::{FatArch, MachOFatFile32};

    use super::{Processor, joined};

    #[test]
    fn each_processors_library_is_read_back() {
        let parts = [
            (Processor::X86_64, b"seven b".to_vec()),
            (Processor::Arm64, b"another one".to_vec()),
        ];
        let bytes = joined(&parts).expect("it is small");
        let file = MachOFatFile32::parse(bytes.as_slice()).expect("it is universal");
        let read: Vec<_> = file
            .arches()
            .iter()
            .map(|part| {
                (
                    part.architecture(),
                    part.data(bytes.as_slice()).expect("it is whole").to_vec(),
                )
            })
            .collect();
        let [(_, first), (_, second)] = parts;
        assert_eq!(
            read,
            [
                (Architecture::X86_64, first),
                (Architecture::Aarch64, second)
            ]
        );
    }
}
