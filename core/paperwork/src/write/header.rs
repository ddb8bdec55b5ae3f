//! Says in each file that has comments what made it.

use sordino_policy::Policy;

/// The header's sentence, safe inside a comment of XML, HTML and `.strings`.
pub(super) fn header(policy: &Policy) -> String {
    let text = format!(
        "Made by `sordino generate` from privacy.toml, version {}, hash {}. Change that file and generate again.",
        policy.version, policy.hash
    );
    safe(&text)
}

/// Nothing that would end a comment.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        let closes = matches!(sign, '-' | '/' | '>') && safe.ends_with(['-', '*']);
        if closes {
            safe.push(' ');
        }
        safe.push(if sign.is_control() { ' ' } else { sign });
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_version_ends_the_comment() {
        for hostile in ["1-->x", "1*/x", "1 --- 2", "1\n2", "1--!>"] {
            let text = safe(hostile);
            for end in ["--", "*/", "\n"] {
                assert!(!text.contains(end), "{text}");
            }
        }
    }
}
