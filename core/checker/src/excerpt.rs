//! The lines that a report shows: of files of settings only, and no secret among them.

use std::collections::BTreeMap;

use crate::finding::{Finding, Place};
use crate::read::kind::Kind;
use crate::read::tree::Tree;

/// Longest line that is shown whole.
const MOST: usize = 120;

/// The line of each finding that may be shown. Sources and notices are left out: what stands there may
/// be about persons.
pub(crate) fn lines(tree: &Tree, findings: &[Finding]) -> BTreeMap<Place, String> {
    let mut shown = BTreeMap::new();
    let mut open: Option<(&str, Vec<String>)> = None;
    for finding in findings {
        let file = finding.place.file.as_str();
        if !may_be_shown(Kind::of(file)) {
            continue;
        }
        if open.as_ref().is_none_or(|(name, _)| *name != file) {
            let text = tree.text(file).unwrap_or_default();
            let binary = text.starts_with("bplist");
            let lines = text.lines().map(str::to_owned);
            open = Some((file, if binary { Vec::new() } else { lines.collect() }));
        }
        let lines = open.as_ref().map_or(&[][..], |(_, lines)| lines.as_slice());
        let line = lines.get(finding.place.line - 1).map(|line| line.trim());
        if let Some(line) = line.filter(|line| !line.is_empty()) {
            shown.insert(finding.place.clone(), cut(&without_secrets(line)));
        }
    }
    shown
}

fn may_be_shown(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Plist
            | Kind::Strings
            | Kind::StringsCatalog
            | Kind::Entitlements
            | Kind::PrivacyManifest
            | Kind::Pbxproj
            | Kind::Xcconfig
            | Kind::PodfileLock
            | Kind::PackageSwift
            | Kind::PrivacyDetails
            | Kind::AndroidManifest
            | Kind::AndroidResource
            | Kind::Gradle
            | Kind::VersionCatalog
            | Kind::Csv
    )
}

/// A line without what may be a token: a long run of letters and digits mixed.
fn without_secrets(line: &str) -> String {
    let part = |char: char| char.is_ascii_alphanumeric() || "_-+/=".contains(char);
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|char| !part(char)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let letters = run.chars().filter(char::is_ascii_alphabetic).count();
        if run.len() >= 20 && digits >= 3 && letters >= 3 || run.len() >= 48 {
            out.push('…');
        } else {
            out.push_str(run);
        }
        let next = after.find(part).unwrap_or(after.len());
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    out
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn names_are_shown_and_tokens_are_not() {
        let token = format!("TOKEN = sntrys_{}", "a1b2c3d4".repeat(6));
        assert_eq!(without_secrets(&token), "TOKEN = …");
        let name = "<string>NSPrivacyAccessedAPICategoryUserAgent</string>";
        assert_eq!(without_secrets(name), name);
    }
}
