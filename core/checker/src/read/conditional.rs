//! Which lines of a Swift or Objective-C source are in no build that ships: comments, and what
//! `#if DEBUG`, `#if targetEnvironment(simulator)` and `#if os(macOS)` hold.

use std::ops::Range;

/// Conditions that hold in no build for a phone that ships.
const NEVER: [&str; 11] = [
    "os(macOS)",
    "os(OSX)",
    "os(Linux)",
    "os(Windows)",
    "TARGET_OS_OSX",
    "DEBUG",
    "targetEnvironment(simulator)",
    "TARGET_OS_SIMULATOR",
    "TARGET_IPHONE_SIMULATOR",
    "false",
    "0",
];

/// What is known of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Never,
    Always,
    Perhaps,
}

impl Holds {
    fn of(condition: &str) -> Self {
        let plain: String = condition.split_whitespace().collect();
        let plain = plain.trim_start_matches("defined").trim_matches(['(', ')']);
        let bare = |text: &str| {
            let text = text.trim_start_matches("defined").trim_start_matches('(');
            NEVER
                .iter()
                .any(|never| text.trim_end_matches(')') == never.trim_end_matches(')'))
        };
        if let Some(rest) = plain.strip_prefix('!') {
            return if bare(rest) {
                Self::Always
            } else {
                Self::Perhaps
            };
        }
        let mut all = plain.split("&&");
        if all.any(bare) || (plain.contains("||") && plain.split("||").all(bare)) {
            Self::Never
        } else {
            Self::Perhaps
        }
    }
}

/// A condition that is open: what is known of the branch in force, and whether an earlier one always
/// holds.
struct Branch {
    now: Holds,
    taken: bool,
}

/// Returns the parts of a source that ship in no build, in order.
pub(crate) fn unshipped(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    if !text.contains("#if") && !text.contains("/*") {
        return out;
    }
    let mut stack: Vec<Branch> = Vec::new();
    let mut comment = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let word = line.trim();
        if comment {
            out.push(start..at);
            comment = !word.contains("*/");
            continue;
        }
        if word.starts_with("/*") {
            comment = !word.contains("*/");
            if comment || word.ends_with("*/") {
                out.push(start..at);
                continue;
            }
        }
        let condition = |name: &str| {
            word.strip_prefix(name)
                .filter(|rest| !rest.starts_with(char::is_alphabetic))
        };
        if let Some(rest) = condition("#ifdef").or(condition("#if")) {
            let now = Holds::of(rest);
            stack.push(Branch {
                now,
                taken: now == Holds::Always,
            });
        } else if let Some(rest) = condition("#ifndef") {
            let now = match Holds::of(rest) {
                Holds::Never => Holds::Always,
                _ => Holds::Perhaps,
            };
            stack.push(Branch {
                now,
                taken: now == Holds::Always,
            });
        } else if let Some(rest) = condition("#elseif").or(condition("#elif")) {
            if let Some(branch) = stack.last_mut() {
                branch.now = if branch.taken {
                    Holds::Never
                } else {
                    Holds::of(rest)
                };
            }
        } else if condition("#else").is_some() {
            if let Some(branch) = stack.last_mut() {
                branch.now = if branch.taken {
                    Holds::Never
                } else {
                    Holds::Perhaps
                };
            }
        } else if condition("#endif").is_some() {
            stack.pop();
        } else if stack.iter().any(|branch| branch.now == Holds::Never) {
            out.push(start..at);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unshipped;

    fn shipped(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for part in unshipped(text) {
            out.push_str(&text[at..part.start]);
            at = part.end;
        }
        out.push_str(&text[at..]);
        let kept = out.lines().filter(|line| !line.starts_with('#'));
        kept.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn developers_builds_are_told_from_shipped_ones() {
        for (text, left) in [
            ("#if DEBUG\na\n#else\nb\n#endif\nc", "b c"),
            ("#if !DEBUG\na\n#else\nb\n#endif", "a"),
            (
                "#if targetEnvironment(simulator)\na\n#elseif os(iOS)\nb\n#endif",
                "b",
            ),
            ("#if !targetEnvironment(simulator)\na\n#endif", "a"),
            ("#if DEBUG && os(iOS)\na\n#endif\nb", "b"),
            ("#if DEBUG || os(iOS)\na\n#endif", "a"),
            ("#if os(iOS)\n#if DEBUG\na\n#endif\nb\n#endif", "b"),
            ("#ifdef DEBUG\na\n#endif\nb", "b"),
            ("#if DEBUGGER\na\n#endif", "a"),
            ("#if os(macOS)\na\n#else\nb\n#endif", "b"),
            ("#if os(macOS) || os(iOS)\na\n#endif", "a"),
            ("/* a\nb */\nc", "c"),
            ("#if TARGET_OS_SIMULATOR\na\n#endif\nb", "b"),
        ] {
            assert_eq!(shipped(text), left, "{text}");
        }
    }
}
