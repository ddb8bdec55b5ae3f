//! What a vendor's secret looks like. It is told by its form, and never repeated.

/// How a secret begins, how many of its signs follow at least, and what it is.
const FORMS: [(&str, usize, &str); 11] = [
    ("sntrys_", 40, "an organisation token of Sentry"),
    ("sntryu_", 40, "a user token of Sentry"),
    ("sgp_", 40, "an access token of Segment"),
    ("pat-eu1-", 30, "a private app's token of HubSpot"),
    ("pat-na1-", 30, "a private app's token of HubSpot"),
    ("-----BEGIN PRIVATE KEY-----", KEY_MATERIAL, "a private key"),
    (
        "-----BEGIN RSA PRIVATE KEY-----",
        KEY_MATERIAL,
        "a private key",
    ),
    (
        "-----BEGIN EC PRIVATE KEY-----",
        KEY_MATERIAL,
        "a private key",
    ),
    (
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        KEY_MATERIAL,
        "a private key",
    ),
    (
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        KEY_MATERIAL,
        "a private key",
    ),
    ("AAAA", 141, "a server key of Firebase Cloud Messaging"),
];
const FCM: &str = "AAAA";
/// What every key in text form begins with; how much of the key itself must follow.
const PEM: &str = "-----BEGIN ";
const KEY_MATERIAL: usize = 48;

/// The words with which secrets begin.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    FORMS.into_iter().map(|(start, ..)| start)
}

/// The lines of `text` on which a secret stands, from 1, and what it is.
pub(crate) fn secrets(text: &str) -> Vec<(usize, &'static str)> {
    if !words().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let lines: Vec<&str> = text.lines().collect();
    let numbered = (1..).zip(&lines);
    numbered
        .filter_map(|(number, line)| {
            // The key itself stands on the lines below its delimiter.
            let below = lines.get(number..).unwrap_or_default();
            let key = line.contains(PEM).then(|| {
                let some = below.iter().take(4).copied();
                std::iter::once(*line)
                    .chain(some)
                    .collect::<Vec<_>>()
                    .join("\n")
            });
            Some((number, secret(key.as_deref().unwrap_or(line))?))
        })
        .collect()
}

/// What secret stands in a line.
pub(crate) fn secret(line: &str) -> Option<&'static str> {
    let stands = |&(start, least, _): &(&str, usize, &str)| {
        line.match_indices(start).any(|(at, _)| {
            let rest = &line[at + start.len()..];
            if start == FCM {
                return is_fcm_server_key(rest);
            }
            if start.starts_with(PEM) {
                return material(rest) >= least;
            }
            let begins =
                !line[..at].ends_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '_');
            begins && signs(rest) >= least
        })
    };
    FORMS.iter().find(|form| stands(form)).map(|form| form.2)
}

fn signs(text: &str) -> usize {
    text.chars().take_while(|sign| is_of_a_token(*sign)).count()
}

fn is_of_a_token(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "_-=+/.".contains(sign)
}

/// How many signs of a key follow its delimiter, past line breaks, quotes and their escapes. A delimiter
/// that code only looks for has none behind it.
fn material(rest: &str) -> usize {
    let rest = rest.replace("\\n", "\n").replace("\\r", "");
    let between = |sign: char| sign.is_whitespace() || "\"'+,;\\".contains(sign);
    let mut count = 0;
    for part in rest.split(between).filter(|part| !part.is_empty()) {
        let signs = part
            .chars()
            .take_while(|sign| sign.is_ascii_alphanumeric() || "+/=".contains(*sign))
            .count();
        if signs < part.len() || signs < 16 {
            // `-----END` or words; a last short line of a key adds nothing that is needed.
            break;
        }
        count += signs;
    }
    count
}

/// Seven signs, a colon and at least 134 more.
fn is_fcm_server_key(rest: &str) -> bool {
    rest.split_once(':').is_some_and(|(head, tail)| {
        head.len() == 7 && head.chars().all(is_of_a_token) && signs(tail) >= 134
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_told_by_its_form() {
        let long = "a1".repeat(40);
        let token = secrets(&format!("x\nkey=sntrys_{long}"));
        assert_eq!(token, [(2, "an organisation token of Sentry")]);
        let key = format!("AAAAabcdefg:APA91b{}", "x".repeat(134));
        assert_eq!(secrets(&key).len(), 1);
        let body = "MIIEvQIBADANBgkqhkiG9w0BAQ".repeat(3);
        for key in [
            format!("\"-----BEGIN PRIVATE KEY-----\\n{body}\\n\""),
            format!(
                "-----BEGIN RSA PRIVATE KEY-----\n{body}\n{body}\n-----END RSA PRIVATE KEY-----"
            ),
            format!("val key = \"-----BEGIN PRIVATE KEY-----\\n\" +\n    \"{body}\\n\""),
        ] {
            assert_eq!(secrets(&key).len(), 1, "{key}");
        }
        for none in [
            "auth.token=sntrys_YOUR_TOKEN",
            "AAAA:b",
            "text.replace(\"-----BEGIN PRIVATE KEY-----\", \"\").replace(\"-----END PRIVATE KEY-----\", \"\")",
            "const val HEAD = \"-----BEGIN PRIVATE KEY-----\"\nconst val FOOT = \"-----END PRIVATE KEY-----\"",
            "-----BEGIN PRIVATE KEY-----\nYOUR KEY HERE\n-----END PRIVATE KEY-----",
            &format!("my_sgp_{long}"),
        ] {
            assert_eq!(secrets(none), []);
        }
    }
}
