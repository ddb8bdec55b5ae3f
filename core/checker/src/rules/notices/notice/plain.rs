//! A notice as lines of text, whatever it is written in; each keeps its number.

/// One line: a heading with its level, an item of a list, or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    /// 1 to 6 where the format marks it as a heading.
    pub(super) level: Option<usize>,
    pub(super) item: bool,
    pub(super) text: String,
}

/// Stands for the beginning or the end of a block of a page.
const BREAK: char = '\u{1E}';
/// Elements that are blocks, beside headings and items.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "tr",
    "ul",
    "ol",
    "table",
    "dl",
    "dt",
    "blockquote",
];

/// The lines of the file at `path`; empty ones stay, as they end paragraphs.
pub(super) fn lines(path: &str, text: &str) -> Vec<Line> {
    let html = path.to_ascii_lowercase().ends_with(".html");
    let text = if html {
        without_tags(text)
    } else {
        without_comments(text)
    };
    let mut lines: Vec<Line> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        // Blocks that stand on one line of a page are lines of their own.
        let mut blocks = line.split(BREAK).filter(|block| !block.trim().is_empty());
        lines.push(one(index + 1, blocks.next().unwrap_or_default()));
        lines.extend(blocks.map(|block| one(index + 1, block)));
    }
    if let Some(begins) = front_matter(&text) {
        lines.retain(|line| line.number > begins);
    }
    lines
}

/// The last line of a block between `---` at the beginning.
fn front_matter(text: &str) -> Option<usize> {
    let mut lines = text.lines().enumerate();
    let (_, first) = lines.next()?;
    (first.trim_end() == "---").then_some(())?;
    let (index, _) = lines.find(|(_, line)| line.trim_end() == "---")?;
    Some(index + 1)
}

fn one(number: usize, raw: &str) -> Line {
    let text = raw.trim();
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let level = (1..=6).contains(&marks) && text[marks..].starts_with([' ', '\t']);
    let text = if level { text[marks..].trim() } else { text };
    let bullets = ["- ", "* ", "• ", "+ ", "– ", "·"];
    let item = bullets.iter().find_map(|bullet| text.strip_prefix(bullet));
    Line {
        number,
        level: level.then_some(marks),
        item: item.is_some(),
        text: markdown(item.unwrap_or(text).trim()),
    }
}

/// Without emphasis; `[words](address)` becomes `words address`.
fn markdown(text: &str) -> String {
    let mut out = text.replace('*', "").replace("__", "").replace('|', " ");
    out = out.trim().trim_matches('_').to_owned();
    while let Some(middle) = out.find("](") {
        let (Some(start), Some(length)) = (out[..middle].rfind('['), out[middle..].find(')'))
        else {
            break;
        };
        let words = out[start + 1..middle].to_owned();
        let address = out[middle + 2..middle + length].to_owned();
        out.replace_range(start..=middle + length, &format!("{words} {address}"));
    }
    out.trim().to_owned()
}

/// Markdown may hold a page's comments; they are not shown.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        let end = rest[start..]
            .find("-->")
            .map_or(rest.len(), |end| start + end + 3);
        keep_lines(&rest[start..end], &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The text of a page: tags go, headings become `#`, items `- `; lines stay lines.
fn without_tags(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        if let Some(comment) = inside.strip_prefix("!--") {
            let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
            keep_lines(&comment[..end], &mut out);
            rest = &comment[end..];
            continue;
        }
        let Some(end) = inside.find('>') else {
            rest = "";
            break;
        };
        let tag = &inside[..end];
        rest = &inside[end + 1..];
        let name: String = tag
            .chars()
            .take_while(|sign| sign.is_alphanumeric())
            .collect();
        let name = name.to_ascii_lowercase();
        let plain = tag.trim_start_matches('/').to_ascii_lowercase();
        let plain: String = plain
            .chars()
            .take_while(|sign| sign.is_alphanumeric())
            .collect();
        let heading = plain.len() == 2 && plain.starts_with('h') && plain != "hr";
        if heading || plain == "li" || BLOCKS.contains(&plain.as_str()) {
            out.push(BREAK);
        }
        keep_lines(tag, &mut out);
        match name.as_str() {
            "script" | "style" => {
                let close = format!("</{name}");
                let lower = rest.to_ascii_lowercase();
                let end = lower.find(&close).unwrap_or(rest.len());
                keep_lines(&rest[..end], &mut out);
                rest = &rest[end..];
            }
            "li" => out.push_str("- "),
            "a" => {
                if let Some(address) = href(tag) {
                    let close = rest.find("</a").unwrap_or(0);
                    out.push_str(&rest[..close]);
                    out.push_str(&format!(" {address} "));
                    rest = &rest[close..];
                }
            }
            _ => {
                let level = name
                    .strip_prefix('h')
                    .and_then(|level| level.parse::<usize>().ok());
                if let Some(level) = level.filter(|level| (1..=6).contains(level)) {
                    out.push_str(&"#".repeat(level));
                    out.push(' ');
                } else if ["br", "td", "th"].contains(&name.as_str()) {
                    out.push(' ');
                }
            }
        }
    }
    out.push_str(rest);
    let named = [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&auml;", "ä"),
        ("&ouml;", "ö"),
        ("&uuml;", "ü"),
        ("&Auml;", "Ä"),
        ("&Ouml;", "Ö"),
        ("&Uuml;", "Ü"),
        ("&szlig;", "ß"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(out, |text, (name, sign)| text.replace(name, sign))
}

fn keep_lines(gone: &str, out: &mut String) {
    out.extend(gone.chars().filter(|sign| *sign == '\n'));
}

fn href(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once("href=")?;
    let quote = rest.chars().next().filter(|sign| "\"'".contains(*sign))?;
    rest[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn pages_and_markdown_become_the_same_lines() {
        let markdown = lines(
            "a.md",
            "## Who\n\n- **We** use [Tide](https://tide.example).\n",
        );
        let page = lines(
            "a.html",
            "<h2>Who</h2>\n<!-- x\n--><li><b>We</b> use <a href=\"https://tide.example\">Tide</a>.</li>\n<script>let a\n</script>",
        );
        assert_eq!(markdown[0].level, Some(2));
        assert_eq!((page[0].level, page[0].text.as_str()), (Some(2), "Who"));
        assert_eq!(markdown[2].text, "We use Tide https://tide.example.");
        assert!(page[2].item && page[2].number == 3);
        assert_eq!(page[2].text, "We use Tide https://tide.example .");
    }

    #[test]
    fn blocks_on_one_line_are_separate_lines() {
        let page = lines(
            "a.html",
            "<h1>Notice</h1><p>Last updated: 2 May 2026</p>\n<div>We.</div>",
        );
        let seen: Vec<(usize, &str)> = page
            .iter()
            .map(|line| (line.number, line.text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [(1, "Notice"), (1, "Last updated: 2 May 2026"), (2, "We.")]
        );
    }

    #[test]
    fn broken_pages_end() {
        for text in ["<", "<a href=", "<script>", "<!--", "[a](b", "](", "---\nx"] {
            lines("a.html", text);
            lines("a.md", text);
        }
    }
}
