//! What a vendor's secret looks like. It is told by its form, and never repeated.

/// How a secret begins, how many of its signs follow at least, and what it is.
const FORMS: [(&str, usize, &str); 9] = [
    ("sntrys_", 40, "an organisation token of Sentry"),
    ("sntryu_", 40, "a user token of Sentry"),
    ("sgp_", 40, "an access token of Segment"),
    ("pat-eu1-", 30, "a private app's token of HubSpot"),
    ("pat-na1-", 30, "a private app's token of HubSpot"),
    ("-----BEGIN PRIVATE KEY-----", 0, "a private key"),
    ("-----BEGIN RSA PRIVATE KEY-----", 0, "a private key"),
    ("-----BEGIN EC PRIVATE KEY-----", 0, "a private key"),
    ("AAAA", 141, "a server key of Firebase Cloud Messaging"),
];
const FCM: &str = "AAAA";

/// The words with which secrets begin.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    FORMS.into_iter().map(|(start, ..)| start)
}

/// The lines of `text` on which a secret stands, from 1, and what it is.
pub(crate) fn secrets(text: &str) -> Vec<(usize, &'static str)> {
    if !words().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let lines = (1..).zip(text.lines());
    lines
        .filter_map(|(number, line)| Some((number, secret(line)?)))
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
        assert_eq!(secrets("\"-----BEGIN PRIVATE KEY-----\\nMII\"").len(), 1);
        for none in [
            "auth.token=sntrys_YOUR_TOKEN",
            "AAAA:b",
            &format!("my_sgp_{long}"),
        ] {
            assert_eq!(secrets(none), []);
        }
    }
}
