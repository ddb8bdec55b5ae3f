//! A page apart from how it is written down.

/// A page.
pub(super) struct Page {
    /// Language of its frame, `de`.
    pub(super) language: String,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// One piece of a page below another.
pub(super) enum Block {
    Heading(u8, String),
    Text(Vec<Piece>),
    List(Vec<Vec<Piece>>),
    Table(Table),
}

/// A table with a row of headings.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A run of text.
pub(super) enum Piece {
    Plain(String),
    /// Text that leads to an address.
    Link(String, String),
}

/// Text without a link.
pub(super) fn plain(text: impl Into<String>) -> Vec<Piece> {
    vec![Piece::Plain(text.into())]
}

/// A label before an e-mail address.
pub(super) fn mail(label: &str, address: &str) -> Vec<Piece> {
    vec![
        Piece::Plain(format!("{label}: ")),
        Piece::Link(address.to_owned(), format!("mailto:{address}")),
    ]
}

impl Page {
    pub(super) fn new(language: &str, title: impl Into<String>) -> Self {
        Self {
            language: language.to_owned(),
            title: title.into(),
            blocks: Vec::new(),
        }
    }

    pub(super) fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(plain(text)));
    }

    pub(super) fn pieces(&mut self, pieces: Vec<Piece>) {
        self.blocks.push(Block::Text(pieces));
    }

    /// A text of the policy, a paragraph for each part between empty lines.
    pub(super) fn paragraphs(&mut self, text: &str) {
        for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
            self.text(part.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    pub(super) fn list(&mut self, items: Vec<Vec<Piece>>) {
        self.blocks.push(Block::List(items));
    }

    pub(super) fn table(&mut self, head: &[&str], rows: Vec<Vec<String>>) {
        self.blocks.push(Block::Table(Table {
            head: head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows,
        }));
    }
}
