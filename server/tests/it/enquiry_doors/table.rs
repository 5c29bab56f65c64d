//! The table of enquiries, cell by cell, through every door: the data file beside this one says what each allows. What is
//! refused changes no row of any table; what is allowed changes just the rows that it names. A list is open to all staff, and
//! what it allows is to find the enquiry in it.
use std::collections::{BTreeMap, BTreeSet};

use contact::permit::Relation;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Centre, said};
use crate::{
    harness::{Answer, Server},
    intake::{at, post},
    record::created,
};

pub const STATUSES: [&str; 5] = ["open", "ongoing", "followed_up", "missed", "closed"];

/// A line of the data file.
pub struct Line {
    pub door: String,
    pub action: String,
    /// By status, what each relation in order is answered.
    pub cells: Vec<Vec<u16>>,
    pub sent: String,
    pub changes: String,
}

impl Line {
    /// Whether it is of the stream, which is not asked but tells (`stream.rs`).
    pub fn is_told(&self) -> bool {
        self.door == "GET /live"
    }

    /// Whether it is of the panel that other products show, which knows another session (`embed/doors.rs`).
    pub fn is_of_panel(&self) -> bool {
        self.door.contains(" /embed/")
    }

    /// How an enquiry stands in a list: on a page by the way to it.
    fn named(&self, enquiry: &str) -> String {
        match self.door.starts_with("page ") {
            true => format!("/enquiries/{enquiry}"),
            false => enquiry.to_owned(),
        }
    }
}

/// What the data file says.
pub fn lines() -> Vec<Line> {
    let file = include_str!("table.txt");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let parse = |line: &str| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [head, sent, changes] = parts[..] else {
            panic!("three parts: {line}");
        };
        let mut words: Vec<&str> = head.split_whitespace().collect();
        let cells = words.split_off(words.len() - STATUSES.len());
        let action = words.pop().expect("an action");
        let cells = cells.iter().map(|cell| {
            assert_eq!(cell.len(), Relation::ALL.len(), "{line}");
            let answers = cell.chars().map(|cell| match cell {
                'v' => 200,
                '-' => 403,
                's' => 409,
                'g' => 410,
                other => panic!("{other} in {line}"),
            });
            answers.collect()
        });
        Line {
            door: words.join(" "),
            action: action.to_owned(),
            cells: cells.collect(),
            sent: sent.to_owned(),
            changes: changes.to_owned(),
        }
    };
    lines.map(parse).collect()
}

/// Every row of every table but those where a refusal leaves its mark, or a reading.
pub async fn rows(server: &Server) -> BTreeMap<String, BTreeSet<String>> {
    let mut sql = server.sql().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select tablename::text from pg_tables where schemaname = 'public' and tablename not like 'duplicate%'
         and tablename not in ('session', 'security_log') order by 1",
    )
    .fetch_all(&mut sql)
    .await
    .expect("the tables");
    let all = tables.iter().map(|table| {
        format!("select '{table}', (to_jsonb({table}) - 'used_at' - 'seen_at' - 'data')::text from {table}")
    });
    let all = all.collect::<Vec<_>>().join(" union all ");
    let all: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(all))
        .fetch_all(&mut sql)
        .await
        .expect("rows");
    let mut rows: BTreeMap<_, BTreeSet<_>> = tables
        .into_iter()
        .map(|table| (table, BTreeSet::new()))
        .collect();
    for (table, row) in all {
        rows.entry(table).or_default().insert(row);
    }
    rows
}

/// What went and what came, as the data file writes it.
pub fn difference(
    before: &BTreeMap<String, BTreeSet<String>>,
    after: &BTreeMap<String, BTreeSet<String>>,
) -> String {
    let changed = before.iter().filter_map(|(table, before)| {
        let after = &after[table];
        let gone = before.difference(after).count();
        let come = after.difference(before).count();
        (gone + come > 0).then(|| format!("{table} {gone}/{come}"))
    });
    let changed: Vec<String> = changed.collect();
    match changed.is_empty() {
        true => "nothing".to_owned(),
        false => changed.join(", "),
    }
}

/// What the visitor of an enquiry types that their contact does not have yet.
fn address(enquiry: &str) -> String {
    format!("mei.{enquiry}@example.com")
}

/// One try at a door.
struct Try {
    centre: Centre,
    other: String,
    count: usize,
}

impl Try {
    /// An enquiry of this status of the contact, and one of a visitor who is nobody's.
    async fn enquiries(&mut self, status: &str) -> [String; 2] {
        self.count += 1;
        let (call, chat) = (
            format!("call-{}", self.count),
            format!("chat-{}", self.count),
        );
        let both = [
            self.centre.call(&call, status).await,
            self.centre.chat(&chat, status).await,
        ];
        let said = json!({"external_id": "m", "at": at(3), "sender": "visitor", "text": format!("My mail is {}", address(&both[0]))});
        let told = post(
            &self.centre.program,
            &format!("/enquiries/{call}/messages"),
            &said,
        )
        .await;
        assert_eq!(told.len(), 1);
        both
    }

    async fn knock(&self, line: &Line, relation: Relation, [call, chat]: &[String; 2]) -> Answer {
        let client = self.centre.as_one(relation);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (base, draft, version) = self.centre.edit(&Uuid::now_v7().to_string()).await;
        let message: Uuid =
            sqlx::query_scalar("select id from enquiry_message where enquiry_id = $1::uuid")
                .bind(call)
                .fetch_one(&mut self.centre.server.sql().await)
                .await
                .expect("a message");
        let filled = |template: &str| {
            [
                ("$enquiry", call.clone()),
                ("$chat", chat.clone()),
                ("$message", message.to_string()),
                ("$address", address(call)),
                ("$contact", text(&self.centre.contact["id"])),
                ("$other", self.other.clone()),
                ("$version", version.to_string()),
                ("$base", base.to_string()),
                ("$draft", draft.to_string()),
                ("$key", Uuid::now_v7().to_string()),
            ]
            .into_iter()
            .fold(template.to_owned(), |text, (name, value)| {
                text.replace(name, &value)
            })
        };
        match line.door.strip_prefix("page ") {
            Some(page) => client.get(&filled(page)).await,
            None => {
                let sent: Value = serde_json::from_str(&filled(&line.sent)).expect("JSON");
                client.call(&line.door, &sent).await
            }
        }
    }
}

#[tokio::test]
async fn every_cell_holds_at_every_door_and_changes_just_its_rows() {
    let (mut tries, mut doors) = (0, 0);
    let mut lines = lines();
    lines.retain(|line| !line.is_told() && !line.is_of_panel());
    for line in lines {
        doors += 1;
        let centre = Centre::open().await;
        let other = created(&centre.program, json!({"last_name": "Wong"})).await;
        let other = other["id"].as_str().expect("an id").to_owned();
        let mut at = Try {
            centre,
            other,
            count: 0,
        };
        for (status, cells) in STATUSES.iter().zip(&line.cells) {
            let mut enquiries = at.enquiries(status).await;
            for (relation, wanted) in Relation::ALL.iter().zip(cells) {
                let place = format!("{} {} {status} {relation}", line.door, line.action);
                let before = rows(&at.centre.server).await;
                let answer = at.knock(&line, *relation, &enquiries).await;
                let changed = difference(&before, &rows(&at.centre.server).await);
                let text = answer.text();
                if line.action == "list" {
                    assert_eq!(answer.status, 200, "{place} {text}");
                    let is_found = text.contains(&line.named(&enquiries[0]));
                    assert_eq!(is_found, *wanted == 200, "{place} {text}");
                    assert_eq!(changed, line.changes, "{place}");
                } else if *wanted == 200 {
                    assert_eq!(answer.status, 200, "{place} {text}");
                    assert_eq!(changed, line.changes, "{place}");
                    if line.action == "merge" {
                        let other = created(&at.centre.program, json!({"last_name": "Wong"})).await;
                        at.other = other["id"].as_str().expect("an id").to_owned();
                    }
                    if line.changes != "nothing" {
                        enquiries = at.enquiries(status).await;
                    }
                } else {
                    assert_eq!(answer.status, *wanted, "{place} {text}");
                    assert_eq!(changed, "nothing", "{place}");
                    if !line.door.starts_with("page ") && *wanted == 403 {
                        assert!(said(&answer).contains(status), "{place} {text}");
                    }
                }
                tries += 1;
            }
        }
    }
    assert!(tries >= doors * 30, "{tries}");
}
