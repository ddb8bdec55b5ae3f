//! A privacy notice as text: its language, sections and sentences.

mod language;
mod plain;
mod sections;
mod sentences;

pub(crate) use language::Language;
pub(crate) use sections::Section;
pub(crate) use sentences::Sentence;

/// One notice.
#[derive(Debug)]
pub(crate) struct Notice {
    /// Relative to the checked folder.
    pub(crate) path: String,
    pub(crate) language: Language,
    pub(crate) sections: Vec<Section>,
    /// Lines of text with their numbers, without the empty ones.
    pub(crate) lines: Vec<(usize, String)>,
    lower: String,
}

impl Notice {
    /// Reads the notice at `path`.
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let lines = plain::lines(path, text);
        let sections = sections::sections(&lines);
        let kept = lines.iter().filter(|line| !line.text.is_empty());
        let kept: Vec<(usize, String)> =
            kept.map(|line| (line.number, line.text.clone())).collect();
        let joined: Vec<&str> = kept.iter().map(|(_, text)| text.as_str()).collect();
        let lower = joined.join("\n").to_lowercase();
        Self {
            path: path.to_owned(),
            language: Language::of(path, &lower),
            sections,
            lines: kept,
            lower,
        }
    }

    /// The whole text in small letters.
    pub(crate) fn lower(&self) -> &str {
        &self.lower
    }

    /// Every sentence, in order.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.sections.iter().flat_map(|section| &section.sentences)
    }

    /// The sections that belong to the same subject as the one at `index`: those below the same
    /// deep number, or the whole notice where sections have none.
    pub(crate) fn around(&self, index: usize) -> Vec<&Section> {
        let number = self
            .sections
            .get(index)
            .map_or(&[][..], |section| &section.number);
        if number.len() < 3 {
            return self.sections.iter().collect();
        }
        let above = &number[..number.len() - 1];
        self.sections
            .iter()
            .filter(|section| section.number.starts_with(above))
            .collect()
    }

    /// Whether a text called a policy is one about personal data. Its name says so, or it speaks of such
    /// data more than in passing: there are policies of payments, of contributions, of security.
    pub(crate) fn is_about_privacy(&self) -> bool {
        let name = self
            .path
            .rsplit('/')
            .next()
            .unwrap_or(&self.path)
            .to_lowercase();
        let named = [
            "privacy",
            "datenschutz",
            "dataprotection",
            "data-protection",
            "data_protection",
            "de-confidentialit",
            "de_confidentialit",
            "confidentialité",
            "privacid",
            "prywatn",
            "integritet",
            "privatliv",
            "personvern",
            "tietosuoja",
            "gizlilik",
        ];
        let other = [
            "security",
            "payment",
            "refund",
            "content",
            "contribut",
            "conduct",
            "moderation",
            "support",
            "release",
            "branch",
            "review",
            "version",
            "deprecation",
            "ai-policy",
            "ai_policy",
            "manifest",
        ];
        let named = named.iter().any(|word| name.contains(word))
            && !other.iter().any(|word| name.contains(word));
        // Of a file called so, a single word on data is enough; there are privacy screens, too.
        let data = [
            "collect",
            "data",
            "daten",
            "gdpr",
            "dsgvo",
            "donnée",
            "datos",
            "dati ",
            "dados",
            "gegevens",
            "danych",
            "uppgifter",
            "oplysninger",
            "tietoj",
            "údaj",
            "veriler",
            "данн",
            "データ",
            "情報",
            "데이터",
            "数据",
        ];
        if named && data.iter().any(|word| self.lower.contains(word)) {
            return true;
        }
        let words = [
            "personal data",
            "personal information",
            "privacy",
            "personenbezogen",
            "datenschutz",
            "gdpr",
            "dsgvo",
            "data protection",
        ];
        let count: usize = words
            .iter()
            .map(|word| self.lower.matches(word).count())
            .sum();
        let about = [
            "privacy policy",
            "privacy notice",
            "datenschutzerklärung",
            "datenschutzhinweis",
        ];
        count >= 4
            || about
                .iter()
                .any(|title| self.lower.trim_start().starts_with(title))
    }

    /// Whether the notice speaks of European data protection law, so that its duties are meant.
    pub(crate) fn is_european(&self) -> bool {
        [
            "gdpr",
            "dsgvo",
            "ds-gvo",
            "general data protection",
            "datenschutz-grundverordnung",
            "datenschutzgrundverordnung",
        ]
        .iter()
        .any(|name| self.lower.contains(name))
    }
}
