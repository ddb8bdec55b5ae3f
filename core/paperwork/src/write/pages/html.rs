//! A page as HTML: no script, no font, no image, nothing that is fetched from anywhere.

use super::page::{Block, Page, Piece};

const STYLE: &str = "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem } \
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid; padding: .4rem; text-align: start; vertical-align: top }";

pub(super) fn text(page: &Page, head: &str) -> String {
    let title = escaped(&page.title);
    let mut text = format!(
        "<!DOCTYPE html>\n<!-- {head} -->\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        escaped(&page.language)
    );
    for block in &page.blocks {
        match block {
            Block::Heading(level, heading) => {
                text.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(heading)));
            }
            Block::Text(pieces) => text.push_str(&format!("<p>{}</p>\n", run(pieces))),
            Block::List(items) => {
                text.push_str("<ul>\n");
                for item in items {
                    text.push_str(&format!("<li>{}</li>\n", run(item)));
                }
                text.push_str("</ul>\n");
            }
            Block::Table(table) => {
                text.push_str("<table>\n<thead>\n");
                row(&mut text, &table.head, "th scope=\"col\"", "th");
                text.push_str("</thead>\n<tbody>\n");
                for cells in &table.rows {
                    row(&mut text, cells, "td", "td");
                }
                text.push_str("</tbody>\n</table>\n");
            }
        }
    }
    text.push_str("</main>\n</body>\n</html>\n");
    text
}

fn row(text: &mut String, cells: &[String], open: &str, close: &str) {
    text.push_str("<tr>");
    for cell in cells {
        text.push_str(&format!("<{open}>{}</{close}>", escaped(cell)));
    }
    text.push_str("</tr>\n");
}

fn run(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(text) => escaped(text),
            Piece::Link(text, to) => format!("<a href=\"{}\">{}</a>", escaped(to), escaped(text)),
        })
        .collect()
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
