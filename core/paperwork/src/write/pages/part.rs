//! What an author adds to the notice: a piece of Markdown, of which headings, paragraphs, lists and links are read.

use super::page::{Page, Piece};

/// Puts `markdown` at the end of `page`. A heading of the first level becomes one of the second: the page has its title.
pub(super) fn insert(page: &mut Page, markdown: &str) {
    let mut part: Vec<&str> = Vec::new();
    for line in markdown.lines().chain([""]) {
        let line = line.trim();
        let begins = line.is_empty() || line.starts_with('#') || is_item(line);
        // A list goes on from item to item, and an item over lines that begin none.
        let goes_on = is_item(line) && part.first().is_some_and(|first| is_item(first));
        if begins && !goes_on {
            block(page, &std::mem::take(&mut part));
        }
        if line.starts_with('#') {
            block(page, &[line]);
        } else if !line.is_empty() {
            part.push(line);
        }
    }
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("* ")
}

fn block(page: &mut Page, lines: &[&str]) {
    let Some(first) = lines.first() else {
        return;
    };
    if first.starts_with('#') {
        let text = first.trim_start_matches('#');
        let level = u8::try_from(first.len() - text.len()).unwrap_or(u8::MAX);
        page.heading(level.clamp(2, 4), text.trim());
    } else if is_item(first) {
        let mut items: Vec<String> = Vec::new();
        for line in lines {
            match (is_item(line), items.last_mut()) {
                (false, Some(item)) => {
                    item.push(' ');
                    item.push_str(line);
                }
                _ => items.push(line.get(2..).unwrap_or_default().trim().to_owned()),
            }
        }
        page.list(items.iter().map(|item| pieces(item)).collect());
    } else {
        page.pieces(pieces(&lines.join(" ")));
    }
}

/// The text with its links: `[text](address)` with an address of the web or of e-mail.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut plain, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        if let Some((label, address, after)) = link(after) {
            if !plain.is_empty() {
                pieces.push(Piece::Plain(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Link(label.to_owned(), address.to_owned()));
            rest = after;
        } else {
            plain.push('[');
            rest = after;
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Plain(plain));
    }
    pieces
}

/// Label, address and what stands behind them.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (label, rest) = text.split_once("](")?;
    let (address, rest) = rest.split_once(')')?;
    let leads = ["https://", "mailto:"];
    let sound = !label.contains('[') && leads.iter().any(|begins| address.starts_with(begins));
    sound.then_some((label, address, rest))
}

#[cfg(test)]
mod tests {
    use super::super::page::Block;
    use super::*;

    fn read(markdown: &str) -> Vec<String> {
        let mut page = Page::new("en", "");
        insert(&mut page, markdown);
        let text = |pieces: &Vec<Piece>| {
            let shown = pieces.iter().map(|piece| match piece {
                Piece::Plain(text) => text.clone(),
                Piece::Link(label, address) => format!("<{label}|{address}>"),
            });
            shown.collect::<String>()
        };
        let shown = page.blocks.iter().map(|block| match block {
            Block::Heading(level, text) => format!("{level} {text}"),
            Block::Text(pieces) => text(pieces),
            Block::List(items) => items.iter().map(text).collect::<Vec<_>>().join(" / "),
            Block::Table(_) => "a table".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn headings_paragraphs_lists_and_links_are_read() {
        let markdown = "# Decisions\nNone is made\nby a machine.\n\n- one [page](https://a.app/b)\n  of it\n- two\n### More\n[x](javascript:y) and [z\n";
        assert_eq!(
            read(markdown),
            [
                "2 Decisions",
                "None is made by a machine.",
                "one <page|https://a.app/b> of it / two",
                "3 More",
                "[x](javascript:y) and [z",
            ]
        );
    }

    #[test]
    fn nothing_is_a_part_of_nothing() {
        assert_eq!(read("\n  \n"), [""; 0]);
    }
}
