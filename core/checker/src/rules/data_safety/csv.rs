//! The records of a table in comma-separated values, with the line of each.

use csv::{ByteRecord, ReaderBuilder};

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// Returns the records of a text. Empty lines are none; a quote that is not closed ends with the text.
pub(super) fn read(text: &str) -> Vec<Record> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let (mut line, mut counted) = (1, 0);
    let mut record = ByteRecord::new();
    while let Ok(from) = usize::try_from(reader.position().byte()) {
        if !reader.read_byte_record(&mut record).unwrap_or(false) {
            break;
        }
        // The reader stands before the empty lines that it passes over.
        let rest = text.get(from..).unwrap_or_default();
        let start = from + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        line += text
            .get(counted..start)
            .unwrap_or_default()
            .matches('\n')
            .count();
        counted = start;
        let cells: Vec<String> = record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect();
        if cells.len() > 1 || cells.iter().any(|cell| !cell.trim().is_empty()) {
            records.push(Record { line, cells });
        }
    }
    records
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
