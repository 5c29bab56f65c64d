//! A block of cells as text: as spreadsheets copy and paste it, with a tab between two cells and a line for each row. A cell
//! that holds either, or begins with a quote, stands in quotes.

/// Writes the rows of a block.
pub fn write(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>();
    let lines: Vec<String> = rows.iter().map(|row| line(row).join("\t")).collect();
    lines.join("\n")
}

fn quoted(cell: &str) -> String {
    match cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// Reads what was copied. The line break that spreadsheets put behind the last row is none of it.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut letters = text.chars().peekable();
    // A quote within a cell is a letter like any other.
    let (mut is_first, mut is_quoted) = (true, false);
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => cell.push(letter),
            '"' if is_first => {
                (is_first, is_quoted) = (false, true);
                continue;
            }
            '\t' | '\n' | '\r' => {
                if letter == '\r' {
                    // One line break of two letters.
                    letters.next_if_eq(&'\n');
                }
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut cell));
                }
                if letter != '\t' {
                    rows.push(Vec::new());
                }
                is_first = true;
                continue;
            }
            _ => cell.push(letter),
        }
        is_first = false;
    }
    // Nothing stands behind the last line break.
    if cell.is_empty() && rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    } else if let Some(row) = rows.last_mut() {
        row.push(cell);
    }
    rows
}

/// What is pasted over a block of so many rows and columns: one cell goes into all of them, anything else as it is.
pub fn spread(pasted: Vec<Vec<String>>, rows: usize, columns: usize) -> Vec<Vec<String>> {
    match pasted.as_slice() {
        [row] if row.len() == 1 => vec![vec![row[0].clone(); columns]; rows],
        _ => pasted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().map(row).collect()
    }

    #[test]
    fn what_a_spreadsheet_copies_is_read_cell_by_cell() {
        for (text, rows) in [
            ("a\tb\r\nc\td\r\n", own(&[&["a", "b"], &["c", "d"]])),
            ("a", own(&[&["a"]])),
            ("a\t\n\tb", own(&[&["a", ""], &["", "b"]])),
            ("a\n\nb", own(&[&["a"], &[""], &["b"]])),
            ("\"two\nlines\"\tx", own(&[&["two\nlines", "x"]])),
            ("\"a \"\"quote\"\"\"", own(&[&["a \"quote\""]])),
            ("6\" pipe\tb", own(&[&["6\" pipe", "b"]])),
            ("\"\"\t\"\"", own(&[&["", ""]])),
            ("", Vec::new()),
        ] {
            assert_eq!(read(text), rows, "{text:?}");
        }
    }

    #[test]
    fn what_is_copied_is_read_as_it_was() {
        let block = own(&[
            &["plain", "with a\ttab", "with\na line"],
            &["\"quoted\"", "6\" pipe", "陳大文"],
            &["last", "", "row"],
        ]);
        assert_eq!(read(&write(&block)), block);
    }

    #[test]
    fn one_cell_fills_a_block_and_a_block_stays_one() {
        assert_eq!(
            spread(own(&[&["x"]]), 2, 3),
            own(&[&["x", "x", "x"], &["x", "x", "x"]])
        );
        let block = own(&[&["a", "b"]]);
        assert_eq!(spread(block.clone(), 4, 4), block);
    }
}
