//! The list: paging, order, search and filters, through HTTP.
mod among;
mod filters;

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use contact::{Draft, Email, search::Keys};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{Client, Server};

/// Fills the database past the application, but with its keys: contacts `Person 0000` and so on, the last the newest.
pub async fn seed(server: &Server, count: usize) {
    let drafts: Vec<Draft> = (0..count)
        .map(|number| Draft {
            first_name: "Person".into(),
            last_name: format!("Surname{:04}", (number * 7) % count),
            company: if number % 3 == 0 {
                String::new()
            } else {
                format!("Company {}", number % 5)
            },
            emails: vec![Email {
                address: format!("person{number}@example.org"),
                ..Email::default()
            }],
            ..Draft::default()
        })
        .collect();
    let keys: Vec<Keys> = drafts
        .iter()
        .map(|draft| Keys::of(draft, &[], &[], None))
        .collect();
    let mut sql = server.sql().await;
    for (draft, keys) in drafts.iter().zip(&keys) {
        let id = Uuid::now_v7();
        sqlx::query(
            "with email as (insert into contact_email (contact_id, position, kind, address) values ($1, 0, 'Work', $2))
             insert into contact (id, first_name, last_name, company, search, terms, sort_name, sort_company, updated_at)
             values ($1, $3, $4, $5, $6, $7, $8, $9, now() - make_interval(secs => abs(hashtext($4) % 100)))",
        )
        .bind(id)
        .bind(&draft.emails[0].address)
        .bind(&draft.first_name)
        .bind(&draft.last_name)
        .bind(&draft.company)
        .bind(&keys.search)
        .bind(&keys.terms)
        .bind(&keys.sort_name)
        .bind(&keys.sort_company)
        .execute(&mut sql)
        .await
        .expect("a contact");
    }
}

/// All pages of a list, followed by their cursors: the contacts, and how many stood on each page.
async fn pages(client: &Client, address: &str) -> (Vec<Value>, Vec<usize>, Value) {
    let (mut items, mut sizes, mut cursor) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = client
            .get(&format!("/api/v1/contacts?{address}{cursor}"))
            .await;
        assert_eq!(page.status, 200, "{}", page.text());
        let page = page.json();
        let found = page["items"].as_array().expect("items").clone();
        sizes.push(found.len());
        items.extend(found);
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (items, sizes, page["total"].clone()),
        }
    }
}

fn texts(items: &[Value], field: &str) -> Vec<String> {
    items
        .iter()
        .map(|item| item[field].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn every_order_is_whole_and_stable_across_pages() {
    let server = Server::start().await;
    let client = server.program().await;
    seed(&server, 130).await;
    for sort in [
        "", "created", "name", "-name", "company", "-company", "updated", "-updated",
    ] {
        let address = if sort.is_empty() {
            "limit=50".to_owned()
        } else {
            format!("limit=50&sort={sort}")
        };
        let (items, sizes, total) = pages(&client, &address).await;
        assert_eq!((sizes, total), (vec![50, 50, 30], json!(130)), "{sort}");
        let ids: BTreeSet<String> = texts(&items, "id").into_iter().collect();
        assert_eq!(ids.len(), 130, "{sort} repeats or leaves out");
        let keys: Vec<String> = match sort.trim_start_matches('-') {
            "name" => texts(&items, "last_name"),
            "company" => texts(&items, "company")
                .into_iter()
                .map(|company| {
                    if company.is_empty() {
                        "~".into()
                    } else {
                        company
                    }
                })
                .collect(),
            "updated" => {
                let micros = |at: String| {
                    at.parse::<chrono::DateTime<chrono::Utc>>()
                        .expect("a time")
                        .timestamp_micros()
                };
                texts(&items, "updated_at")
                    .into_iter()
                    .map(|at| format!("{:020}", micros(at)))
                    .collect()
            }
            _ => texts(&items, "id"),
        };
        let mut sorted = keys.clone();
        sorted.sort();
        if sort.is_empty() || sort.starts_with('-') {
            sorted.reverse();
        }
        assert_eq!(keys, sorted, "{sort}");
    }
}

#[tokio::test]
async fn a_page_has_50_contacts_or_as_many_as_asked_for_up_to_500() {
    let server = Server::start().await;
    let client = server.program().await;
    seed(&server, 1_234).await;
    let first = client.get("/api/v1/contacts").await.json();
    assert_eq!(
        (first["items"].as_array().map(Vec::len), &first["total"]),
        (Some(50), &json!(1_234))
    );
    let (items, sizes, total) = pages(&client, "limit=500").await;
    assert_eq!(
        (items.len(), sizes, total),
        (1_234, vec![500, 500, 234], json!(1_234))
    );
    let (_, sizes, _) = pages(&client, "limit=100&search=person").await;
    assert_eq!(
        (sizes.len(), sizes.iter().sum::<usize>(), sizes[12]),
        (13, 1_234, 34)
    );
    for limit in ["501", "0", "-1", "many"] {
        let refused = client.get(&format!("/api/v1/contacts?limit={limit}")).await;
        assert_eq!(refused.status, 400, "{limit}");
        assert_eq!(
            refused.json()["detail"],
            format!("limit: \"{limit}\" must be a number from 1 to 500.")
        );
    }
}

#[tokio::test]
async fn more_than_10000_hits_are_counted_as_at_least_that_and_paged_all_the_same() {
    let server = Server::start().await;
    let client = server.program().await;
    let mut sql = server.sql().await;
    let keys = Keys::of(
        &Draft {
            last_name: "Many".into(),
            ..Draft::default()
        },
        &[],
        &[],
        None,
    );
    sqlx::query(
        "insert into contact (id, last_name, search, terms, sort_name, sort_company)
         select gen_random_uuid(), 'Many', $1, $2, 'many ' || lpad(n::text, 5, '0'), $3 from generate_series(1, 10001) as n",
    )
    .bind(&keys.search)
    .bind(&keys.terms)
    .bind(&keys.sort_company)
    .execute(&mut sql)
    .await
    .expect("contacts");
    for address in [
        "limit=500",
        "limit=500&search=many",
        "limit=500&search=many&sort=-name",
        "limit=500&type=Lead&sort=updated",
    ] {
        let (items, sizes, total) = pages(&client, address).await;
        let ids: BTreeSet<String> = texts(&items, "id").into_iter().collect();
        assert_eq!(
            (ids.len(), sizes.len(), total),
            (10_001, 21, json!({"at_least": 10_000})),
            "{address}"
        );
    }
    sqlx::query("delete from contact where id = (select id from contact limit 1)")
        .execute(&mut sql)
        .await
        .expect("deleted");
    // That there are more is remembered for a moment.
    let patience = Instant::now() + Duration::from_secs(20);
    while client.get("/api/v1/contacts?search=many").await.json()["total"] != 10_000 {
        assert!(Instant::now() < patience, "still at least 10,000");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The people of the search fixture.
async fn people(client: &Client) {
    for person in [
        json!({"first_name": "John", "last_name": "Smith", "company": "Acme Trading Ltd", "emails": [{"address": "j.smith@acme.example"}],
               "phones": [{"number": "+85298765432"}], "labels": ["VIP", "Newsletter"], "type": "Customer"}),
        json!({"first_name": "Mary Ann", "last_name": "Smithers", "company": "50% Club", "emails": [{"address": "mary@gmail.com"}],
               "phones": [{"number": "+447700900123"}], "labels": ["VIP"]}),
        json!({"first_name": "José", "last_name": "Núñez", "company": "Co_op", "emails": [{"address": "jose.nunez@correo.example"}],
               "labels": ["Partner"], "address": {"country": "ES"}}),
        json!({"first_name": "大文", "last_name": "陳", "company": "長江實業", "emails": [{"address": "chan@hotmail.com"}],
               "labels": ["VIP", "Newsletter", "Partner"], "language": "zh"}),
        json!({"first_name": "Søren", "last_name": "Østergård", "company": "Smith & Sons", "team": "North"}),
        json!({"first_name": "Siobhán", "last_name": "O'Brien-Kelly", "group": "Retail"}),
        json!({"first_name": "Иван", "last_name": "Петров", "company": "Acme Rus"}),
        json!({"first_name": "김", "last_name": "민준", "phones": [{"number": "+821012345678"}, {"type": "Work", "number": "+82212345678"}]}),
    ] {
        let created = client.post_json("/api/v1/contacts", &person).await;
        assert_eq!(created.status, 201, "{}", created.text());
    }
}

async fn last_names(client: &Client, pairs: &[(&str, &str)]) -> Vec<String> {
    let address = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let answer = client.get(&format!("/api/v1/contacts?{address}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.json();
    let names = texts(page["items"].as_array().expect("items"), "last_name");
    assert_eq!(page["total"], names.len());
    names
}

#[tokio::test]
async fn contacts_are_found_by_any_part_of_name_company_email_and_phone() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&client).await;
    let cases: [(&str, &[&str]); 42] = [
        ("smith", &["Smith", "Smithers", "Østergård"]),
        ("SMITH", &["Smith", "Smithers", "Østergård"]),
        ("mith", &["Østergård", "Smith", "Smithers"]),
        ("john smith", &["Smith"]),
        ("smith john", &["Smith"]),
        ("Smith, John", &["Smith"]),
        ("john s", &["Smith"]),
        ("mary ann", &["Smithers"]),
        ("ann smithers", &["Smithers"]),
        ("jose", &["Núñez"]),
        ("JOSÉ NUNEZ", &["Núñez"]),
        ("nuñ", &["Núñez"]),
        ("ostergard", &["Østergård"]),
        ("søren", &["Østergård"]),
        ("obrien", &["O'Brien-Kelly"]),
        ("O’Brien", &["O'Brien-Kelly"]),
        ("kelly", &["O'Brien-Kelly"]),
        ("acme", &["Smith", "Петров"]),
        ("trading ltd", &["Smith"]),
        ("50%", &["Smithers"]),
        ("%", &["Smithers"]),
        ("co_op", &["Núñez"]),
        ("_", &["Núñez"]),
        ("co%op", &[]),
        ("smith_", &[]),
        ("j.smith@acme.example", &["Smith"]),
        ("acme.exa", &["Smith"]),
        ("gmail", &["Smithers"]),
        ("mary@gm", &["Smithers"]),
        ("mail.com", &["Smithers", "陳"]),
        ("陳", &["陳"]),
        ("大", &["陳"]),
        ("大文", &["陳"]),
        ("陳大文", &["陳"]),
        ("長江", &["陳"]),
        ("ива", &["Петров"]),
        ("ПЕТРОВ", &["Петров"]),
        ("5432", &["Smith"]),
        ("+852 9876-5432", &["Smith"]),
        ("07700 900123", &["Smithers"]),
        ("345", &["민준"]),
        ("nobody", &[]),
    ];
    for (typed, expected) in cases {
        let found = last_names(&client, &[("search", typed)]).await;
        assert_eq!(found, expected, "{typed}");
    }
    assert_eq!(
        client
            .get(&format!("/api/v1/contacts?search={}", "a".repeat(201)))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn search_and_every_filter_combine() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&client).await;
    type Asked<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Asked, &[&str]); 22] = [
        (&[("label", "vip")], &["Smith", "Smithers", "陳"]),
        (
            &[("label", "vip"), ("label", "partner")],
            &["Núñez", "Smith", "Smithers", "陳"],
        ),
        (
            &[("label", "VIP"), ("label", "Newsletter"), ("match", "all")],
            &["Smith", "陳"],
        ),
        (
            &[
                ("label", "VIP"),
                ("label", "Newsletter"),
                ("label", "Partner"),
                ("match", "all"),
            ],
            &["陳"],
        ),
        (
            &[
                ("label", "VIP"),
                ("label", "no such label"),
                ("match", "all"),
            ],
            &[],
        ),
        (&[("label", "no such label")], &[]),
        (
            &[
                ("label", "VIP"),
                ("match", "none"),
                ("has_phone", "false"),
                ("team", "north"),
            ],
            &["Østergård"],
        ),
        (
            &[("search", "smith"), ("label", "VIP")],
            &["Smith", "Smithers"],
        ),
        (
            &[("search", "smith"), ("label", "VIP"), ("company", "acme")],
            &["Smith"],
        ),
        (&[("company", "ACME")], &["Smith", "Петров"]),
        (&[("company", "%")], &["Smithers"]),
        (&[("type", "Customer")], &["Smith"]),
        (
            &[
                ("type", "customer"),
                ("type", "Prospect"),
                ("level", "Primary"),
            ],
            &["Smith"],
        ),
        (&[("level", "Secondary")], &[]),
        (&[("group", "Retail")], &["O'Brien-Kelly"]),
        (&[("language", "zh")], &["陳"]),
        (&[("country", "es")], &["Núñez"]),
        (&[("has_phone", "true"), ("has_email", "false")], &["민준"]),
        (
            &[("created_from", "2020-01-01"), ("search", "smithers")],
            &["Smithers"],
        ),
        (&[("created_before", "2020-01-01")], &[]),
        (
            &[
                ("updated_from", "2020-01-01T00:00:00Z"),
                ("company", "club"),
            ],
            &["Smithers"],
        ),
        (&[("import", "00000000-0000-7000-8000-000000000000")], &[]),
    ];
    for (pairs, expected) in cases {
        let mut found = last_names(&client, pairs).await;
        found.sort();
        assert_eq!(found, expected, "{pairs:?}");
    }
}

#[tokio::test]
async fn the_best_hits_come_first() {
    let server = Server::start().await;
    let client = server.program().await;
    for (first, last, company) in [
        ("Lee", "Zimmer", ""),
        ("Ann", "Lees", ""),
        ("Zoe", "Lee", ""),
        ("Ann", "Lee", ""),
        ("Bo", "Abel", "Lee & Co"),
    ] {
        let person = json!({"first_name": first, "last_name": last, "company": company});
        assert_eq!(
            client.post_json("/api/v1/contacts", &person).await.status,
            201
        );
    }
    let (items, ..) = pages(&client, "search=lee&limit=2").await;
    let names: Vec<String> = items
        .iter()
        .map(|item| {
            format!(
                "{} {}",
                item["first_name"].as_str().unwrap(),
                item["last_name"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        names,
        ["Ann Lee", "Zoe Lee", "Ann Lees", "Bo Abel", "Lee Zimmer"]
    );
}

#[tokio::test]
async fn what_a_list_does_not_know_is_refused() {
    let server = Server::start().await;
    let client = server.program().await;
    for address in [
        "page=2",
        "sort=age",
        "match=some",
        "cursor=x",
        "type=Friend",
        "created_from=yesterday",
        "has_phone=maybe",
        "import=7",
        "search=%00",
    ] {
        let answer = client.get(&format!("/api/v1/contacts?{address}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (400, "application/problem+json"),
            "{address}"
        );
    }
    assert_eq!(server.visitor().get("/api/v1/contacts").await.status, 401);
}

#[tokio::test]
async fn any_is_the_union_all_the_intersection_and_none_the_rest_of_three_labels() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&client).await;
    let everybody: BTreeSet<String> = last_names(&client, &[]).await.into_iter().collect();
    let mut wearing = Vec::new();
    for label in ["VIP", "Newsletter", "Partner"] {
        let found = last_names(&client, &[("label", label)]).await;
        wearing.push((label, found.into_iter().collect::<BTreeSet<_>>()));
    }
    for chosen in 1..8_usize {
        let chosen: Vec<_> = (0..3)
            .filter(|bit| chosen & (1 << bit) != 0)
            .map(|bit| &wearing[bit])
            .collect();
        let union: BTreeSet<String> = chosen.iter().flat_map(|(_, set)| set.clone()).collect();
        let all = chosen.iter().map(|(_, set)| set.clone());
        let all = all.reduce(|all, set| &all & &set).expect("a label");
        for (matching, expected) in [
            ("any", &union),
            ("all", &all),
            ("none", &(&everybody - &union)),
        ] {
            let mut pairs: Vec<_> = chosen.iter().map(|(label, _)| ("label", *label)).collect();
            pairs.push(("match", matching));
            let found: BTreeSet<String> = last_names(&client, &pairs).await.into_iter().collect();
            assert_eq!(&found, expected, "{pairs:?}");
        }
    }
}
