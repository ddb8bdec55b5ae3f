//! Reads JSON piece by piece. A call-stack tree nests two levels for each call, deeper than a parser that recurses
//! may go, so the open brackets are kept in a list instead of on the stack.

use std::borrow::Cow;

use super::trace::CrashRefusal;

/// One piece, in the order of the text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'j> {
    BeginObject,
    EndObject,
    BeginArray,
    EndArray,
    /// A member's name; its value follows.
    Key(Cow<'j, str>),
    Text(Cow<'j, str>),
    /// As written.
    Number(&'j str),
    True,
    False,
    Null,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Next {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    CommaOrEnd,
    Nothing,
}

/// Where the reading stands.
#[derive(Debug)]
pub(super) struct Pieces<'j> {
    text: &'j str,
    at: usize,
    /// The open brackets; true for an object.
    open: Vec<bool>,
    next: Next,
}

impl<'j> Pieces<'j> {
    pub(super) fn of(bytes: &'j [u8]) -> Result<Self, CrashRefusal> {
        let text = std::str::from_utf8(bytes).map_err(|_| CrashRefusal::Malformed)?;
        Ok(Self {
            text,
            at: 0,
            open: Vec::new(),
            next: Next::Value,
        })
    }

    /// The next piece; none at the end of a whole document.
    pub(super) fn read(&mut self) -> Result<Option<Piece<'j>>, CrashRefusal> {
        loop {
            let rest = self.text[self.at..].trim_start_matches([' ', '\t', '\r', '\n']);
            self.at = self.text.len() - rest.len();
            let Some(&byte) = rest.as_bytes().first() else {
                let whole = self.next == Next::Nothing;
                return if whole {
                    Ok(None)
                } else {
                    Err(CrashRefusal::Malformed)
                };
            };
            match (self.next, byte) {
                (Next::CommaOrEnd, b',') => {
                    self.at += 1;
                    let in_object = self.open.last().copied().unwrap_or(false);
                    self.next = if in_object { Next::Key } else { Next::Value };
                }
                (Next::CommaOrEnd | Next::KeyOrEnd, b'}') => return self.close(true),
                (Next::CommaOrEnd | Next::ValueOrEnd, b']') => return self.close(false),
                (Next::Key | Next::KeyOrEnd, b'"') => return self.key().map(Some),
                (Next::Value | Next::ValueOrEnd, _) => return self.value(rest, byte).map(Some),
                _ => return Err(CrashRefusal::Malformed),
            }
        }
    }

    fn value(&mut self, rest: &'j str, byte: u8) -> Result<Piece<'j>, CrashRefusal> {
        if let b'{' | b'[' = byte {
            let object = byte == b'{';
            self.at += 1;
            self.open.push(object);
            self.next = if object {
                Next::KeyOrEnd
            } else {
                Next::ValueOrEnd
            };
            return Ok(if object {
                Piece::BeginObject
            } else {
                Piece::BeginArray
            });
        }
        let piece = if byte == b'"' {
            Piece::Text(self.string()?)
        } else {
            let end = rest
                .find([',', '}', ']', ' ', '\t', '\r', '\n'])
                .unwrap_or(rest.len());
            self.at += end;
            match &rest[..end] {
                "true" => Piece::True,
                "false" => Piece::False,
                "null" => Piece::Null,
                number => {
                    serde_json::from_str::<serde_json::Number>(number)
                        .map_err(|_| CrashRefusal::Malformed)?;
                    Piece::Number(number)
                }
            }
        };
        self.after_value();
        Ok(piece)
    }

    fn key(&mut self) -> Result<Piece<'j>, CrashRefusal> {
        let key = self.string()?;
        let rest = self.text[self.at..].trim_start_matches([' ', '\t', '\r', '\n']);
        let rest = rest.strip_prefix(':').ok_or(CrashRefusal::Malformed)?;
        self.at = self.text.len() - rest.len();
        self.next = Next::Value;
        Ok(Piece::Key(key))
    }

    fn close(&mut self, object: bool) -> Result<Option<Piece<'j>>, CrashRefusal> {
        if self.open.pop() != Some(object) {
            return Err(CrashRefusal::Malformed);
        }
        self.at += 1;
        self.after_value();
        Ok(Some(if object {
            Piece::EndObject
        } else {
            Piece::EndArray
        }))
    }

    fn after_value(&mut self) {
        self.next = if self.open.is_empty() {
            Next::Nothing
        } else {
            Next::CommaOrEnd
        };
    }

    /// A string whose opening quote is at the place of reading.
    fn string(&mut self) -> Result<Cow<'j, str>, CrashRefusal> {
        let bytes = &self.text.as_bytes()[self.at..];
        let mut escaped = false;
        let mut plain = true;
        let close = bytes.iter().skip(1).position(|&byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            plain &= byte != b'\\' && byte >= b' ';
            ends
        });
        let length = close.ok_or(CrashRefusal::Malformed)? + 2;
        let quoted = &self.text[self.at..self.at + length];
        self.at += length;
        if plain {
            return Ok(Cow::Borrowed(&quoted[1..length - 1]));
        }
        serde_json::from_str(quoted)
            .map(Cow::Owned)
            .map_err(|_| CrashRefusal::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Result<usize, CrashRefusal> {
        let mut pieces = Pieces::of(text.as_bytes())?;
        let mut count = 0;
        while pieces.read()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    #[test]
    fn what_is_json_to_others_is_json_here() {
        let texts = [
            "{}",
            "[]",
            "1",
            "\"a\"",
            "{\"a\":1}",
            "{\"a\" : [1, -2.5e3, true, null, \"\\u00e9\\\"\"]}",
            "[[[]]]",
            " [ ] ",
            "",
            "{",
            "[1,]",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "[1 2]",
            "[}",
            "01",
            "tru",
            "\"a",
            "\"\\x\"",
            "{} {}",
            "nan",
            "{\"a\":1,}",
            "]",
            "\"\t\"",
            "{1:2}",
            "[,1]",
            "\"\\ud800\"",
        ];
        for text in texts {
            let other = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(pieces(text).is_ok(), other, "{text}");
        }
    }

    #[test]
    fn brackets_may_nest_without_bound() {
        let deep = "[".repeat(500_000) + &"]".repeat(500_000);
        assert_eq!(pieces(&deep), Ok(1_000_000));
    }
}
