//! Who may be the same person: asked about one contact, and looked for among all of them.
use app::{
    model::{Asker, Database, contacts, duplicates},
    who::Role,
};
use contact::ContactId;
use serde_json::{Value, json};
use sqlx::postgres::PgPoolOptions;

use crate::{
    harness::{Client, Server},
    merge::created,
};

fn id(contact: &Value) -> &str {
    contact["id"].as_str().expect("an id")
}

/// Who is suggested for a contact: names and the kinds of the reasons, in order.
async fn suggested(client: &Client, contact: &Value) -> Vec<(String, i64, Vec<String>)> {
    let answer = client
        .get(&format!("/api/v1/contacts/{}/suggestions", id(contact)))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.json();
    let items = page["items"].as_array().expect("items");
    assert_eq!(page["total"], items.len());
    items
        .iter()
        .map(|item| {
            let reasons = item["reasons"].as_array().expect("reasons");
            let words = |reason: &Value| {
                format!(
                    "{} {}",
                    reason["kind"].as_str().expect("a kind"),
                    reason["value"].as_str().expect("a value")
                )
            };
            (
                item["contact"]["last_name"]
                    .as_str()
                    .expect("a name")
                    .to_owned(),
                item["strength"].as_i64().expect("a strength"),
                reasons.iter().map(words).collect(),
            )
        })
        .collect()
}

fn reasons(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn who_shares_something_is_suggested_with_the_reason() {
    let server = Server::start().await;
    let client = server.program().await;
    let me = created(
        &client,
        json!({"first_name": "Tai Man", "last_name": "Chan", "company": "Acme Ltd.",
               "phones": [{"number": "+85291234567"}], "emails": [{"address": "Tai@Acme.example"}],
               "socials": [{"network": "whatsapp", "id": "+85299999999"}]}),
    )
    .await;
    for person in [
        json!({"last_name": "Phone", "phones": [{"type": "Home", "number": "+85291234567"}]}),
        json!({"last_name": "WhatsApp", "socials": [{"network": "whatsapp", "id": "+85291234567"}]}),
        json!({"last_name": "Number", "phones": [{"number": "+85299999999"}]}),
        json!({"last_name": "Email", "emails": [{"address": "TAI@acme.example"}]}),
        json!({"first_name": "Chan", "last_name": "Tai-Man", "company": "ACME"}),
        json!({"first_name": "Tai Man", "last_name": "Chan", "company": "Acme", "phones": [{"number": "+85291234567"}]}),
        // Nothing of the kind.
        json!({"first_name": "Tai Man", "last_name": "Chan", "company": "Acme Logistics"}),
        json!({"first_name": "Tai Man", "last_name": "Chan"}),
        json!({"last_name": "Line", "socials": [{"network": "line", "id": "+85291234567"}]}),
        json!({"last_name": "Other", "phones": [{"number": "+85291234568"}], "emails": [{"address": "tai@acme.example.org"}]}),
    ] {
        created(&client, person).await;
    }
    let found = suggested(&client, &me).await;
    assert_eq!(
        found[0],
        (
            "Chan".to_owned(),
            3,
            reasons(&["phone +85291234567", "name Acme Ltd."])
        )
    );
    let mut rest = found[1..].to_vec();
    rest.sort();
    let one = |name: &str, strength, reason: &str| (name.to_owned(), strength, reasons(&[reason]));
    assert_eq!(
        rest,
        [
            one("Email", 2, "email tai@acme.example"),
            one("Number", 2, "phone +85299999999"),
            one("Phone", 2, "phone +85291234567"),
            one("Tai-Man", 1, "name Acme Ltd."),
            one("WhatsApp", 2, "phone +85291234567"),
        ]
    );
    assert_eq!(
        found.last().map(|last| last.1),
        Some(1),
        "the least likely come last"
    );
}

#[tokio::test]
async fn names_are_compared_whatever_their_spelling_accents_and_order() {
    let server = Server::start().await;
    let client = server.program().await;
    for (one, two) in [
        (("José", "Muñoz"), ("MUNOZ", "Jose")),
        (("Stephen", "Miller"), ("Steven", "Miler")),
        (("大文", "陳"), ("", "陳大文")),
    ] {
        let person = |(first, last): (&str, &str), company: &str| json!({"first_name": first, "last_name": last, "company": company});
        let me = created(&client, person(one, "Bäckerei Müller GmbH")).await;
        created(&client, person(two, "Backerei Muller")).await;
        let found = suggested(&client, &me).await;
        assert_eq!(found.len(), 1, "{one:?} {found:?}");
        assert_eq!(found[0].0, two.1);
    }
}

#[tokio::test]
async fn deleted_and_merged_contacts_and_those_said_to_be_others_are_not_suggested() {
    let server = Server::start().await;
    let client = server.program().await;
    let agent = server.signed_in(Role::Agent).await;
    let person = |name: &str| json!({"last_name": name, "phones": [{"number": "+85291234567"}]});
    let mut people = Vec::new();
    for name in ["Me", "Gone", "Merged", "Into", "Differs", "Same"] {
        people.push(created(&client, person(name)).await);
    }
    let [me, gone, merged, into, differs, _] = &people[..] else {
        unreachable!()
    };
    client
        .delete(&format!("/api/v1/contacts/{}", id(gone)))
        .await;
    client
        .post_json(
            &format!("/api/v1/contacts/{}/merge", id(into)),
            &json!({"other": id(merged)}),
        )
        .await;
    let mut call = json!({"one": id(differs), "two": id(me), "differ": true});
    assert_eq!(agent.call("duplicates/differ", &call).await.status, 200);
    let names = async || -> Vec<String> {
        let mut names: Vec<String> = suggested(&client, me)
            .await
            .into_iter()
            .map(|(name, ..)| name)
            .collect();
        names.sort();
        names
    };
    assert_eq!(names().await, ["Into", "Same"]);
    call["differ"] = false.into();
    assert_eq!(agent.call("duplicates/differ", &call).await.status, 200);
    assert_eq!(names().await, ["Differs", "Into", "Same"]);
    // What is said of one that is merged away is said of its master, and whoever takes in the other inherits it until
    // that merge is undone.
    let call = json!({"one": id(differs), "two": id(merged), "differ": true});
    assert_eq!(agent.call("duplicates/differ", &call).await.status, 200);
    let into_me = client
        .post_json(
            &format!("/api/v1/contacts/{}/merge", id(me)),
            &json!({"other": id(differs)}),
        )
        .await
        .json();
    let of_into = async || -> Vec<String> {
        let found = suggested(&client, into).await;
        found.into_iter().map(|(name, ..)| name).collect()
    };
    assert_eq!(of_into().await, ["Same"]);
    client
        .post_json(
            &format!(
                "/api/v1/merges/{}/undo",
                into_me["merge_id"].as_str().unwrap()
            ),
            &json!({}),
        )
        .await;
    assert_eq!(names().await, ["Differs", "Into", "Same"]);
    assert_eq!(of_into().await, ["Me", "Same"]);
    let nobody = client
        .get("/api/v1/contacts/00000000-0000-7000-8000-000000000000/suggestions")
        .await;
    assert_eq!(nobody.status, 404);
}

async fn looked(server: &Server) {
    duplicates::search(&server.pools).await.expect("a search");
}

async fn groups(client: &Client) -> Vec<(i64, Vec<[String; 2]>)> {
    let answer = client
        .call("duplicates/list", &json!({"cursor": null}))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.json();
    let groups = page["items"].as_array().expect("groups");
    assert_eq!(page["total"], groups.len());
    let name = |contact: &Value| contact["last_name"].as_str().expect("a name").to_owned();
    groups
        .iter()
        .map(|group| {
            let pairs = group["pairs"].as_array().expect("pairs").iter();
            let pairs = pairs.map(|pair| [name(&pair["one"]), name(&pair["two"])]);
            (
                group["strength"].as_i64().expect("a strength"),
                pairs.collect(),
            )
        })
        .collect()
}

fn pairs(strength: i64, pairs: &[[&str; 2]]) -> (i64, Vec<[String; 2]>) {
    let pairs = pairs.iter().map(|pair| pair.map(str::to_owned));
    (strength, pairs.collect())
}

#[tokio::test]
async fn all_suspected_pairs_are_found_in_groups_the_likeliest_first() {
    let server = Server::start().await;
    let client = server.program().await;
    let agent = server.signed_in(Role::Agent).await;
    looked(&server).await;
    assert_eq!(groups(&agent).await, []);
    let mut people = Vec::new();
    for person in [
        // A chain: A and B share a number, B and C an address.
        json!({"last_name": "A", "phones": [{"number": "+85211111111"}]}),
        json!({"last_name": "B", "socials": [{"network": "whatsapp", "id": "+85211111111"}], "emails": [{"address": "b@example.org"}]}),
        json!({"last_name": "C", "emails": [{"address": "B@example.org"}]}),
        // A like-sounding name at the same company.
        json!({"first_name": "Ada", "last_name": "Miller", "company": "Acme Ltd"}),
        json!({"first_name": "Ada", "last_name": "Muller", "company": "ACME"}),
        // Two reasons.
        json!({"first_name": "Bo", "last_name": "Diddley", "company": "Chess", "phones": [{"number": "+85222222222"}]}),
        json!({"first_name": "Bo", "last_name": "Didley", "company": "Chess", "phones": [{"number": "+85222222222"}]}),
        // Nothing: its own number as WhatsApp, and a number that only a deleted one shares.
        json!({"last_name": "Alone", "phones": [{"number": "+85233333333"}], "socials": [{"network": "whatsapp", "id": "+85233333333"}]}),
        json!({"last_name": "Left", "phones": [{"number": "+85244444444"}]}),
        json!({"last_name": "Gone", "phones": [{"number": "+85244444444"}]}),
    ] {
        people.push(created(&client, person).await);
    }
    client
        .delete(&format!("/api/v1/contacts/{}", id(&people[9])))
        .await;
    looked(&server).await;
    let found = [
        pairs(3, &[["Diddley", "Didley"]]),
        pairs(2, &[["A", "B"], ["B", "C"]]),
        pairs(1, &[["Miller", "Muller"]]),
    ];
    assert_eq!(groups(&agent).await, found);
    let by_api = client.get("/api/v1/duplicates").await.json();
    assert_eq!(
        (
            &by_api["total"],
            &by_api["items"][0]["pairs"][0]["reasons"][0]["kind"]
        ),
        (&json!(3), &json!("phone"))
    );
    let count = agent.call("duplicates/count", &json!({})).await;
    assert_eq!(count.json(), 3);

    // Not the same person: gone at once, and remembered by the next search.
    let call = json!({"one": id(&people[6]), "two": id(&people[5]), "differ": true});
    assert_eq!(
        client
            .post_json("/api/v1/duplicates/differ", &call)
            .await
            .status,
        204
    );
    assert_eq!(groups(&agent).await, found[1..]);
    looked(&server).await;
    assert_eq!(groups(&agent).await, found[1..]);

    // A merge takes the pairs of the other away; the next search knows what the master has now.
    let answer = client
        .post_json(
            &format!("/api/v1/contacts/{}/merge", id(&people[0])),
            &json!({"other": id(&people[1])}),
        )
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(groups(&agent).await, found[2..]);
    looked(&server).await;
    assert_eq!(
        groups(&agent).await,
        [pairs(2, &[["A", "C"]]), found[2].clone()]
    );
    // What is deleted is gone before anybody looks again.
    client
        .delete(&format!("/api/v1/contacts/{}", id(&people[3])))
        .await;
    let shown = agent
        .call("duplicates/list", &json!({"cursor": null}))
        .await
        .json();
    assert_eq!(shown["items"].as_array().map(Vec::len), Some(1));
}

async fn person(asker: &Asker, json: Value) -> ContactId {
    let draft = serde_json::from_value(json).expect("a draft");
    let made = contacts::create(asker, None, draft).await;
    made.expect("created").id
}

#[tokio::test]
async fn a_number_of_a_whole_office_makes_a_chain_and_pages_go_on() {
    let server = Server::start().await;
    let agent = server.signed_in(Role::Agent).await;
    for n in 0..40 {
        let office =
            json!({"last_name": format!("Office {n}"), "phones": [{"number": "+85211111111"}]});
        person(&server.operator(), office).await;
    }
    for n in 0..30 {
        for side in ["a", "b"] {
            let one =
                json!({"last_name": side, "emails": [{"address": format!("pair{n}@example.org")}]});
            person(&server.operator(), one).await;
        }
    }
    looked(&server).await;
    let first = agent
        .call("duplicates/list", &json!({"cursor": null}))
        .await
        .json();
    assert_eq!(first["total"], 31);
    assert_eq!(first["items"].as_array().map(Vec::len), Some(25));
    assert_eq!(
        first["items"][0]["pairs"].as_array().map(Vec::len),
        Some(10)
    );
    assert_eq!(first["items"][0]["more"], 29, "39 pairs hold 40 together");
    let call = json!({"cursor": first["next_cursor"]});
    let second = agent.call("duplicates/list", &call).await.json();
    assert_eq!(second["items"].as_array().map(Vec::len), Some(6));
    assert_eq!(second["next_cursor"], Value::Null);
    let refused = agent.call("duplicates/list", &json!({"cursor": "x"})).await;
    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn of_a_large_group_further_pairs_are_counted_to_ninety() {
    let server = Server::start().await;
    let agent = server.signed_in(Role::Agent).await;
    for n in 0..120 {
        let office =
            json!({"last_name": format!("Office {n}"), "phones": [{"number": "+85211111111"}]});
        person(&server.operator(), office).await;
    }
    looked(&server).await;
    let page = agent
        .call("duplicates/list", &json!({"cursor": null}))
        .await
        .json();
    assert_eq!(page["items"][0]["more"], 90, "119 pairs, less 10 shown");
}

#[tokio::test]
async fn a_search_is_due_after_a_write_and_when_somebody_asks() {
    let server = Server::start().await;
    let agent = server.signed_in(Role::Agent).await;
    let due = async || duplicates::due(&server.pools).await.expect("an answer");
    assert!(due().await, "nobody has looked yet");
    looked(&server).await;
    assert!(!due().await);
    let state = agent
        .call("duplicates/list", &json!({"cursor": null}))
        .await
        .json();
    assert_eq!(state["search"]["running"], false);
    assert_eq!(agent.call("duplicates/look", &json!({})).await.status, 200);
    assert!(due().await, "somebody asked");
    let state = agent
        .call("duplicates/list", &json!({"cursor": null}))
        .await
        .json();
    assert_eq!(state["search"]["running"], true);
    looked(&server).await;
    let one = person(&server.operator(), json!({"last_name": "New"})).await;
    assert!(!due().await, "not within ten seconds of the last one");
    sqlx::query("update duplicate_search set started_at = now() - interval '1 minute'")
        .execute(&mut server.sql().await)
        .await
        .expect("a minute passes");
    assert!(due().await, "something was written");
    looked(&server).await;
    assert!(!due().await);
    // Two pages of one contact are one contact.
    let answer = duplicates::differ(&server.operator(), [one, one], true).await;
    assert!(answer.is_err());
}

#[tokio::test]
async fn a_search_that_hears_names_for_long_is_not_cut_off_while_it_waits_for_them() {
    let server = Server::start().await;
    let program = server.program().await;
    created(&program, json!({"last_name": "Chan", "company": "Acme"})).await;
    // Names alone are slow to read.
    sqlx::raw_sql(
        "create function slowly(name text) returns text language plpgsql stable as
             'begin perform pg_sleep(2); return name; end';
         alter table contact rename to contact_itself;
         create view contact as
             select id, company, deleted_at, sort_company, slowly(sort_name) as sort_name from contact_itself",
    )
    .execute(&mut server.sql().await)
    .await
    .expect("slow");
    let impatient = server
        .database
        .clone()
        .options([("idle_in_transaction_session_timeout", "500ms")]);
    let impatient = Database {
        heavy: PgPoolOptions::new().connect_lazy_with(impatient),
        ..server.pools.clone()
    };
    duplicates::search(&impatient).await.expect("a search");
    let over = "duplicate_search where finished_at > started_at";
    assert_eq!(server.count(over).await, 1);
}
