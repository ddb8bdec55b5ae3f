//! One text file of the tree.

use proc_macro2::{TokenStream, TokenTree};

/// A file: its path from the root, and its text.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The lines of code with their numbers: no blank line, no comment, no unit tests at the foot.
    pub(crate) fn code(&self) -> Vec<(usize, &str)> {
        let comment = if self.path.ends_with(".py") {
            "#"
        } else {
            "//"
        };
        let lines: Vec<(usize, &str)> = (1..).zip(self.text.lines()).collect();
        let tests = lines
            .windows(2)
            .position(|pair| pair[0].1 == "#[cfg(test)]" && pair[1].1.starts_with("mod tests {"));
        let lines = &lines[..tests.unwrap_or(lines.len())];

        let mut code = Vec::new();
        let mut in_block = false;
        for &(number, line) in lines {
            let start = line.trim_start();
            let opens = start.starts_with("/*");
            if !in_block && !opens && !start.is_empty() && !start.starts_with(comment) {
                code.push((number, line));
            }
            in_block = (in_block || opens) && !line.contains("*/");
        }
        code
    }

    /// The tokens of a Rust file, groups opened up. Comments and the contents of texts are no tokens.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let stream = self
            .text
            .parse()
            .unwrap_or_else(|_| panic!("{} is not Rust", self.path));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        tokens
    }
}

fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => flatten(group.stream(), tokens),
            other => tokens.push(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn comments_and_unit_tests_are_not_code() {
        let text = "//! Docs.\n\nfn a() {\n    // why\n    b(); // how\n}\n/* long\nstory */\n\n\
                    #[cfg(test)]\nmod tests {\n    fn c() {}\n}\n";
        let lines: Vec<usize> = Source::new("a.rs", text)
            .code()
            .iter()
            .map(|(number, _)| *number)
            .collect();
        assert_eq!(lines, [3, 5, 6]);
    }
}
