//! What is wrong with one value, as it crosses the wire.
use contact::Language;
use serde::{Deserialize, Serialize};

/// The most characters of a sentence about one value: what somebody sent is quoted in it.
const LONGEST_SENTENCE: usize = 400;

/// One value to correct, as programs are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Stable, for programs.
    pub code: String,
    /// The field or column it stands in; empty where the whole is meant.
    pub column: String,
    /// What the API calls the field of a contact, where `column` is the header that files give it: last_name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The sentence for people.
    pub message: String,
    /// The sentence in every language, where it has one, for who reads another than English.
    #[serde(skip)]
    pub(super) sentences: Option<Box<[String; 3]>>,
}

impl FieldProblem {
    /// Says what is wrong with the value of one field. A sentence that quotes a long value is cut.
    pub fn new(code: &str, column: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            column: column.to_owned(),
            field: None,
            message: cut(message.into()),
            sentences: None,
        }
    }

    /// Says it in every language, in the order of `Language`, so that somebody who meets it on a page can read it.
    pub fn said(code: &str, column: &str, sentences: [String; 3]) -> Self {
        let sentences = sentences.map(cut);
        Self {
            sentences: Some(Box::new(sentences.clone())),
            ..Self::new(code, column, &sentences[Language::English as usize])
        }
    }

    /// Means this field of a form.
    pub fn about(self, column: &str) -> Self {
        Self {
            column: column.to_owned(),
            field: None,
            ..self
        }
    }

    /// The sentence in this language, if there is one.
    pub fn sentence(&self, language: Language) -> String {
        match &self.sentences {
            Some(sentences) => sentences[language as usize].clone(),
            None => self.message.clone(),
        }
    }

    /// Says it in this language, if it can.
    #[cfg(feature = "ssr")]
    pub(super) fn in_language(self, language: Language) -> Self {
        Self {
            message: self.sentence(language),
            ..self
        }
    }
}

fn cut(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_SENTENCE) {
        message.truncate(end);
        message.push('…');
    }
    message
}

impl From<&contact::Problem> for FieldProblem {
    fn from(problem: &contact::Problem) -> Self {
        let field = contact::field::fields().find(|field| field.header == problem.column);
        Self {
            field: field.map(|field| field.name.to_owned()),
            ..Self::said(
                &problem.code.to_string(),
                &problem.column,
                problem.sentences(),
            )
        }
    }
}
