//! Values that must not leave, in every form in which they could.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value as Json;
use sha2::Digest;

use super::day::{Line, What};
use super::device::DEVICE_ID;

/// Below this many digits a number is found everywhere.
const DIGITS: usize = 7;
/// Shorter values are found in ordinary text.
const SHORTEST: usize = 4;

/// Shorter values are looked for in their own case only.
const CASED: usize = 6;

/// A value in the message of the demo's own panic.
pub(crate) const OF_THE_PANIC: &str = "ida.panicke@example.org";

/// Every personal value of a day: planted, or under a key that ends in id, name, email or phone; and
/// how many more are too short to be searched for.
pub(crate) fn values(day: &[Line]) -> (BTreeSet<String>, usize) {
    let mut values = BTreeSet::from([DEVICE_ID, OF_THE_PANIC].map(str::to_owned));
    for line in day {
        match &line.what {
            What::Event {
                properties,
                planted,
                ..
            } => {
                values.extend(planted.iter().cloned());
                for (key, value) in properties {
                    under_key(key, value, &mut values);
                }
            }
            What::Crash { planted, .. } => values.extend(planted.iter().cloned()),
            What::SignIn {
                user_id,
                customer_id,
                values: known,
            } => {
                values.insert(user_id.clone());
                values.extend(customer_id.iter().cloned());
                values.extend(known.iter().cloned());
            }
            _ => {}
        }
    }
    let all = values.len();
    values.retain(|value| value.chars().count() >= SHORTEST);
    let too_short = all - values.len();
    (values, too_short)
}

fn under_key(key: &str, value: &Json, values: &mut BTreeSet<String>) {
    match value {
        Json::Object(members) => {
            members
                .iter()
                .for_each(|(key, member)| under_key(key, member, values));
        }
        Json::Array(items) => items.iter().for_each(|item| under_key(key, item, values)),
        leaf => {
            let key = key.to_ascii_lowercase();
            if ["id", "name", "email", "phone"]
                .iter()
                .any(|ending| key.ends_with(ending))
            {
                values.insert(match leaf {
                    Json::String(text) => text.clone(),
                    other => other.to_string(),
                });
            }
        }
    }
}

/// The forms of one value, each with its name.
pub(crate) fn forms(value: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = value.as_bytes();
    let mut forms: Vec<(&'static str, Vec<u8>)> = vec![("plain", bytes.to_vec())];
    let json = Json::from(value).to_string();
    forms.push(("JSON", json.as_bytes()[1..json.len() - 1].to_vec()));
    forms.push(("JSON", escaped(value).into_bytes()));
    forms.push(("JSON", escaped(value).replace('/', "\\/").into_bytes()));
    if value.chars().count() >= CASED {
        forms.push(("lower case", value.to_lowercase().into_bytes()));
        forms.push(("upper case", value.to_uppercase().into_bytes()));
    }
    forms.push(("percent", percent(bytes).into_bytes()));
    forms.push(("percent", percent(bytes).to_lowercase().into_bytes()));
    forms.push(("plus", percent(bytes).replace("%20", "+").into_bytes()));
    forms.push(("hex", hex(bytes).into_bytes()));
    forms.push(("hex", hex(bytes).to_uppercase().into_bytes()));
    for offset in 0..3 {
        forms.push(("base64", base64_inside(bytes, offset, false)));
        forms.push(("base64", base64_inside(bytes, offset, true)));
    }
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= DIGITS {
        forms.push(("digits", digits.into_bytes()));
    }
    // Addresses are often hashed in lower case.
    for text in [value.to_owned(), value.to_lowercase()] {
        let bytes = text.as_bytes();
        for digest in [
            md5::Md5::digest(bytes).to_vec(),
            sha1::Sha1::digest(bytes).to_vec(),
            sha2::Sha256::digest(bytes).to_vec(),
        ] {
            forms.push(("hash", hex(&digest).to_uppercase().into_bytes()));
            forms.push(("hash", hex(&digest).into_bytes()));
            forms.push(("hash", STANDARD_NO_PAD.encode(&digest).into_bytes()));
            forms.push(("hash", digest));
        }
    }
    forms.retain(|(_, form)| form.len() >= SHORTEST);
    forms.sort();
    forms.dedup_by(|one, other| one.1 == other.1);
    forms
}

/// As a JSON writer spells it that trusts nobody with more than ASCII.
fn escaped(value: &str) -> String {
    let json = Json::from(value).to_string();
    let mut escaped = String::new();
    for c in json[1..json.len() - 1].chars() {
        match c.is_ascii() {
            true => escaped.push(c),
            false => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    escaped
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn percent(bytes: &[u8]) -> String {
    let unreserved = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    bytes
        .iter()
        .map(|byte| match unreserved(byte) {
            true => char::from(*byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// What stays the same of a value's base64 when it stands at an offset of 0, 1 or 2 bytes.
fn base64_inside(bytes: &[u8], offset: usize, url: bool) -> Vec<u8> {
    let mut shifted = vec![0; offset];
    shifted.extend_from_slice(bytes);
    let encoded = match url {
        true => URL_SAFE_NO_PAD.encode(&shifted),
        false => STANDARD_NO_PAD.encode(&shifted),
    };
    // The first characters hold bits of what stands before, the last of what follows.
    let start = (offset * 8).div_ceil(6);
    let end = shifted.len() * 8 / 6;
    encoded.as_bytes()[start.min(end)..end].to_vec()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::{base64_inside, forms};

    #[test]
    fn a_value_is_found_in_base64_anywhere() {
        for (offset, around) in ["", "x", "xy"].iter().enumerate() {
            let encoded = STANDARD.encode(format!("{around}anna@example.org and more"));
            let inside = base64_inside(b"anna@example.org", offset, false);
            let inside = String::from_utf8(inside).expect("base64 is ASCII");
            assert!(encoded.contains(&inside), "{encoded} {inside}");
            assert!(inside.len() > 15, "{inside}");
        }
    }

    #[test]
    fn a_telephone_number_is_searched_in_all_forms() {
        let forms = forms("+49 30 23125 417");
        let has = |wanted: &str| forms.iter().any(|(_, form)| form == wanted.as_bytes());
        assert!(has("493023125417"));
        assert!(has("%2B49%2030%2023125%20417"));
        assert!(has("2b343920333020323331323520343137"));
    }

    #[test]
    fn a_name_is_searched_however_json_spells_it() {
        let forms = forms("Zoë \"Zo\" 𝒵");
        let has = |wanted: &str| forms.iter().any(|(_, form)| form == wanted.as_bytes());
        assert!(has(r#"Zoë \"Zo\" 𝒵"#));
        assert!(has(r#"Zo\u00eb \"Zo\" \ud835\udcb5"#));
        assert!(has("zoë \"zo\" 𝒵"));
    }
}
