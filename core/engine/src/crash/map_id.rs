//! Ids of the files that name the calls of a build, in the lines that hand them over.
//!
//! What no stack holds, the app may hand over in a line of its own before the stack, in the form in which tools write
//! it. `//# debugId=UUID` names the source map of a JavaScript bundle; R8's mapping is read in `jvm_mapping.rs`.

const LONGEST: usize = 64;

/// Returns the source map's id that a line hands over.
pub(super) fn of_bundle(line: &str) -> Option<&str> {
    const KEYS: [&str; 3] = ["debugid", "sourcemapid", "sourcemapdebugid"];
    let (key, id) = pair(line)?;
    (KEYS.contains(&key.as_str()) && is_id(id, 32)).then_some(id)
}

/// `KEY: VALUE` or `KEY=VALUE`, the key without case and signs.
pub(super) fn pair(line: &str) -> Option<(String, &str)> {
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
pub(super) fn is_id(text: &str, least: usize) -> bool {
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
    fn only_well_formed_bundle_ids_are_taken() {
        let uuid = "5a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        assert_eq!(of_bundle(&format!("//# debugId={uuid}")), Some(uuid));
        for line in [
            "debugId=4930231251",
            "debug id: 49 30 23125118",
            "# pg_map_id: 5a1b2c3",
            "mapping id: 5a1b2c3d4e5f60718293a4b5c6d7e8f9",
        ] {
            assert!(of_bundle(line).is_none(), "{line}");
        }
    }
}
