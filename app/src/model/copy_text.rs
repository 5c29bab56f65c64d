//! Rows of one table in the text format of COPY, the fastest way into Postgres.
use std::io::Write;

use contact::CustomValue;
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows of one table in the text format of COPY.
#[derive(Debug, Default)]
pub struct CopyText {
    bytes: Vec<u8>,
    within: bool,
}

impl CopyText {
    /// Sends the rows; nothing is sent where there are none.
    pub async fn send(
        &self,
        db: &mut PgConnection,
        statement: &'static str,
    ) -> Result<(), sqlx::Error> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let mut copy = db.copy_in_raw(statement).await?;
        copy.send(self.bytes.as_slice()).await?;
        copy.finish().await?;
        Ok(())
    }

    /// Ends a row.
    pub fn end(&mut self) {
        self.bytes.push(b'\n');
        self.within = false;
    }

    /// Adds text, with the four characters escaped that mean something to COPY.
    pub fn text(&mut self, text: &str) {
        self.next();
        let mut rest = text.as_bytes();
        while let Some(at) = rest
            .iter()
            .position(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r'))
        {
            self.bytes.extend_from_slice(&rest[..at]);
            self.bytes.push(b'\\');
            self.bytes.push(match rest[at] {
                b'\t' => b't',
                b'\n' => b'n',
                b'\r' => b'r',
                other => other,
            });
            rest = &rest[at + 1..];
        }
        self.bytes.extend_from_slice(rest);
    }

    /// Adds an id.
    pub fn uuid(&mut self, id: Uuid) {
        self.next();
        let mut text = Uuid::encode_buffer();
        self.bytes
            .extend_from_slice(id.as_hyphenated().encode_lower(&mut text).as_bytes());
    }

    /// Adds a number, date or id, which never needs escaping; null if there is none.
    pub fn shown(&mut self, value: Option<impl std::fmt::Display>) {
        match value {
            Some(value) => {
                self.next();
                self.put(value);
            }
            None => self.null(),
        }
    }

    /// Adds an array of numbers or ids.
    pub fn list(&mut self, values: impl Iterator<Item = impl std::fmt::Display>) {
        self.next();
        self.bytes.push(b'{');
        for (place, value) in values.enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            self.put(value);
        }
        self.bytes.push(b'}');
    }

    /// Adds the values of custom fields.
    pub fn json(&mut self, custom: &std::collections::BTreeMap<String, CustomValue>) {
        if custom.is_empty() {
            return self.text("{}");
        }
        self.text(&serde_json::to_string(custom).unwrap_or_else(|_| "{}".to_owned()));
    }

    /// Adds nothing.
    pub fn null(&mut self) {
        self.next();
        self.bytes.extend_from_slice(b"\\N");
    }

    fn next(&mut self) {
        if self.within {
            self.bytes.push(b'\t');
        }
        self.within = true;
    }

    fn put(&mut self, value: impl std::fmt::Display) {
        // Writing into memory cannot fail.
        let _ = write!(self.bytes, "{value}");
    }
}

/// An array of Postgres as text: what an array of arrays of different lengths is sent as.
pub fn array<T: ToString>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("{{{}}}", values.join(","))
}
