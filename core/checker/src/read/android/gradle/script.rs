//! A Gradle script, Groovy or Kotlin, cut into blocks and statements.
//!
//! No program is run: what a script computes stays unknown.
//!
//! A reader of our own: Groovy and Kotlin have parsers, but a script needs them only to the depth of
//! braces, statements and strings, in both languages alike, and broken ones too. It is fuzzed.

/// One statement: its text without comments, and its first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// What stands between two braces; `head` is what stands before the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) head: String,
    pub(crate) line: usize,
    pub(crate) statements: Vec<Statement>,
    pub(crate) blocks: Vec<Block>,
}

impl Block {
    /// The first word of the head: `android` of `android {`, `create` of `create("full") {`.
    pub(crate) fn word(&self) -> &str {
        let head = self.head.trim_start();
        let end = head.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
        &head[..end.unwrap_or(head.len())]
    }

    /// The blocks whose head begins with `word`.
    pub(crate) fn named<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Self> {
        self.blocks.iter().filter(move |block| block.word() == word)
    }

    /// The first string of the head: `full` of `create("full") {`.
    pub(crate) fn quoted(&self) -> Option<&str> {
        strings(&self.head).next()
    }

    /// Calls `see` for the block and all within.
    pub(crate) fn each<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        self.blocks.iter().for_each(|block| block.each(see));
    }
}

/// The strings that stand in a statement, without their quotes.
pub(crate) fn strings(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(['"', '\''])?;
        let quote = rest[start..].chars().next()?;
        let inner = &rest[start + 1..];
        let end = inner.find(quote)?;
        rest = &inner[end + 1..];
        Some(&inner[..end])
    })
}

/// Braces nest deeper in no script that a person wrote; what does is read flat.
const MAX_DEPTH: usize = 100;

/// Cuts a script. Unbalanced braces end where the file ends.
pub(crate) fn read(text: &str) -> Block {
    let mut stack = vec![Block::default()];
    let mut now = Statement {
        text: String::new(),
        line: 1,
    };
    let mut line = 1;
    let mut parens = 0_usize;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        match sign {
            '/' if next == Some('/') => {
                while signs.peek().is_some_and(|(_, next)| *next != '\n') {
                    signs.next();
                }
            }
            '/' if next == Some('*') => {
                signs.next();
                let mut before = ' ';
                for (_, inside) in signs.by_ref() {
                    line += usize::from(inside == '\n');
                    if before == '*' && inside == '/' {
                        break;
                    }
                    before = inside;
                }
            }
            '"' | '\'' => {
                let triple = if sign == '"' { "\"\"\"" } else { "'''" };
                let long = text[at..].starts_with(triple);
                now.text.push(sign);
                let mut escaped = false;
                for (here, inside) in signs.by_ref() {
                    line += usize::from(inside == '\n');
                    now.text.push(inside);
                    if long {
                        let so_far = &text[..here + inside.len_utf8()];
                        if here >= at + 5 && so_far.ends_with(triple) {
                            break;
                        }
                    } else if inside == '\n' || (inside == sign && !escaped) {
                        break;
                    }
                    escaped = inside == '\\' && !escaped;
                }
            }
            '{' => {
                let opened = Block {
                    head: now.text.trim().to_owned(),
                    line: now.line,
                    ..Block::default()
                };
                if stack.len() < MAX_DEPTH {
                    stack.push(opened);
                }
                now.text.clear();
                parens = 0;
            }
            '}' => {
                finish(&mut stack, &mut now);
                parens = 0;
                if stack.len() > 1
                    && let (Some(closed), Some(outer)) = (stack.pop(), stack.last_mut())
                {
                    outer.blocks.push(closed);
                }
            }
            '\n' | ';' => {
                line += usize::from(sign == '\n');
                let goes_on = parens > 0 || now.text.trim_end().ends_with([',', '=', '(']);
                if sign == ';' || !goes_on {
                    finish(&mut stack, &mut now);
                } else {
                    now.text.push(' ');
                }
            }
            _ => {
                match sign {
                    '(' | '[' => parens += 1,
                    ')' | ']' => parens = parens.saturating_sub(1),
                    _ => {}
                }
                if now.text.trim().is_empty() && !sign.is_whitespace() {
                    now.text.clear();
                    now.line = line;
                }
                now.text.push(sign);
            }
        }
    }
    finish(&mut stack, &mut now);
    while stack.len() > 1 {
        if let (Some(closed), Some(outer)) = (stack.pop(), stack.last_mut()) {
            outer.blocks.push(closed);
        }
    }
    stack.pop().unwrap_or_default()
}

fn finish(stack: &mut [Block], now: &mut Statement) {
    let text = now.text.trim();
    if !text.is_empty()
        && let Some(block) = stack.last_mut()
    {
        block.statements.push(Statement {
            text: text.to_owned(),
            line: now.line,
        });
    }
    now.text.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_do_not_open_blocks() {
        let script = read(
            "// a {\nandroid { /* { */\n  defaultConfig {\n    minSdk = 24 // }\n    text \"{ '\"\n  }\n}\ndependencies {\n implementation(\n  \"a:b:1\"\n )\n}\n",
        );
        let android = script.named("android").next().expect("android");
        let config = android.named("defaultConfig").next().expect("config");
        assert_eq!(config.statements[0].text, "minSdk = 24");
        assert_eq!(config.statements[0].line, 4);
        let dependencies = script.named("dependencies").next().expect("deps");
        assert_eq!(
            strings(&dependencies.statements[0].text).next(),
            Some("a:b:1")
        );
        assert_eq!(dependencies.statements[0].line, 9);
    }

    #[test]
    fn unbalanced_scripts_end_somewhere() {
        for text in ["}}}", "{{{", "\"", "'''", "/*", &"{".repeat(10_000)] {
            read(text);
        }
    }
}
