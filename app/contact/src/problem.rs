//! What is wrong with a value, for a person to fix. The sentence stands beside its code, once for each language: the
//! preview, ErrorDetail.csv, the API and the command line all show it.

use std::borrow::Cow;

use crate::{
    code::{Code, Severity},
    wording::Phrase,
};

pub mod said;
mod sentences;
pub mod wire;

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    pub code: Code,
    /// The header of the column; empty where the whole row or file is meant.
    pub column: Cow<'static, str>,
    /// The text as it was written.
    pub value: String,
    pub detail: Detail,
}

/// What a sentence says besides column and value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Detail {
    #[default]
    None,
    /// A limit or a line number.
    Number(u64),
    /// The row's values and the file's columns.
    Widths(u64, u64),
    /// What the value is not, what was made of it, or a limit with its unit.
    Text(Cow<'static, str>),
    /// Names of columns or sheets.
    Names(Vec<String>),
    /// The same as `Text`, in words of ours.
    Phrase(Phrase),
    /// The whole sentence in every language, of a problem that was told elsewhere.
    Sentences(Box<[String; 3]>),
}

impl From<Phrase> for Detail {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<String> for Detail {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl Problem {
    /// Says that a value has a problem of this kind.
    pub fn new(code: Code, column: impl Into<Cow<'static, str>>, value: &str) -> Self {
        Self {
            code,
            column: column.into(),
            value: value.to_owned(),
            detail: Detail::None,
        }
    }

    /// Says the limit or the line that is meant.
    pub fn number(mut self, number: u64) -> Self {
        self.detail = Detail::Number(number);
        self
    }

    /// Says what the value is not, or what was made of it.
    pub fn text(mut self, text: impl Into<Detail>) -> Self {
        self.detail = text.into();
        self
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Stands for the value, where the header is meant.
pub const HEADER: &str = "header";

/// Stands for the delimiter, where the rows are those of a workbook.
pub const WORKBOOK: &str = "workbook";
