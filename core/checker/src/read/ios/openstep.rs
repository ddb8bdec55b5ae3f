//! Old-style property lists: `project.pbxproj` and `*.strings` share the grammar.
//!
//! A parser of our own: crates that read the old style give no lines, or refuse the comments, the
//! keys without a value and the missing braces that `*.strings` files have. It is fuzzed.

/// A value of an old-style property list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// Text, quoted or not. Data is kept as its text.
    Text(String),
    /// `( a, b )`
    List(Vec<Node>),
    /// `{ a = b; }`, in the file's order.
    Table(Vec<Entry>),
}

/// `key = value;` and the line of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) line: usize,
    pub(crate) value: Node,
}

impl Node {
    /// The text it is.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Node] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a table; none for anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match self {
            Self::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The value of `key` in a table.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let found = self.entries().iter().find(|entry| entry.key == key);
        found.map(|entry| &entry.value)
    }

    /// The text of `key` in a table.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }
}

/// Deeper nesting is refused, so that no file can exhaust the stack.
const MAX_DEPTH: usize = 128;

/// Reads a whole file: a table with or without its braces. None where it is neither.
pub(crate) fn parse(text: &str) -> Option<Node> {
    let mut reader = Reader {
        chars: text.chars().peekable(),
        line: 1,
    };
    reader.space();
    let node = if reader.chars.peek() == Some(&'{') {
        reader.value(0)?
    } else {
        reader.entries(0, None)?
    };
    reader.space();
    reader.chars.peek().is_none().then_some(node)
}

struct Reader<'t> {
    chars: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.chars.next();
        self.line += usize::from(next == Some('\n'));
        next
    }

    /// Passes over white space and comments.
    fn space(&mut self) {
        while let Some(&next) = self.chars.peek() {
            if next.is_whitespace() || next == '\u{FEFF}' {
                self.next();
            } else if next == '/' {
                let mut ahead = self.chars.clone();
                ahead.next();
                match ahead.peek() {
                    Some('/') => while self.next().is_some_and(|char| char != '\n') {},
                    Some('*') => {
                        self.next();
                        self.next();
                        let mut last = ' ';
                        while let Some(char) = self.next() {
                            if last == '*' && char == '/' {
                                break;
                            }
                            last = char;
                        }
                    }
                    _ => return,
                }
            } else {
                return;
            }
        }
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        self.space();
        (self.chars.peek() == Some(&wanted)).then(|| {
            self.next();
        })
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        match self.chars.peek()? {
            '{' => {
                self.next();
                self.entries(depth + 1, Some('}'))
            }
            '(' => {
                self.next();
                let mut items = Vec::new();
                loop {
                    if self.take(')').is_some() {
                        return Some(Node::List(items));
                    }
                    items.push(self.value(depth + 1)?);
                    if self.take(',').is_none() {
                        self.take(')')?;
                        return Some(Node::List(items));
                    }
                }
            }
            '<' => {
                let mut data = String::new();
                while let Some(char) = self.next() {
                    data.push(char);
                    if char == '>' {
                        return Some(Node::Text(data));
                    }
                }
                None
            }
            _ => self.text().map(Node::Text),
        }
    }

    fn entries(&mut self, depth: usize, end: Option<char>) -> Option<Node> {
        let mut entries = Vec::new();
        loop {
            self.space();
            match (self.chars.peek(), end) {
                (None, None) => return Some(Node::Table(entries)),
                (None, Some(_)) => return None,
                (Some(next), Some(end)) if *next == end => {
                    self.next();
                    return Some(Node::Table(entries));
                }
                _ => {}
            }
            let line = self.line;
            let key = self.text()?;
            self.space();
            // In a .strings file `"key";` says that the value is the key.
            let value = if self.take('=').is_some() {
                self.value(depth)?
            } else {
                Node::Text(key.clone())
            };
            entries.push(Entry { key, line, value });
            self.take(';')?;
        }
    }

    fn text(&mut self) -> Option<String> {
        self.space();
        let quote = *self.chars.peek()?;
        if quote != '"' && quote != '\'' {
            let mut word = String::new();
            while let Some(&char) = self.chars.peek() {
                if !(char.is_alphanumeric() || "._-$/:+@~<>".contains(char)) {
                    break;
                }
                word.push(char);
                self.next();
            }
            return (!word.is_empty()).then_some(word);
        }
        self.next();
        let mut text = String::new();
        loop {
            match self.next()? {
                char if char == quote => return Some(text),
                '\\' => match self.next()? {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'U' | 'u' => text.push(self.unicode()),
                    char => text.push(char),
                },
                char => text.push(char),
            }
        }
    }

    fn unicode(&mut self) -> char {
        let mut number = 0;
        for _ in 0..4 {
            let Some(digit) = self.chars.peek().and_then(|char| char.to_digit(16)) else {
                break;
            };
            number = number * 16 + digit;
            self.next();
        }
        char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_read() {
        let node = parse("// !$*UTF8*$!\n{ a = { isa = X; /* c */ list = ( 1, \"b c\", ); }; }");
        let node = node.expect("it is sound");
        let inner = node.get("a").expect("it is there");
        assert_eq!(inner.text_of("isa"), Some("X"));
        assert_eq!(inner.get("list").map(|list| list.items().len()), Some(2));
    }

    #[test]
    fn strings_are_read_with_their_lines() {
        let node = parse("/* a\n b */\n\"k\" = \"say \\\"hi\\\"\\U00e4\";\nplain = 'x';\n");
        let node = node.expect("it is sound");
        let entries = node.entries();
        assert_eq!(entries[0].value.text(), Some("say \"hi\"ä"));
        assert_eq!((entries[0].line, entries[1].line), (3, 4));
    }

    #[test]
    fn what_is_broken_is_refused() {
        for text in ["{ a = b", "\"a\" = \"b", "{ a = ( b; }", "a = b c;", "= 1;"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"{ a = ".repeat(10_000)), None);
    }
}
