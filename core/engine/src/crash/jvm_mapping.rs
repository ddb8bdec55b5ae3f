//! The id of R8's mapping, the file that names the calls of an obfuscated build.
//!
//! R8 writes it into the file names of the calls, as `r8-map-id-HEX`; an app may hand it over in a line before the
//! stack, as `# pg_map_id: HEX` or `io.sentry.ProguardUuids=UUID`.

use super::map_id::{is_id, pair};
use super::trace::Image;

/// The name of the file that R8 writes.
const MAPPING: &str = "mapping.txt";
const IN_FILE_NAME: &str = "r8-map-id-";
const SHORTEST: usize = 7;

/// Returns the mapping's id that R8 wrote into the name of a file.
pub(super) fn in_file_name(file: &str) -> Option<Image> {
    let id = file.strip_prefix(IN_FILE_NAME)?;
    is_id(id, SHORTEST).then(|| mapping(id))
}

/// Returns the mapping's id that a line hands over.
pub(super) fn of_mapping(line: &str) -> Option<Image> {
    const KEYS: [&str; 5] = [
        "pgmapid",
        "r8mapid",
        "mappingid",
        "proguarduuid",
        "iosentryproguarduuids",
    ];
    let (key, id) = pair(line)?;
    let known = KEYS.contains(&key.as_str());
    let least = if key == "pgmapid" { SHORTEST } else { 32 };
    (known && is_id(id, least)).then(|| mapping(id))
}

fn mapping(id: &str) -> Image {
    Image {
        file: MAPPING.to_owned(),
        debug_id: Some(id.to_owned()),
        address: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_mapping_ids_are_taken() {
        let hex = "5a1b2c3d4e5f60718293a4b5c6d7e8f9";
        let uuid = "5a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        for line in [
            format!("# pg_map_id: {hex}"),
            "# pg_map_id: 5a1b2c3".to_owned(),
            format!("io.sentry.ProguardUuids={uuid}"),
            format!("mapping id: '{uuid}'"),
        ] {
            assert!(of_mapping(&line).is_some(), "{line}");
        }
        for line in [
            "mapping id: 4930231251",
            "mapping id: anna.keller",
            "# pg_map_id: none",
            "debugId=5a1b2c3d4e5f60718293a4b5c6d7e8f9",
        ] {
            assert!(of_mapping(line).is_none(), "{line}");
        }
        assert!(in_file_name("r8-map-id-keller").is_none());
        assert!(in_file_name("SourceFile").is_none());
    }
}
