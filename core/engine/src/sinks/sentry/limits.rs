//! `X-Sentry-Rate-Limits`: which kinds of data Sentry does not want for a while.
//!
//! Form, by Sentry's own page for SDKs: limits separated by commas, each `seconds:categories:scope`, with more after
//! further colons; categories separated by semicolons, none for all of them.

/// Sordino sends crash events alone, which Sentry counts as errors.
const OURS: &str = "error";

/// Returns for how many seconds Sentry wants no crash event; 0 if it says nothing of them, or nothing that can be read.
pub(in crate::sinks) fn wait_seconds(header: &str) -> u32 {
    let waits = header.split(',').filter_map(|limit| {
        let mut parts = limit.trim().split(':');
        let seconds = parts.next()?.trim();
        let categories = parts.next().unwrap_or_default().trim();
        let ours = categories.is_empty() || categories.split(';').any(|one| one.trim() == OURS);
        if ours { whole_seconds(seconds) } else { None }
    });
    waits.max().unwrap_or(0)
}

/// Reads seconds; a fraction counts as one more.
fn whole_seconds(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let more = u32::from(fraction.bytes().any(|byte| byte != b'0'));
    whole
        .parse::<u32>()
        .ok()
        .map(|whole| whole.saturating_add(more))
}

#[cfg(test)]
mod tests {
    use super::wait_seconds;

    #[test]
    fn a_limit_on_errors_or_on_everything_is_heeded() {
        for (header, wait) in [
            ("60:error:organization", 60),
            ("60::organization", 60),
            ("60", 60),
            (
                "10:transaction:key, 2700:default;error;security:organization:quota_exceeded",
                2_700,
            ),
            ("5:error:key,90::organization", 90),
            ("1.5:error:key", 2),
        ] {
            assert_eq!(wait_seconds(header), wait, "{header}");
        }
    }

    #[test]
    fn a_limit_on_other_data_or_nonsense_is_not() {
        for header in [
            "",
            "60:transaction;session:organization",
            "60:errors:key",
            "soon:error:key",
            "-4:error:key",
            "1.x:error:key",
            "nan::key",
        ] {
            assert_eq!(wait_seconds(header), 0, "{header}");
        }
    }
}
