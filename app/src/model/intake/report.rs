//! What reports may hold, each by itself: what is wrong with one stops no other.
use chrono::{DateTime, TimeDelta, Utc};
use contact::email::LONGEST;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::told_fields::fields;
use crate::{
    error::{Error, FieldProblem},
    wire::intake::{HeardItem, Hearing, MOST_REPORTS, OneOrMany},
};

/// The most characters of an id in the contact centre, of a short text, and of a long one.
const ID: usize = 200;
pub(super) const SHORT: usize = 500;
pub(super) const LONG: usize = 20_000;
/// How far the clock of a contact centre may be ahead.
const AHEAD: TimeDelta = TimeDelta::days(1);
/// The fields that hold a time.
const TIMES: [&str; 3] = ["at", "opened_at", "closed_at"];
/// How often what a report belongs to may change while it is being locked.
pub(super) const TRIES: usize = 8;

/// One report of a request: what it says, or why it cannot be taken.
pub(super) type Sent<T> = Result<T, HeardItem>;

/// Reads the reports of a request, each by itself: a bad one stops no other.
pub(super) fn read<T: DeserializeOwned>(
    sent: OneOrMany,
    judge: impl Fn(&T) -> Vec<FieldProblem>,
) -> Result<Vec<Sent<T>>, Error> {
    let sent = match sent {
        OneOrMany::One(report) => vec![report],
        OneOrMany::Many(reports) => reports,
    };
    if sent.len() > MOST_REPORTS {
        return Err(Error::Refused(format!(
            "These are {} reports. Send at most {MOST_REPORTS} at a time.",
            sent.len()
        )));
    }
    let reports = sent.into_iter().map(|mut report| {
        without_nul(&mut report);
        let id = report.get("external_id").and_then(Value::as_str);
        let id: String = id.unwrap_or_default().chars().take(ID).collect();
        let refused = |problem| HeardItem::refused(&id, problem);
        let report: T = serde_json::from_value(report)
            .map_err(|error| refused(FieldProblem::new("invalid", "", error.to_string())))?;
        match judge(&report).into_iter().next() {
            Some(problem) => Err(refused(problem)),
            None => Ok(report),
        }
    });
    Ok(reports.collect())
}

/// Takes out the one character that the database cannot hold: nothing else of what somebody wrote is lost for it.
fn without_nul(value: &mut Value) {
    match value {
        Value::String(text) => text.retain(|letter| letter != '\0'),
        Value::Array(values) => values.iter_mut().for_each(without_nul),
        Value::Object(fields) => {
            let cleaned = std::mem::take(fields).into_iter().map(|(name, mut value)| {
                without_nul(&mut value);
                (name.replace('\0', ""), value)
            });
            *fields = cleaned.collect();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl HeardItem {
    pub(super) fn new(external_id: &str, outcome: Hearing) -> Self {
        Self {
            external_id: external_id.to_owned(),
            outcome,
            problem: None,
        }
    }

    pub(super) fn refused(external_id: &str, problem: FieldProblem) -> Self {
        Self {
            problem: Some(Box::new(problem)),
            ..Self::new(external_id, Hearing::Refused)
        }
    }
}

impl Hearing {
    /// What became of a report that is kept whole: its row is new or was replaced, or stands as it was, the same or a later
    /// one.
    pub(super) fn of_written(is_new: Option<bool>, is_same: bool) -> Self {
        match (is_new, is_same) {
            (Some(true), _) => Self::Created,
            (Some(false), _) => Self::Updated,
            (None, true) => Self::Known,
            (None, false) => Self::Older,
        }
    }
}

/// The most characters of a field. What things are looked up by is so short that an index holds it in any script.
fn most(field: &str) -> usize {
    match field {
        "external_id" | "enquiry" | "destination" => ID,
        "email" | "staff" => LONGEST,
        "text" | "visitor.form" => LONG,
        _ => SHORT,
    }
}

/// What the fields of a report may not be.
#[derive(Default)]
pub(super) struct Judge(Vec<FieldProblem>);

impl Judge {
    pub(super) fn id(mut self, field: &str, id: &str) -> Self {
        if id.trim().is_empty() {
            let sentence = format!("{field}: it is empty. Send the id that it has with you.");
            self.0.push(FieldProblem::new("required", field, sentence));
        }
        if id.contains('\0') {
            let sentence =
                format!("{field}: it holds a NUL character. Send the id that it has with you.");
            self.0.push(FieldProblem::new("malformed", field, sentence));
        }
        self.text(field, id, most(field))
    }

    pub(super) fn text(mut self, field: &str, text: &str, most: usize) -> Self {
        let length = text.chars().count();
        if length > most {
            let sentence =
                format!("{field}: this has {length} characters. Send at most {most} of them.");
            self.0.push(FieldProblem::new("too_long", field, sentence));
        }
        self
    }

    pub(super) fn time(mut self, field: &str, at: DateTime<Utc>) -> Self {
        if at < DateTime::UNIX_EPOCH {
            let sentence = format!("{field}: {at} is before 1970. Look at the clock that gave it.");
            self.0.push(FieldProblem::new("long_ago", field, sentence));
        }
        if at > Utc::now() + AHEAD {
            let sentence =
                format!("{field}: {at} is more than a day ahead. Look at the clock that gave it.");
            self.0.push(FieldProblem::new("ahead", field, sentence));
        }
        self
    }

    /// Judges all fields that are told: none is too long, no time is out of the world, an enquiry has an id, and of some
    /// none can be emptied.
    pub(super) fn fields(mut self, fields: &[(String, Value)], never_empty: &[&str]) -> Self {
        for (field, value) in fields {
            if value.is_null() && never_empty.contains(&field.as_str()) {
                let sentence = format!("{field}: it cannot be emptied. Leave it out to keep it.");
                self.0.push(FieldProblem::new("required", field, sentence));
            }
            self = self.value(field, value);
        }
        self
    }

    fn value(self, field: &str, value: &Value) -> Self {
        match value {
            Value::String(id) if field == "enquiry" => self.id(field, id),
            Value::String(text) if TIMES.contains(&field) => match text.parse() {
                Ok(at) => self.time(field, at),
                Err(_) => self,
            },
            Value::String(text) => self.text(field, text, most(field)),
            Value::Array(values) if values.len() > SHORT => self.too_many(field, values.len()),
            Value::Object(values) if values.len() > SHORT => self.too_many(field, values.len()),
            Value::Array(values) => values
                .iter()
                .fold(self, |judge, value| judge.value(field, value)),
            Value::Object(values) => values.iter().fold(self, |judge, (name, value)| {
                judge.text(field, name, ID).value(field, value)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => self,
        }
    }

    fn too_many(mut self, field: &str, count: usize) -> Self {
        let sentence = format!("{field}: these are {count} values. Send at most {SHORT}.");
        self.0.push(FieldProblem::new("too_many", field, sentence));
        self
    }

    pub(super) fn done(self) -> Vec<FieldProblem> {
        self.0
    }
}

/// The fields of a report of one thing, known by an id, once nothing is wrong with them.
pub(super) fn judged(
    (name, id): (&str, &str),
    at: DateTime<Utc>,
    report: &impl Serialize,
    never_empty: &[&str],
) -> Result<Vec<(String, Value)>, Error> {
    let mut fields = fields(report);
    for (_, value) in &mut fields {
        without_nul(value);
    }
    let judge = Judge::default().id(name, id).time("event_at", at);
    match judge.fields(&fields, never_empty).done() {
        problems if problems.is_empty() => Ok(fields),
        problems => Err(Error::Invalid(problems)),
    }
}

/// Says that the person behind a contact was erased.
pub(super) fn erased() -> FieldProblem {
    FieldProblem::new(Error::Erased.code(), "", Error::Erased.to_string())
}
