//! Enquiry Reports: what is searched for in them.
use super::*;

#[tokio::test]
async fn reports_are_searched_by_id_and_by_words_of_the_subject() {
    let server = Server::start().await;
    let (host, agent) = (host(&server).await, server.agent().await);
    let administrator = server.signed_in(Role::Administrator).await;
    for (id, status, subject) in [
        ("E-1", "closed", "Where is my order"),
        ("E-2", "closed", "Order 50% off"),
        ("E-3", "open", "My order"),
        ("E-4", "closed", "訂單查詢"),
    ] {
        enquiry(&host, id, json!({"event_at": at(1), "channel": "email", "status": status, "subject": subject, "opened_at": at(1)})).await;
    }
    for (search, found) in [
        ("order MY", vec!["E-1"]),
        ("0%", vec!["E-2"]),
        ("E-2", vec!["E-2"]),
        ("E-3", vec![]),
        ("訂單", vec!["E-4"]),
        ("nothing", vec![]),
    ] {
        assert_eq!(
            ids(&ask(&administrator, "reports", json!({"search": search})).await),
            found,
            "{search}"
        );
        assert!(
            ids(&ask(&agent, "reports", json!({"search": search})).await).is_empty(),
            "{search}"
        );
    }
}

#[tokio::test]
async fn the_report_with_the_id_that_is_searched_for_comes_first_and_obeys_the_filters_like_the_others()
 {
    let server = Server::start().await;
    let host = host(&server).await;
    let administrator = server.signed_in(Role::Administrator).await;
    let report = async |id: &str, channel: &str, subject: &str, minute: u32| {
        let report = json!({"event_at": at(200), "channel": channel, "status": "closed", "destination": "support",
            "staff": ["mei@example.org"], "subject": subject, "opened_at": at(minute)});
        enquiry(&host, id, report).await;
    };
    report("refund", "email", "Refund of a refund", 1).await;
    report("E-1", "email", "Refund please", 2).await;
    report("E-2", "line", "Where is my refund", 3).await;
    let reports = async |narrow: Value, cursor: Value| {
        let query = json!({"search": " refund ", "narrow": narrow, "cursor": cursor});
        ask(&administrator, "reports", query).await
    };
    for (narrow, found) in [
        (json!({}), vec!["refund", "E-2", "E-1"]),
        (json!({"channel": "email"}), vec!["refund", "E-1"]),
        (json!({"channel": "line"}), vec!["E-2"]),
        (json!({"destination": "sales"}), vec![]),
        (
            json!({"staff": "Mei@example.org"}),
            vec!["refund", "E-2", "E-1"],
        ),
        (json!({"staff": "tom@example.org"}), vec![]),
        (
            json!({"opened": {"from": at(2), "before": null}}),
            vec!["E-2", "E-1"],
        ),
    ] {
        let answer = reports(narrow.clone(), Value::Null).await;
        assert_eq!(ids(&answer), found, "{narrow}");
    }
    for n in 0..70 {
        report(&format!("N-{n}"), "email", "A refund", 10 + n).await;
    }
    let (mut all, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let page = reports(json!({}), cursor).await;
        all.extend(ids(&page));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(all[0], "refund");
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!((count, all.len()), (73, 73), "each once");
}

#[tokio::test]
async fn words_of_a_subject_are_found_by_their_index() {
    let server = Server::start().await;
    let mut sql = server.sql().await;
    for statement in [
        "insert into enquiry (id, external_id, channel, status, subject, opened_at, closed_at)
         select gen_random_uuid(), 'E-' || n, 'email', 'closed', 'Order ' || md5(n::text), now() - n * interval '1 minute', now()
         from generate_series(1, 20000) as n",
        "vacuum analyze enquiry",
    ] {
        sqlx::query(statement).execute(&mut sql).await.expect(statement);
    }
    let plan: Vec<String> = sqlx::query_scalar(
        "explain select opened_at, id from enquiry
         where status = 'closed' and enquiry.subject ilike '%order%' and enquiry.subject ilike '%zephyrine%'
         order by opened_at desc, id desc limit 51",
    )
    .fetch_all(&mut sql)
    .await
    .expect("a plan");
    assert!(
        plan.join("\n").contains("enquiry_closed_subject"),
        "{plan:#?}"
    );
}
