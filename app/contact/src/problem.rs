//! What is wrong with a value, for a person to fix. The sentence stands beside its code, once for each language: the
//! preview, ErrorDetail.csv, the API and the command line all show it.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, Severity},
    wording::{Language, Phrase},
};

mod said;
mod sentences;

use said::Said;

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

impl Problem {
    /// Says it in a language.
    pub fn sentence(&self, language: Language) -> String {
        Said(self, language).to_string()
    }

    /// Says it in every language, in the order of `Language`.
    pub fn sentences(&self) -> [String; 3] {
        [
            self.sentence(Language::English),
            self.sentence(Language::Traditional),
            self.sentence(Language::Simplified),
        ]
    }
}

/// A problem as one process of ours tells it to another: its sentences in the order of `Language`, but no longer the value.
#[derive(Serialize, Deserialize)]
pub struct Told {
    code: Code,
    column: String,
    sentences: [String; 3],
}

impl From<&Problem> for Told {
    fn from(problem: &Problem) -> Self {
        Self {
            code: problem.code,
            column: problem.column.to_string(),
            sentences: problem.sentences(),
        }
    }
}

impl From<Told> for Problem {
    fn from(told: Told) -> Self {
        Self {
            code: told.code,
            column: told.column.into(),
            value: String::new(),
            detail: Detail::Sentences(Box::new(told.sentences)),
        }
    }
}

/// The sentences of what keeps a record from being imported, in one text.
pub fn reasons(problems: &[Problem], language: Language) -> String {
    let errors = problems
        .iter()
        .filter(|problem| problem.severity() > Severity::Warning);
    errors
        .map(|problem| problem.sentence(language))
        .collect::<Vec<_>>()
        .join(language.between())
}

/// English, as programs and files have it unless they ask for another language.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Said(self, Language::English).fmt(f)
    }
}

/// Stands for the value, where the header is meant.
pub const HEADER: &str = "header";

/// Stands for the delimiter, where the rows are those of a workbook.
pub const WORKBOOK: &str = "workbook";

/// Finds the numbers of an E12 in sentences that were written before, in any language: the row's values and the file's
/// columns.
pub fn too_many_values(sentences: &str) -> Option<(u64, u64)> {
    let numbers = |template: &str| {
        let (_, behind) = template.split_once("{first}")?;
        let (between, _) = behind.split_once("{second}")?;
        let (before, after) = sentences.split_once(between)?;
        let values = before.rsplit(|letter: char| !letter.is_ascii_digit());
        let columns = after.split(|letter: char| !letter.is_ascii_digit());
        Some((
            values.into_iter().next()?.parse().ok()?,
            columns.into_iter().next()?.parse().ok()?,
        ))
    };
    let Phrase(templates) = sentences::plain(Code::E12);
    templates.iter().find_map(|template| numbers(template))
}

/// A problem on the wire, in one language: `{"code","column","message"}`.
#[derive(Serialize, Deserialize)]
pub struct Wire<'a> {
    code: Code,
    #[serde(default)]
    column: Cow<'a, str>,
    message: String,
}

impl Problem {
    /// What programs are told in this language.
    pub fn wire(&self, language: Language) -> Wire<'_> {
        Wire {
            code: self.code,
            column: Cow::Borrowed(&self.column),
            message: self.sentence(language),
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.wire(Language::English).serialize(to)
    }
}

/// A problem that was read back still says its sentence, but no longer knows the value.
impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Wire {
            code,
            column,
            message,
        } = Wire::deserialize(from)?;
        Ok(Self::from(Told {
            code,
            column: column.into_owned(),
            sentences: [message.clone(), message.clone(), message],
        }))
    }
}
