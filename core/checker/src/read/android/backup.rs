//! Backup rules: `data_extraction_rules.xml` (Android 12 and later) and `full_backup_content.xml`.

use super::document::{Element, Namespace, XmlError, parse};
use sordino_paperwork::tables::backup::DOMAINS;

/// What the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Android 12 and later.
    DataExtraction,
    /// Android 11 and earlier.
    FullBackup,
}

/// `include` or `exclude`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) includes: bool,
    pub(crate) domain: String,
    /// `.` where none is given.
    pub(crate) path: String,
}

/// One way out of the device, or the whole file of the older scheme.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) platform: Option<String>,
    pub(crate) entries: Vec<Entry>,
}

impl Section {
    /// Whether the files at `path` of `domain` stay out of it.
    pub(crate) fn leaves_out(&self, domain: &str, path: &str) -> bool {
        let covers = |entry: &Entry| {
            let deep = entry.path.trim_end_matches('/');
            let inside = path == deep || path.starts_with(&format!("{deep}/"));
            (entry.domain == domain && (entry.path == "." || inside))
                || (entry.domain == "root" && entry.path == ".")
        };
        let includes = self.entries.iter().any(|entry| entry.includes);
        let included = self
            .entries
            .iter()
            .any(|entry| entry.includes && covers(entry));
        let excluded = self
            .entries
            .iter()
            .any(|entry| !entry.includes && covers(entry));
        excluded || (includes && !included)
    }
}

/// One file of rules.
#[derive(Debug, Clone)]
pub(crate) struct BackupRules {
    pub(crate) scheme: Scheme,
    pub(crate) line: usize,
    pub(crate) sections: Vec<Section>,
    /// What Android does not know and therefore ignores or refuses: line and what it is.
    pub(crate) unknown: Vec<(usize, String)>,
    comments: String,
}

impl BackupRules {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// What is not well-formed XML.
    pub(crate) fn read(text: &str) -> Result<Self, XmlError> {
        let root = parse(text)?;
        let mut comments = String::new();
        root.each(&mut |element| {
            element
                .comments
                .iter()
                .for_each(|one| comments.push_str(one))
        });
        let mut rules = Self {
            scheme: Scheme::DataExtraction,
            line: root.line,
            sections: Vec::new(),
            unknown: Vec::new(),
            comments,
        };
        rules.attributes(&root, &[]);
        match root.name.as_str() {
            "data-extraction-rules" => {
                for child in &root.children {
                    rules.section(child);
                }
            }
            "full-backup-content" => {
                rules.scheme = Scheme::FullBackup;
                let section = rules.entries(&root);
                rules.sections.push(section);
            }
            other => rules
                .unknown
                .push((root.line, format!("the element `{other}`"))),
        }
        Ok(rules)
    }

    pub(crate) fn section_called(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// Whether a comment of the file holds an element of this name.
    pub(crate) fn has_commented_out(&self, name: &str) -> bool {
        self.comments.contains(&format!("<{name}"))
    }

    fn section(&mut self, element: &Element) {
        match element.name.as_str() {
            "cloud-backup" => self.attributes(element, &["disableIfNoEncryptionCapabilities"]),
            "device-transfer" => self.attributes(element, &[]),
            "cross-platform-transfer" => self.attributes(element, &["platform"]),
            other => {
                self.unknown
                    .push((element.line, format!("the element `{other}`")));
                return;
            }
        }
        let section = self.entries(element);
        self.sections.push(section);
    }

    fn entries(&mut self, element: &Element) -> Section {
        let mut entries = Vec::new();
        for child in &element.children {
            match child.name.as_str() {
                "include" | "exclude" => {
                    self.attributes(child, &["domain", "path", "requireFlags"]);
                    entries.extend(self.entry(child));
                }
                "platform-specific-params" if element.name == "cross-platform-transfer" => {
                    self.attributes(child, &["bundleId", "teamId", "contentVersion"]);
                }
                other => self
                    .unknown
                    .push((child.line, format!("the element `{other}`"))),
            }
        }
        Section {
            name: element.name.clone(),
            line: element.line,
            platform: element.plain("platform").map(|found| found.value.clone()),
            entries,
        }
    }

    fn entry(&mut self, element: &Element) -> Option<Entry> {
        let Some(domain) = element.plain("domain") else {
            let what = format!("`{}` without a domain", element.name);
            self.unknown.push((element.line, what));
            return None;
        };
        if !DOMAINS.contains(&domain.value.as_str()) {
            let what = format!("the domain `{}`", domain.value);
            self.unknown.push((domain.line, what));
        }
        let path = element.plain("path");
        if let Some(path) = path
            // The system takes neither; `./x` it makes plain itself.
            && (path.value.contains("//") || path.value.contains(".."))
        {
            let what = format!("the path `{}`, which fits nothing", path.value);
            self.unknown.push((path.line, what));
        }
        Some(Entry {
            includes: element.name == "include",
            domain: domain.value.clone(),
            path: path.map_or_else(|| ".".to_owned(), |path| canonical(&path.value)),
        })
    }

    fn attributes(&mut self, element: &Element, known: &[&str]) {
        for found in &element.attributes {
            let fits = match found.namespace {
                Namespace::Plain => known.contains(&found.name.as_str()),
                Namespace::Tools | Namespace::Other => true,
                Namespace::Android => false,
            };
            if !fits {
                let prefix = if found.namespace == Namespace::Android {
                    "android:"
                } else {
                    ""
                };
                let what = format!("the attribute `{prefix}{}`", found.name);
                self.unknown.push((found.line, what));
            }
        }
    }
}

/// A path as the system compares it: `a/b` of `./a/./b/`, `.` of `./`.
fn canonical(path: &str) -> String {
    let parts = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".");
    let plain = parts.collect::<Vec<_>>().join("/");
    if plain.is_empty() {
        ".".to_owned()
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_elements_are_found_with_their_line() {
        let rules = BackupRules::read(
            "<data-extraction-rules>\n<cloud-backup disableIfNoEncryptionCapability='true'>\n<exclude domain='files' path='../a'/>\n<excludes/>\n</cloud-backup>\n<!-- <device-transfer> -->\n</data-extraction-rules>",
        );
        let rules = rules.expect("well-formed");
        let lines: Vec<usize> = rules.unknown.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 3, 4], "{:?}", rules.unknown);
        assert!(rules.has_commented_out("device-transfer"));
        assert!(rules.section_called("device-transfer").is_none());
    }

    #[test]
    fn a_dotted_path_is_the_plain_one() {
        let rules = BackupRules::read(
            "<full-backup-content><exclude domain='file' path='./a/'/><exclude domain='root' path='./'/></full-backup-content>",
        );
        let rules = rules.expect("well-formed");
        assert!(rules.unknown.is_empty(), "{:?}", rules.unknown);
        assert!(rules.sections[0].leaves_out("file", "a/b"));
        assert_eq!(rules.sections[0].entries[1].path, ".");
    }

    #[test]
    fn excludes_and_includes_leave_paths_out() {
        let rules = BackupRules::read(
            "<full-backup-content><include domain='sharedpref' path='.'/><exclude domain='sharedpref' path='a.xml'/></full-backup-content>",
        );
        let rules = rules.expect("well-formed");
        let section = &rules.sections[0];
        assert!(section.leaves_out("file", "x"));
        assert!(section.leaves_out("sharedpref", "a.xml"));
        assert!(!section.leaves_out("sharedpref", "b.xml"));
        assert!(rules.unknown.is_empty());
    }
}
