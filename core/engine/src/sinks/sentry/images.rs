//! The images of an event: libraries, and the files that name the calls of a build.

use sentry_types::protocol::v7::{DebugImage, ProguardDebugImage, SymbolicDebugImage};
use sentry_types::{DebugId, Uuid};
use serde_json::{Value as Json, json};

use super::script::{is_script, uploaded_as};
use crate::minimise::Stored;
use crate::sinks::members::{address, find, list, member, text};
use crate::value::Value;

/// The name under which a crash report keeps the id of R8's mapping.
const MAPPING: &str = "mapping.txt";

/// The images that are sent. An offset names its library by its place among them, so libraries come first.
pub(super) struct Images {
    libraries: Vec<(String, SymbolicDebugImage)>,
    mappings: Vec<Uuid>,
    source_maps: Vec<Json>,
}

impl Images {
    pub(super) fn of(record: &Stored<'_>) -> Self {
        let elf = has_offsets(record);
        let mut images = Self {
            libraries: Vec::new(),
            mappings: Vec::new(),
            source_maps: Vec::new(),
        };
        for value in list(find(record, "images")) {
            images.take(value, elf);
        }
        images
    }

    fn take(&mut self, value: &Value<'_>, elf: bool) {
        let Some(id) = text(member(value, "image_debug_id")) else {
            return;
        };
        let name = text(member(value, "image_file")).unwrap_or_default();
        if name == MAPPING {
            self.mappings.extend(mapping_id(&id));
        } else if is_script(&name) {
            if let Some(id) = debug_id(&id, false) {
                let map =
                    json!({"type": "sourcemap", "code_file": uploaded_as(&name), "debug_id": id});
                self.source_maps.push(map);
            }
        } else if let Some(debug_id) = debug_id(&id, elf || name.ends_with(".so")) {
            let library = SymbolicDebugImage {
                name: name.clone(),
                arch: None,
                image_addr: address(member(value, "image_address"))
                    .unwrap_or_default()
                    .into(),
                image_size: 0,
                image_vmaddr: 0.into(),
                id: debug_id,
                code_id: id.parse().ok(),
                debug_file: None,
            };
            self.libraries.push((name, library));
        }
    }

    /// Where a library stands among the images.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.libraries.iter().position(|(known, _)| known == name)
    }

    /// The images of which the protocol's types know, and the source maps, of which they do not.
    pub(super) fn into_parts(self) -> (Vec<DebugImage>, Vec<Json>) {
        let libraries = self.libraries.into_iter();
        let libraries = libraries.map(|(_, library)| DebugImage::Symbolic(library));
        let mappings = self.mappings.into_iter();
        let mappings = mappings.map(|uuid| DebugImage::Proguard(ProguardDebugImage { uuid }));
        (libraries.chain(mappings).collect(), self.source_maps)
    }
}

/// Offsets into libraries come from Android, whose build ids are ELF's.
fn has_offsets(record: &Stored<'_>) -> bool {
    let holders = list(find(record, "exceptions")).chain(list(find(record, "threads")));
    let mut frames = holders.flat_map(|holder| list(member(holder, "frames")));
    frames.any(|frame| {
        member(frame, "stack_offset").is_some() && member(frame, "stack_file").is_none()
    })
}

/// A UUID as it is; of R8's own id the first 16 bytes, filled up with zeros.
fn mapping_id(id: &str) -> Option<Uuid> {
    if id.len() == 36 {
        return Uuid::parse_str(id).ok();
    }
    let digits = id.get(..id.len().min(32))?;
    Uuid::parse_str(&format!("{digits:0<32}")).ok()
}

/// A UUID as it is; an ELF build id by Breakpad's rule: its first 16 bytes, the first three fields
/// in the other byte order.
fn debug_id(text: &str, elf: bool) -> Option<DebugId> {
    let uuid = Uuid::parse_str(text).ok();
    if let Some(uuid) = uuid.filter(|_| !elf || text.len() == 36) {
        return Some(DebugId::from_uuid(uuid));
    }
    let digits = text.as_bytes();
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    (digits.len() >= 8).then(|| DebugId::from_uuid(Uuid::from_bytes_le(bytes)))
}
