//! Who looks at a contact: told to those who look at it too, by whichever server, by the names of fields and no value; gone
//! once it is said no more, and stored nowhere.
use std::{
    cell::Cell,
    collections::BTreeSet,
    time::{Duration, Instant},
};

use app::{
    model::{events, presence::Heartbeat},
    who::Role,
};
use futures::future::join_all;
use serde_json::{Value, json};
use server::http::live::hub::LiveSettings;
use sqlx::Executor;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::{
    harness::{Client, Server, fresh_database::fresh_database, own_postgres::OwnPostgres},
    live::stream::Live,
    matrix,
    record::created,
};

/// A tab of somebody in which a contact is in sight.
struct LookingTab {
    client: Client,
    staff: String,
    contact: Value,
    tab: Uuid,
    fields: &'static [&'static str],
}

impl LookingTab {
    /// A tab of somebody who is added with this address, on a server.
    async fn of(server: &Server, email: &str, contact: &Value) -> Self {
        let who = server.add_staff(email, Role::Agent).await;
        let client = server.visitor().sign_in(email).await;
        Self::by(client, who.id(), contact)
    }

    fn by(client: Client, staff: Uuid, contact: &Value) -> Self {
        Self {
            client,
            staff: staff.to_string(),
            contact: contact["id"].clone(),
            tab: Uuid::now_v7(),
            fields: &[],
        }
    }

    /// The same, in which these fields are changed.
    fn changing(self, fields: &'static [&'static str]) -> Self {
        Self { fields, ..self }
    }

    async fn says(&self, fields: Value) -> u16 {
        let said = json!({"contact": self.contact, "tab": self.tab, "fields": fields});
        self.client.call("live/beat", &said).await.status.as_u16()
    }

    /// Says that it is there, as a page does, but as often as it may with another one, and to the end of what it has begun to
    /// say.
    async fn beats(&self, is_enough: &Cell<bool>) {
        loop {
            assert_eq!(self.says(json!(self.fields)).await, 200);
            if is_enough.get() {
                return;
            }
            sleep(Duration::from_millis(400)).await;
        }
    }

    async fn is_left(&self) {
        assert_eq!(self.says(Value::Null).await, 200);
    }

    async fn stream(&self) -> Live {
        Live::open(&self.client, "/live").await
    }
}

/// What a stream tells once it is that just these others are there, while these tabs say that they are.
async fn told(live: &mut Live, others: &[&LookingTab], tabs: &[&LookingTab]) -> Value {
    let wanted: BTreeSet<&str> = others.iter().map(|tab| tab.staff.as_str()).collect();
    let is_enough = Cell::new(false);
    let told = async {
        loop {
            let presence = live.presence().await;
            let people = presence["people"].as_array().expect("people");
            let people = people.iter().filter_map(|person| person["staff"].as_str());
            if people.collect::<BTreeSet<_>>() == wanted {
                is_enough.set(true);
                return presence;
            }
        }
    };
    let beating = join_all(tabs.iter().map(|tab| tab.beats(&is_enough)));
    let (_, presence) = tokio::join!(beating, told);
    presence
}

/// A server on which nobody is gone before they say so.
async fn patient() -> Server {
    lasting(Duration::from_secs(3600)).await
}

async fn lasting(presence: Duration) -> Server {
    let settings = LiveSettings {
        presence,
        ..LiveSettings::default()
    };
    Server::start_serving(fresh_database().await, &[], settings).await
}

#[tokio::test]
async fn two_who_look_at_a_contact_hear_of_each_other_by_name_and_by_the_fields_that_are_changed() {
    let server = Server::start().await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    // What is no field, such as something that is typed, is not told.
    let mei = mei.changing(&["phones", "company", "Acme", "cf_size"]);
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let (mut to_mei, mut to_tom) = (mei.stream().await, tom.stream().await);
    let presence = told(&mut to_tom, &[&mei], &[&mei, &tom]).await;
    let people = json!([{
        "staff": mei.staff, "name": "Test agent", "fields": ["cf_size", "company", "phones"],
    }]);
    assert_eq!(
        presence,
        json!({"contact": contact["id"], "people": people})
    );
    let presence = told(&mut to_mei, &[&tom], &[&mei, &tom]).await;
    let people = json!([{"staff": tom.staff, "name": "Test agent", "fields": []}]);
    assert_eq!(
        presence,
        json!({"contact": contact["id"], "people": people})
    );
    for live in [to_mei, to_tom] {
        let raw = String::from_utf8(live.raw).expect("UTF-8");
        assert!(!raw.contains("Acme"), "{raw}");
    }
}

#[tokio::test]
async fn nobody_is_told_of_themselves_in_whichever_browser() {
    let server = patient().await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let there = server.visitor().sign_in("mei@example.org").await;
    let there =
        LookingTab::by(there, mei.staff.parse().expect("an id"), &contact).changing(&["team"]);
    let (mut here, mut to_there) = (mei.stream().await, there.stream().await);
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let all = [&mei, &there, &tom];
    for live in [&mut here, &mut to_there] {
        told(live, &[&tom], &all).await;
    }
    let mut to_tom = tom.stream().await;
    let presence = told(&mut to_tom, &[&mei], &[]).await;
    assert_eq!(presence["people"][0]["fields"], json!(["team"]));
    for live in [here, to_there] {
        let raw = String::from_utf8(live.raw).expect("UTF-8");
        assert!(!raw.contains(&mei.staff), "{raw}");
    }
}

#[tokio::test]
async fn another_server_of_the_same_database_tells_it_too() {
    let server = Server::start().await;
    let other = Server::start_on(server.database.clone(), &[]).await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&other, "tom@example.org", &contact).await;
    let (mut to_mei, mut to_tom) = (mei.stream().await, tom.stream().await);
    told(&mut to_mei, &[&tom], &[&mei, &tom]).await;
    told(&mut to_tom, &[&mei], &[&mei, &tom]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_cut_without_a_word_is_listened_to_no_longer() {
    let postgres = OwnPostgres::start().await;
    let settings = LiveSettings {
        silence: Duration::from_secs(2),
        presence: Duration::from_secs(3600),
        ..LiveSettings::default()
    };
    let server = Server::start_serving(postgres.cluster.options(), &[], settings).await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let mut to_mei = mei.stream().await;
    told(&mut to_mei, &[&tom], &[&mei, &tom]).await;
    let listening: Vec<i32> = sqlx::query_scalar(
        "select pid from pg_stat_activity
         where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()",
    )
    .fetch_all(&mut server.sql().await)
    .await
    .expect("processes");
    assert!(!listening.is_empty());
    for process in listening {
        postgres.pause_one(process);
    }
    let ann = LookingTab::of(&server, "ann@example.org", &contact).await;
    told(&mut to_mei, &[&tom, &ann], &[&mei, &tom, &ann]).await;
}

#[tokio::test]
async fn whoever_is_silent_for_too_long_is_gone() {
    let server = lasting(Duration::from_secs(1)).await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let mut to_mei = mei.stream().await;
    told(&mut to_mei, &[&tom], &[&mei, &tom]).await;
    told(&mut to_mei, &[], &[&mei]).await;
}

#[tokio::test]
async fn whoever_leaves_is_gone_at_once() {
    let server = patient().await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let mut to_mei = mei.stream().await;
    told(&mut to_mei, &[&tom], &[&mei, &tom]).await;
    tom.is_left().await;
    told(&mut to_mei, &[], &[]).await;
}

#[tokio::test]
async fn a_stream_that_is_opened_tells_who_is_there_and_so_does_one_whose_tab_is_new() {
    let server = patient().await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let mut to_mei = mei.stream().await;
    told(&mut to_mei, &[&tom], &[&mei, &tom]).await;
    let mut again = mei.stream().await;
    let presence = again.presence().await;
    assert_eq!(presence["people"][0]["staff"], json!(tom.staff));
    // What was told to her other tab is news to this one.
    let new = LookingTab::by(
        mei.client.clone(),
        mei.staff.parse().expect("an id"),
        &contact,
    );
    assert_eq!(new.says(json!([])).await, 200);
    assert_eq!(again.presence().await, presence);
}

#[tokio::test]
async fn whoever_looks_at_another_contact_or_at_none_is_told_nothing() {
    let server = patient().await;
    let program = server.program().await;
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let other = created(&program, json!({"last_name": "Lee"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let ann = LookingTab::of(&server, "ann@example.org", &other).await;
    let bob = LookingTab::of(&server, "bob@example.org", &other).await;
    let (mut to_mei, mut to_ann) = (mei.stream().await, ann.stream().await);
    let mut to_bob = bob.stream().await;
    told(&mut to_mei, &[&tom], &[&mei, &tom, &ann]).await;
    // By now all that there was to tell of the first contact was told.
    told(&mut to_ann, &[&bob], &[&ann, &bob]).await;
    told(&mut to_bob, &[&ann], &[]).await;
    let id = contact["id"].as_str().expect("an id");
    for live in [to_ann, to_bob] {
        let raw = String::from_utf8(live.raw).expect("UTF-8");
        assert!(!raw.contains(&format!(r#""contact":"{id}""#)), "{raw}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_says_nothing() {
    let server = Server::start().await;
    let program = server.program().await;
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    for client in [server.visitor().in_browser(), program] {
        let stranger = LookingTab::by(client, Uuid::now_v7(), &contact);
        assert_eq!(stranger.says(json!([])).await, 401);
    }
    assert_eq!(
        mei.client.form("/sign-out", &[]).await.location(),
        "/sign-in"
    );
    assert_eq!(mei.says(json!([])).await, 401);
}

#[tokio::test]
async fn whoever_says_it_too_often_is_refused_before_anybody_hears_it_and_nobody_else_is() {
    let server = patient().await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let mut listener = events::listen(&server.pools).await.expect("a connection");
    let begun = Instant::now();
    let answers = (0..60_usize).map(|number| {
        let fields = ["company", "team"][number % 2];
        mei.says(json!([fields]))
    });
    let answers = join_all(answers).await;
    let most = 16.0 + 5.0 * begun.elapsed().as_secs_f64();
    assert!(
        answers.iter().all(|status| [200, 429].contains(status)),
        "{answers:?}"
    );
    let said = answers.iter().filter(|status| **status == 200).count();
    assert!(said >= 15 && said as f64 <= most, "{said} of {most}");
    assert_eq!(tom.says(json!([])).await, 200);
    let mut heard = 0;
    loop {
        let word = timeout(Duration::from_secs(30), listener.recv()).await;
        let word = word.expect("in time").expect("a word");
        let heartbeat = Heartbeat::heard(&word).expect("a heartbeat");
        if heartbeat.staff.to_string() == tom.staff {
            break;
        }
        heard += 1;
    }
    assert_eq!(heard, said);
}

#[tokio::test]
async fn nothing_is_stored_it_counts_as_no_write_and_keeps_no_session_from_ending() {
    let settings = LiveSettings::default();
    let slow = ["--writes-per-second", "1"];
    let server = Server::start_serving(fresh_database().await, &slow, settings).await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let mei = LookingTab::of(&server, "mei@example.org", &contact).await;
    let tom = LookingTab::of(&server, "tom@example.org", &contact).await;
    let mei = mei.changing(&["company"]);
    let mut to_tom = tom.stream().await;
    let mut sql = server.sql().await;
    sql.execute("update session set seen_at = now() - interval '20 minutes'")
        .await
        .expect("later");
    let before = matrix::rows(&server).await;
    for _ in 0..10 {
        assert_eq!(mei.says(json!(mei.fields)).await, 200);
    }
    told(&mut to_tom, &[&mei], &[&mei, &tom]).await;
    mei.is_left().await;
    told(&mut to_tom, &[], &[&tom]).await;
    assert_eq!(matrix::rows(&server).await, before);
    let used = "select count(*) from session where seen_at > now() - interval '20 minutes'";
    let used: i64 = sqlx::query_scalar(used)
        .fetch_one(&mut sql)
        .await
        .expect("a count");
    assert_eq!(used, 0);
    sql.execute("update session set seen_at = now() - interval '31 minutes'")
        .await
        .expect("later");
    assert_eq!(mei.says(json!([])).await, 401);
}
