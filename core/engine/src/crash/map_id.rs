//! Ids of the files that name the calls of a build: R8's mapping, the source map of a bundle.
//!
//! R8 writes the id of its mapping into the file names of the calls, as `r8-map-id-HEX`. What no stack holds, the app
//! may hand over in a line of its own before the stack, in the form in which tools write it:
//!
//! | line | names |
//! |---|---|
//! | `# pg_map_id: HEX`, `io.sentry.ProguardUuids=UUID` | R8's mapping |
//! | `//# debugId=UUID` | the source map of a JavaScript bundle |

use super::trace::Image;

/// The name of the file that R8 writes.
pub(super) const MAPPING: &str = "mapping.txt";
const IN_FILE_NAME: &str = "r8-map-id-";
const SHORTEST: usize = 7;
const LONGEST: usize = 64;

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

/// Returns the source map's id that a line hands over.
pub(super) fn of_bundle(line: &str) -> Option<&str> {
    const KEYS: [&str; 3] = ["debugid", "sourcemapid", "sourcemapdebugid"];
    let (key, id) = pair(line)?;
    (KEYS.contains(&key.as_str()) && is_id(id, 32)).then_some(id)
}

fn mapping(id: &str) -> Image {
    Image {
        file: MAPPING.to_owned(),
        debug_id: Some(id.to_owned()),
        address: None,
    }
}

/// `KEY: VALUE` or `KEY=VALUE`, the key without case and signs.
fn pair(line: &str) -> Option<(String, &str)> {
    const LONGEST_LINE: usize = 128;
    if line.len() > LONGEST_LINE {
        return None;
    }
    let (key, value) = line.split_once(['=', ':'])?;
    let key = key
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| char::from(byte.to_ascii_lowercase()));
    Some((key.collect(), value.trim().trim_matches('\'')))
}

/// Hexadecimal, with dashes only where a UUID has them: nothing else can be a value of a person.
fn is_id(text: &str, least: usize) -> bool {
    let plain = text.replace('-', "");
    let is_uuid = text.len() == 36 && plain.len() == 32;
    (is_uuid || plain.len() == text.len())
        && (least..=LONGEST).contains(&plain.len())
        && plain.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_ids_are_taken() {
        let hex = "5a1b2c3d4e5f60718293a4b5c6d7e8f9";
        let uuid = "5a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        for line in [
            format!("# pg_map_id: {hex}"),
            "# pg_map_id: 5a1b2c3".to_owned(),
            format!("io.sentry.ProguardUuids={uuid}"),
            format!("mapping id: '{uuid}'"),
        ] {
            assert!(of_mapping(&line).is_some(), "{line}");
            assert!(of_bundle(&line).is_none(), "{line}");
        }
        assert_eq!(of_bundle(&format!("//# debugId={uuid}")), Some(uuid));
        for line in [
            "mapping id: 4930231251",
            "mapping id: anna.keller",
            "# pg_map_id: none",
            "debugId=4930231251",
            "debug id: 49 30 23125118",
        ] {
            assert!(
                of_mapping(line).is_none() && of_bundle(line).is_none(),
                "{line}"
            );
        }
        assert!(in_file_name("r8-map-id-keller").is_none());
        assert!(in_file_name("SourceFile").is_none());
    }
}
