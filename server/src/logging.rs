//! The lines of the log. What clients and databases say may stand in one: a line break there would begin another line, and
//! a terminal would obey other control characters, so that they are written as text.
use std::io::{self, Write};

/// Writes an event, which comes whole, as one line without control characters.
pub struct Escaped<W>(pub W);

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let (line, end) = match text.strip_suffix('\n') {
            Some(line) => (line, "\n"),
            None => (text.as_ref(), ""),
        };
        let mut escaped = String::with_capacity(text.len());
        for letter in line.chars() {
            if letter.is_control() {
                escaped.extend(letter.escape_default());
            } else {
                escaped.push(letter);
            }
        }
        escaped.push_str(end);
        self.0.write_all(escaped.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Escaped;

    #[test]
    fn nobody_forges_a_line_or_moves_the_cursor() {
        let mut log = Escaped(Vec::new());
        let said = "refused \u{1b}[2J\u{9b}31mMei\r\n2026-11-28 all is well\n";
        log.write_all(said.as_bytes()).expect("written");
        let line = String::from_utf8(log.0).expect("text");
        let escaped = "refused \\u{1b}[2J\\u{9b}31mMei\\r\\n2026-11-28 all is well\n";
        assert_eq!(line, escaped);
    }

    #[test]
    fn words_of_all_scripts_stay_as_they_are() {
        let mut log = Escaped(Vec::new());
        log.write_all("陳大文 Zoë\n".as_bytes()).expect("written");
        assert_eq!(log.0, "陳大文 Zoë\n".as_bytes());
    }
}
