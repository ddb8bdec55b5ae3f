//! A page as Markdown.

use super::page::{Block, Page, Piece};

pub(super) fn text(page: &Page, head: &str) -> String {
    let mut text = format!("<!-- {head} -->\n\n# {}\n", escaped(&page.title));
    for block in &page.blocks {
        text.push('\n');
        match block {
            Block::Heading(level, heading) => {
                text.push_str(&format!(
                    "{} {}\n",
                    "#".repeat(usize::from(*level)),
                    escaped(heading)
                ));
            }
            Block::Text(pieces) => text.push_str(&format!("{}\n", at_start(&run(pieces)))),
            Block::List(items) => {
                for item in items {
                    text.push_str(&format!("- {}\n", at_start(&run(item))));
                }
            }
            Block::Table(table) => {
                row(&mut text, &table.head);
                text.push_str(&format!("|{}\n", "---|".repeat(table.head.len())));
                table.rows.iter().for_each(|cells| row(&mut text, cells));
            }
        }
    }
    text
}

fn row(text: &mut String, cells: &[String]) {
    for cell in cells {
        text.push_str(&format!("| {} ", escaped(cell)));
    }
    text.push_str("|\n");
}

fn run(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(text) => escaped(text),
            Piece::Link(text, to) => format!("[{}]({to})", escaped(text)),
        })
        .collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '#' | '~' => {
                escaped.extend(['\\', sign])
            }
            '\n' | '\r' | '\t' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// What would begin a list or a rule at the start of a line begins none.
fn at_start(text: &str) -> String {
    let digits = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    if text.starts_with(['-', '+', '=']) {
        format!("\\{text}")
    } else if digits.len() < text.len() && digits.starts_with(['.', ')']) {
        format!("{}\\{digits}", &text[..text.len() - digits.len()])
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_policy_stays_text() {
        assert_eq!(
            escaped("a_b <b> [x](y) | #"),
            "a\\_b \\<b\\> \\[x\\](y) \\| \\#"
        );
        assert_eq!(at_start("1. May"), "1\\. May");
        assert_eq!(at_start("- no"), "\\- no");
        assert_eq!(at_start("12 days"), "12 days");
    }
}
