//! Problems as programs read them, and as one process of ours hands them to another.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Detail, Problem};
use crate::{code::Code, wording::Language};

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
        Ok(Self::from(ProblemMessage {
            code,
            column: column.into_owned(),
            sentences: [message.clone(), message.clone(), message],
        }))
    }
}

/// A problem as one process of ours tells it to another: its sentences in the order of `Language`, but no longer the value.
#[derive(Serialize, Deserialize)]
pub struct ProblemMessage {
    code: Code,
    column: String,
    sentences: [String; 3],
}

impl From<&Problem> for ProblemMessage {
    fn from(problem: &Problem) -> Self {
        Self {
            code: problem.code,
            column: problem.column.to_string(),
            sentences: problem.sentences(),
        }
    }
}

impl From<ProblemMessage> for Problem {
    fn from(told: ProblemMessage) -> Self {
        Self {
            code: told.code,
            column: told.column.into(),
            value: String::new(),
            detail: Detail::Sentences(Box::new(told.sentences)),
        }
    }
}
