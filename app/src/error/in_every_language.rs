//! How problems reach a page: with their sentences in every language, as its reader may have any. Programs are told one.
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FieldProblem;

#[derive(Serialize, Deserialize)]
struct ProblemInEveryLanguage {
    code: String,
    column: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    message: String,
    sentences: Option<Box<[String; 3]>>,
}

pub fn serialize<S: Serializer>(problems: &[FieldProblem], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(
        problems
            .iter()
            .cloned()
            .map(|problem| ProblemInEveryLanguage {
                code: problem.code,
                column: problem.column,
                field: problem.field,
                message: problem.message,
                sentences: problem.sentences,
            }),
    )
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<FieldProblem>, D::Error> {
    let told = Vec::<ProblemInEveryLanguage>::deserialize(from)?.into_iter();
    let problems = told.map(|told| FieldProblem {
        code: told.code,
        column: told.column,
        field: told.field,
        message: told.message,
        sentences: told.sentences,
    });
    Ok(problems.collect())
}
