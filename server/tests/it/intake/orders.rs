//! Reports in any order, each three times, by many at once: the same is known at the end as in order and once.
use std::sync::Arc;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use tokio::sync::Mutex;

use super::{at, put};
use crate::{
    harness::{Client, Server},
    record::created,
};

/// All that was reported, without what tells of its arrival. An enquiry that was only named stands with what names it.
const KNOWN: &[&str] = &[
    "select external_id, contact.last_name, told, channel, status, subject, destination, opened_at, closed_at, visitor, first_seen_at
     from enquiry left join contact on contact.id = contact_id where told <> '{}'",
    "select enquiry.external_id, enquiry_staff.email, staff.name, place from enquiry_staff join enquiry on enquiry.id = enquiry_id
     left join staff on lower(staff.email) = enquiry_staff.email",
    "select enquiry.external_id as enquiry, message.external_id, at, sender, name, text
     from enquiry_message as message join enquiry on enquiry.id = enquiry_id",
    "select visit.external_id, contact.last_name, enquiry.external_id as enquiry, title, address, at
     from visit left join contact on contact.id = visit.contact_id left join enquiry on enquiry.id = enquiry_id",
    "select engagement.external_id, contact.last_name, enquiry.external_id as enquiry, engagement.kind, number, staff.name, actor, at, seconds, text
     from engagement left join contact on contact.id = engagement.contact_id left join enquiry on enquiry.id = enquiry_id
     left join staff on lower(staff.email) = actor",
    "select external_id, name, department, told from destination",
    "select destination.external_id, destination_staff.email, staff.name from destination_staff join destination on destination.id = destination_id
     left join staff on lower(staff.email) = destination_staff.email",
    "select contact.last_name, platform, os, last_seen, enquiry.external_id from device join contact on contact.id = device.contact_id
     join enquiry on enquiry.id = enquiry_id",
    "select last_name, number, verified from contact join contact_phone on contact_id = contact.id",
    "select name, email, role, department, availability, active, told from staff where email like 'agent%'",
];

async fn known(sql: &mut PgConnection) -> Vec<String> {
    let mut rows = Vec::new();
    for (n, query) in KNOWN.iter().enumerate() {
        let query =
            format!("select '{n} ' || to_jsonb(known)::text from ({query}) as known order by 1");
        let some: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
            .fetch_all(&mut *sql)
            .await
            .expect("rows");
        assert!(!some.is_empty(), "{n}");
        rows.extend(some);
    }
    rows
}

/// A stream of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.roll(last + 1));
        }
    }
}

/// A busy day of a contact centre, some of whose reports tell what others told before, at the same moment and otherwise.
struct Day<'d> {
    dice: Dice,
    enquiries: usize,
    /// How many calls and how many visits there are, each told about twice.
    things: usize,
    /// The ids of contacts.
    contacts: &'d [Value],
}

impl Day<'_> {
    fn staff(&mut self) -> String {
        format!("agent{}@example.org", self.dice.roll(6))
    }

    /// Adds whose something is: by an enquiry, by a contact, by both, or by neither where it need not be told.
    fn say_whose(&mut self, report: &mut Value, may_be_silent: bool) {
        let by = self.dice.roll(if may_be_silent { 5 } else { 3 });
        if by == 0 || by == 1 {
            report["enquiry"] = json!(format!("E-{}", self.dice.roll(self.enquiries)));
        }
        if by == 1 || by == 2 {
            report["contact"] = self.contacts[self.dice.roll(self.contacts.len())].clone();
        }
        if by == 3 {
            (report["enquiry"], report["contact"]) = (Value::Null, Value::Null);
        }
    }

    fn enquiry(&mut self, n: usize, minute: u32) -> (String, Value) {
        let enquiry = self.dice.roll(self.enquiries);
        let phone = number(enquiry);
        let status = ["open", "ongoing", "missed", "followed_up", "closed"][self.dice.roll(5)];
        let channel = ["phone_call", "web_chat", "whatsapp"][enquiry % 3];
        let mut report = json!({
            "event_at": at(minute), "status": status, "channel": channel, "destination": format!("D-{}", self.dice.roll(3)),
            "staff": [self.staff()],
            "visitor": {"phone": phone, "social": {"network": "whatsapp", "id": phone}, "device": {"os": format!("OS {n}")}},
        });
        if self.dice.roll(2) == 0 {
            report["subject"] = json!(format!("Subject {n}"));
        }
        if self.dice.roll(4) == 0 {
            report["subject"] = Value::Null;
        }
        (format!("PUT /enquiries/E-{enquiry}"), report)
    }

    fn message(&mut self, n: usize, minute: u32) -> Value {
        let text = format!("Text {}", self.dice.roll(3));
        json!({"external_id": format!("M-{}", n / 2), "at": at(minute), "sender": "visitor", "text": text})
    }

    fn visit(&mut self, minute: u32) -> Value {
        let id = format!("V-{}", self.dice.roll(self.things));
        let address = format!("https://example.org/{}", self.dice.roll(2));
        let mut visit = json!({"external_id": id, "at": at(minute), "address": address});
        self.say_whose(&mut visit, false);
        visit
    }

    fn call(&mut self, minute: u32) -> Value {
        let mut call = json!({
            "external_id": format!("C-{}", self.dice.roll(self.things)), "event_at": at(minute), "kind": "call",
            "at": at(minute), "number": number(self.dice.roll(40)), "staff": self.staff(),
        });
        self.say_whose(&mut call, true);
        call
    }

    /// A report by itself, or several in one request.
    fn one_or_many(&mut self, report: impl Fn(&mut Self) -> Value) -> Value {
        if self.dice.roll(3) > 0 {
            return report(self);
        }
        let count = 1 + self.dice.roll(4);
        (0..count).map(|_| report(&mut *self)).collect()
    }
}

/// A number: one of a contact for each of the first thirty.
fn number(n: usize) -> String {
    format!("+8529000{:04}", n % 40)
}

/// Requests of a busy day, in the order in which they were seen; these are the ids of contacts.
fn reports(count: usize, contacts: &[Value]) -> Vec<(String, Value)> {
    let mut day = Day {
        dice: Dice(7),
        enquiries: count / 12 + 1,
        things: count / 10 + 1,
        contacts,
    };
    let mut reports = Vec::new();
    for n in 0..count {
        // Some are seen in the same minute.
        let minute = u32::try_from(n * 150 / count).expect("a minute");
        reports.push(match day.dice.roll(10) {
            0..3 => day.enquiry(n, minute),
            3..6 => {
                let enquiry = day.dice.roll(day.enquiries);
                let messages = day.one_or_many(|day| day.message(n, minute));
                (format!("/enquiries/E-{enquiry}/messages"), messages)
            }
            6 => (
                "/visits".to_owned(),
                day.one_or_many(|day| day.visit(minute)),
            ),
            7 => (
                "/engagements".to_owned(),
                day.one_or_many(|day| day.call(minute)),
            ),
            8 => (
                format!("PUT /destinations/D-{}", day.dice.roll(3)),
                json!({"event_at": at(minute), "name": format!("Name {n}"), "staff": [day.staff()], "department": "Care"}),
            ),
            _ => (
                format!("PUT /staff/by-email/{}", day.staff()),
                json!({"event_at": at(minute), "name": format!("Agent {n}"), "department": format!("Department {n}")}),
            ),
        });
    }
    reports
}

/// Sends a report, again where the server is too busy for it just now, as a contact centre does, or others write the same.
async fn send(client: &Client, (address, body): &(String, Value)) {
    let answer = loop {
        let answer = match address.strip_prefix("PUT ") {
            Some(path) => put(client, path, body).await,
            None => client.post_json(&format!("/api/v1{address}"), body).await,
        };
        if !matches!(answer.status.as_u16(), 409 | 503) {
            break answer;
        }
    };
    assert_eq!(answer.status, 200, "{address} {body} {}", answer.text());
    assert!(
        !answer.text().contains("refused"),
        "{address} {body} {}",
        answer.text()
    );
}

/// A server with thirty contacts, and their ids.
async fn world() -> (Server, Client, Vec<Value>) {
    let server = Server::start_with(&["--ingest-per-second", "1000000"]).await;
    let program = server.program().await;
    let mut contacts = Vec::new();
    for n in 0..30 {
        let draft = json!({"last_name": format!("Contact {n}"), "phones": [{"number": number(n)}]});
        contacts.push(created(&program, draft).await["id"].clone());
    }
    (server, program, contacts)
}

/// Sends reports in order and once, and shuffled, thrice and by fifty at once, to two servers.
async fn compare(count: usize) {
    let (one, program, contacts) = world().await;
    for report in &reports(count, &contacts) {
        send(&program, report).await;
    }
    let in_order = known(&mut one.sql().await).await;

    let (other, program, contacts) = world().await;
    let reports = reports(count, &contacts);
    let mut shuffled: Vec<(String, Value)> =
        reports.iter().cycle().take(3 * count).cloned().collect();
    Dice(11).shuffle(&mut shuffled);
    let waiting = Arc::new(Mutex::new(shuffled));
    let senders = (0..50).map(|_| {
        let (waiting, program) = (waiting.clone(), program.clone());
        tokio::spawn(async move {
            loop {
                let next = waiting.lock().await.pop();
                match next {
                    Some(report) => send(&program, &report).await,
                    None => return,
                }
            }
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        sender.await.expect("every report is taken");
    }
    app::model::intake::join_waiting(&other.pools)
        .await
        .expect("joined");
    let shuffled = known(&mut other.sql().await).await;
    for (one, other) in in_order.iter().zip(&shuffled) {
        assert_eq!(one, other);
    }
    assert_eq!(in_order.len(), shuffled.len());
}

#[tokio::test]
async fn any_order_any_number_of_times_by_many_at_once_leaves_the_same_known() {
    compare(500).await;
}

#[tokio::test]
#[ignore = "long: make chaos"]
async fn ten_thousand_reports_shuffled_and_sent_three_times_leave_the_same_known() {
    compare(10_000).await;
}
