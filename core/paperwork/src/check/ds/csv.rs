//! Comma-separated values (RFC 4180), with the line of every record.

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// The records of a text. Empty lines are none; a quote that is not closed ends with the text.
pub(super) fn read(text: &str) -> Vec<Record> {
    let mut records = Vec::new();
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut line, mut begins) = (1, 1);
    let mut quoted = false;
    let mut signs = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\r' if !quoted && signs.peek() == Some(&'\n') => {}
            '\n' => {
                line += 1;
                if quoted {
                    cell.push('\n');
                    continue;
                }
                finish(&mut records, &mut cells, &mut cell, begins);
                begins = line;
            }
            _ => cell.push(sign),
        }
    }
    finish(&mut records, &mut cells, &mut cell, begins);
    records
}

fn finish(records: &mut Vec<Record>, cells: &mut Vec<String>, cell: &mut String, line: usize) {
    if cells.is_empty() && cell.trim().is_empty() {
        cell.clear();
        return;
    }
    cells.push(std::mem::take(cell));
    records.push(Record {
        line,
        cells: std::mem::take(cells),
    });
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn quotes_hold_commas_quotes_and_lines() {
        let records = read("a,\"b, \"\"c\"\"\n d\"\r\n\r\ne,\n\"open");
        let lines: Vec<usize> = records.iter().map(|record| record.line).collect();
        assert_eq!(lines, [1, 4, 5]);
        assert_eq!(records[0].cells, ["a", "b, \"c\"\n d"]);
        assert_eq!(records[1].cells, ["e", ""]);
        assert_eq!(records[2].cells, ["open"]);
    }
}
