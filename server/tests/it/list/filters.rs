//! Every two filters together with a search find what each of them finds.
use super::*;

/// Makes contacts of which each filter finds a different part, three to a part at the least.
pub(super) async fn assorted(server: &Server, client: &Client) -> Vec<Vec<(String, String)>> {
    for field in [
        json!({"name": "Size", "type": "dropdown_single", "options": ["S", "M", "L"]}),
        json!({"name": "Member", "type": "checkbox"}),
    ] {
        let created = client.post_json("/api/v1/fields", &field).await;
        assert_eq!(created.status, 201, "{}", created.text());
    }
    let fields = client.get("/api/v1/fields").await.json();
    let id = |at: usize| {
        fields["items"][at]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let (size, member) = (id(0), id(1));
    for number in 0..60_usize {
        let pick = |values: &[&str], step: usize| values[number / step % values.len()].to_owned();
        let mut person = json!({
            "first_name": pick(&["Ann", "Bob", "Cho"], 1),
            "last_name": format!("Person{number:02}"),
            "company": pick(&["Acme", "Bolt", ""], 2),
            "type": pick(&["Lead", "Customer"], 3),
            "level": pick(&["Primary", "Secondary"], 5),
            "team": pick(&["North", "South"], 7),
            "group": pick(&["Retail", ""], 11),
            "language": pick(&["en", "zh"], 13),
            "address": {"country": pick(&["HK", "GB"], 4)},
            "labels": [pick(&["VIP", "Trial"], 6)],
            "custom": {&size: pick(&["S", "M", "L"], 8), &member: number % 9 < 4},
        });
        if number % 10 < 6 {
            person["phones"] = json!([{"number": format!("+8521234{number:04}")}]);
        }
        if number % 14 < 9 {
            person["emails"] = json!([{"address": format!("p{number}@example.org")}]);
        }
        let created = client.post_json("/api/v1/contacts", &person).await;
        assert_eq!(created.status, 201, "{}", created.text());
    }
    let mut sql = server.sql().await;
    sqlx::query(
        "update contact set updated_at = now() - make_interval(days => substr(last_name, 7)::int % 20)",
    )
    .execute(&mut sql)
    .await
    .expect("times");
    let since = (chrono::Utc::now() - chrono::TimeDelta::days(10)).to_rfc3339();
    let pair = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    vec![
        pair("label", "vip"),
        vec![
            ("label".into(), "VIP".into()),
            ("match".into(), "none".into()),
        ],
        pair("company", "acm"),
        pair("type", "Customer"),
        pair("level", "Secondary"),
        pair("team", "NORTH"),
        pair("group", "Retail"),
        pair("language", "zh"),
        pair("country", "HK"),
        pair("has_phone", "true"),
        pair("has_email", "false"),
        pair("updated_from", &since),
        pair("created_from", "2020-01-01"),
        pair(&size, "m"),
        pair(&member, "true"),
        pair("search", "ann"),
    ]
}

#[tokio::test]
async fn every_two_filters_with_a_search_find_what_each_of_them_finds() {
    let server = Server::start().await;
    let client = server.program().await;
    let filters = assorted(&server, &client).await;
    let mut alone = Vec::new();
    for filter in &filters {
        let pairs: Vec<_> = filter
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut pairs = pairs;
        pairs.push(("limit", "500"));
        let found: BTreeSet<String> = last_names(&client, &pairs).await.into_iter().collect();
        assert!(
            found.len() >= 3,
            "{filter:?} finds too few to prove anything"
        );
        alone.push(found);
    }
    let (search, filters) = filters.split_last().expect("the search");
    let searched = alone.pop().expect("what the search finds");
    for first in 0..filters.len() {
        for second in first + 1..filters.len() {
            // A filter given twice is one filter with two values.
            if filters[first][0].0 == filters[second][0].0 {
                continue;
            }
            let chosen = filters[first].iter().chain(&filters[second]).chain(search);
            let mut pairs: Vec<_> = chosen
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            pairs.push(("limit", "500"));
            let found: BTreeSet<String> = last_names(&client, &pairs).await.into_iter().collect();
            let expected = &(&alone[first] & &alone[second]) & &searched;
            assert_eq!(found, expected, "{pairs:?}");
        }
    }
}
