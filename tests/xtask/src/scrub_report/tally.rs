//! Counts what was found against what is labelled.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use serde_json::Value;
use sordino_scrub::Finding;

const TIER_A: &[&str] = &[
    "email",
    "phone_intl",
    "ipv4",
    "ipv6",
    "mac",
    "imei",
    "iban",
    "credit_card",
    "jwt",
    "auth_header",
    "api_key",
    "pem_key",
    "url_userinfo",
    "gps",
    "ssn_us",
];
const TIER_B: &[&str] = &[
    "phone_local",
    "uuid_user",
    "ad_id",
    "android_id",
    "push_token",
    "sim_id",
    "user_id",
    "username",
    "password_kv",
    "url_query_secret",
    "session_cookie",
    "user_path",
    "national_id",
    "dob",
    "ssid",
    "device_name",
];
const THIRD: &[&str] = &["person_name", "postal_address"];

/// A labelled piece of a line, in code points.
pub(super) struct Label {
    start: usize,
    end: usize,
    kind: String,
}

/// A labelled line.
pub(super) struct Line {
    pub(super) text: String,
    spans: Vec<Label>,
    negatives: Vec<Label>,
    neutral: Vec<Label>,
}

impl Line {
    pub(super) fn parse(json: &str) -> Result<Line, Box<dyn Error>> {
        let value: Value = serde_json::from_str(json)?;
        let text = value["text"].as_str().ok_or("no string `text`")?.to_owned();
        let length = text.chars().count();
        let labels = |field: &str| -> Result<Vec<Label>, Box<dyn Error>> {
            let mut labels = Vec::new();
            for item in value[field].as_array().into_iter().flatten() {
                let place = |name: &str| item[name].as_u64().map(|n| n as usize);
                let (Some(start), Some(end)) = (place("s"), place("e")) else {
                    return Err(format!("a `{field}` without `s` and `e`").into());
                };
                if start >= end || end > length {
                    return Err(format!("a `{field}` outside the text").into());
                }
                labels.push(Label {
                    start,
                    end,
                    kind: item["kind"].as_str().unwrap_or("?").to_owned(),
                });
            }
            Ok(labels)
        };
        Ok(Line {
            spans: labels("spans")?,
            negatives: labels("neg")?,
            neutral: labels("neutral")?,
            text,
        })
    }
}

/// The counts of a set.
#[derive(Default)]
pub(super) struct Tally {
    kinds: BTreeMap<String, (usize, usize)>,
    negatives: BTreeMap<String, (usize, usize)>,
    taken: usize,
    taken_rightly: usize,
    useful: usize,
    useful_taken: usize,
    lines: usize,
    clean: usize,
    clean_altered: usize,
}

impl Tally {
    pub(super) fn add(&mut self, line: &Line, found: &[Finding], misses: bool) {
        let chars: Vec<char> = line.text.chars().collect();
        let gone = gone(&line.text, found, chars.len());
        let inside =
            |labels: &[Label], at: usize| labels.iter().any(|l| (l.start..l.end).contains(&at));
        self.lines += 1;
        if line.spans.is_empty() {
            self.clean += 1;
            self.clean_altered += usize::from(!found.is_empty());
        }
        for span in &line.spans {
            let hit = (span.start..span.end).all(|i| gone[i] || !chars[i].is_alphanumeric());
            let entry = self.kinds.entry(span.kind.clone()).or_default();
            entry.0 += usize::from(hit);
            entry.1 += 1;
            if misses && !hit {
                let part: String = chars[span.start..span.end].iter().collect();
                println!("  missed {}: {part:?} | {:?}", span.kind, line.text);
            }
        }
        let mut wrong = BTreeSet::new();
        for negative in &line.negatives {
            let touched =
                (negative.start..negative.end).any(|i| gone[i] && !inside(&line.spans, i));
            let entry = self.negatives.entry(negative.kind.clone()).or_default();
            entry.0 += usize::from(touched);
            entry.1 += 1;
            if touched {
                wrong.insert(negative.kind.clone());
            }
        }
        for at in 0..chars.len() {
            let (span, neutral) = (inside(&line.spans, at), inside(&line.neutral, at));
            if gone[at] && !neutral {
                self.taken += 1;
                self.taken_rightly += usize::from(span);
            }
            if !span && !neutral {
                self.useful += 1;
                self.useful_taken += usize::from(gone[at]);
                if gone[at] && chars[at].is_alphanumeric() {
                    wrong.insert("text".to_owned());
                }
            }
        }
        if misses && !wrong.is_empty() {
            let what: Vec<String> = found
                .iter()
                .map(|f| {
                    format!(
                        "{} ({}) {:?}",
                        f.kind.name(),
                        f.rule,
                        &line.text[f.range.clone()]
                    )
                })
                .collect();
            println!(
                "  wrongly taken {wrong:?}: {} | {:?}",
                what.join(", "),
                line.text
            );
        }
    }

    pub(super) fn print(&self) {
        for (title, tier) in [
            ("tier A", TIER_A),
            ("tier B", TIER_B),
            ("names and addresses", THIRD),
        ] {
            let recalls: Vec<(&str, usize, usize)> = tier
                .iter()
                .filter_map(|k| self.kinds.get(*k).map(|(hit, all)| (*k, *hit, *all)))
                .collect();
            let mean = recalls
                .iter()
                .map(|(_, hit, all)| *hit as f64 / *all as f64)
                .sum::<f64>()
                / recalls.len().max(1) as f64;
            println!("{title}: recall {mean:.3}");
            for (kind, hit, all) in recalls {
                println!(
                    "  {kind:<18} {:.3}  ({hit} of {all})",
                    hit as f64 / all as f64
                );
            }
        }
        println!(
            "character precision: {:.4}",
            self.taken_rightly as f64 / self.taken.max(1) as f64
        );
        println!(
            "useful text destroyed: {:.3} %",
            percent(self.useful_taken, self.useful)
        );
        println!(
            "lines without personal data altered: {:.2} % of {}",
            percent(self.clean_altered, self.clean),
            self.clean
        );
        println!("hard negatives touched:");
        for (kind, (touched, all)) in &self.negatives {
            println!(
                "  {kind:<18} {:.2} %  ({touched} of {all})",
                percent(*touched, *all)
            );
        }
        println!("lines: {}", self.lines);
    }
}

/// For each code point whether it is gone.
fn gone(text: &str, found: &[Finding], length: usize) -> Vec<bool> {
    let mut gone = vec![false; length];
    for (at, (byte, _)) in text.char_indices().enumerate() {
        gone[at] = found.iter().any(|f| f.range.contains(&byte));
    }
    gone
}

/// A share, for people.
pub(super) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 * 100.0 / whole as f64
    }
}
