//! What has been said in an enquiry of the demo, as far as its conversation has come.
use app::wire::intake::Sender;
use chrono::{DateTime, TimeDelta, Utc};
use contact::enquiry::Status;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::talk::{Speakers, Tongue};

/// Whether a message belongs to the conversation, and was not told by the contact centre itself.
pub fn is_said(id: &str) -> bool {
    id.starts_with("line-")
}

/// What the contact centre itself says of an enquiry that nobody took up in time.
pub fn missed(at: DateTime<Utc>) -> Value {
    let text = "Nobody could take this up within two minutes.";
    json!({"external_id": "missed", "at": at, "sender": "system", "text": text})
}

/// How many lines have been said: all, or those before anybody answered, or some more.
pub fn count(status: Status, lines: &[(Sender, String)], random: &mut impl Rng) -> usize {
    let answered = |(sender, _): &(Sender, String)| *sender == Sender::Staff;
    let answer = lines.iter().position(answered).unwrap_or(lines.len());
    match status {
        Status::Open | Status::Missed => answer,
        Status::Ongoing | Status::FollowedUp => random
            .random_range(answer..lines.len().max(answer + 1))
            .max(answer + 1),
        Status::Closed => lines.len(),
    }
    .min(lines.len())
}

/// The messages of an enquiry, by the lines that have been said from its beginning until a time.
pub fn messages(
    lines: &[(Sender, String)],
    (status, speakers, tongue): (Status, &Speakers, Tongue),
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Vec<Value> {
    let waited = matches!(status, Status::Open | Status::Missed);
    // Who waits has written at once; else they go on until now.
    let until = if waited {
        until.min(from + TimeDelta::seconds(90))
    } else {
        until
    };
    let step = (until - from) / (lines.len().max(1) as i32);
    let lines = lines.iter().enumerate();
    let mut messages: Vec<Value> = lines
        .map(|(place, line)| message(place, line, (speakers, tongue), from + step * place as i32))
        .collect();
    if matches!(status, Status::Missed | Status::FollowedUp) {
        messages.push(missed(from + TimeDelta::minutes(2)));
    }
    messages
}

/// A line of a conversation, said at a time.
pub fn message(
    place: usize,
    (sender, text): &(Sender, String),
    (speakers, tongue): (&Speakers, Tongue),
    at: DateTime<Utc>,
) -> Value {
    let name = match sender {
        Sender::Visitor => speakers.whole(tongue),
        Sender::Staff => speakers.agent.clone(),
        Sender::System => String::new(),
    };
    json!({"external_id": format!("line-{place}"), "at": at, "sender": sender, "name": name, "text": text})
}
