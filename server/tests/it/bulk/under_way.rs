//! A bulk action from its start to its end: sent again, killed, stopped, closed, found again.
use app::{
    model::{bulk, staff},
    who::Role,
    wire::staff::StaffChange,
};

use super::*;

#[tokio::test]
async fn a_start_that_is_sent_again_is_one_action() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 3).await;
    let body = json!({"query": {}, "action": {"set_team": "South"}});
    let keyed = client.clone().with("idempotency-key", "one");
    let (first, again) = (act(&keyed, body.clone()).await, act(&keyed, body).await);
    assert_eq!(first, again);
    let other = keyed
        .post_json(
            "/api/v1/contacts/bulk",
            &json!({"query": {}, "action": "delete"}),
        )
        .await;
    assert_eq!(
        (other.status.as_u16(), other.code().as_str()),
        (422, "idempotency_key_reused")
    );
    let agent = server.agent().await;
    let call = json!({"key": "0199a1b2-0000-7000-8000-000000000001", "action": "delete",
        "selection": {"These": first_ids(&client, 2).await}});
    let (one, other) = tokio::join!(
        agent.call("contacts/bulk", &call),
        agent.call("contacts/bulk", &call)
    );
    assert_eq!(one.json(), other.json());
    assert_eq!(total(&client, "").await, 1);
    let actions: i64 = sqlx::query_scalar("select count(*) from bulk")
        .fetch_one(&mut server.sql().await)
        .await
        .unwrap();
    assert_eq!(actions, 2);
}

#[tokio::test]
async fn an_action_goes_on_after_a_kill_and_each_contact_is_changed_once() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 3_500).await;
    let bulk = act(
        &client,
        json!({"query": {}, "action": {"set_team": "South"}}),
    )
    .await;
    let id = bulk["id"].as_str().unwrap().parse().unwrap();
    // Several workers at once, each given up in the middle of whatever it does.
    for pause in 0..12 {
        let store = server.pools.clone();
        let worker = tokio::spawn(async move { bulk::advance(&store, id).await });
        tokio::time::sleep(Duration::from_millis(7 * pause)).await;
        worker.abort();
        let mut sql = server.sql().await;
        sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and state = 'active'",
        )
        .execute(&mut sql)
        .await
        .unwrap();
    }
    let done = over(&client, &bulk).await;
    assert_eq!(done["changed"], 3_500);
    let entries: Vec<i64> = sqlx::query_scalar(
        "select count(*) from change where action = 'Updated' group by contact_id",
    )
    .fetch_all(&mut server.sql().await)
    .await
    .unwrap();
    assert_eq!(entries, vec![1; 3_500]);
}

#[tokio::test]
async fn an_undo_stops_an_action_that_still_runs() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&server, &client, 4_000).await;
    let bulk = act(
        &client,
        json!({"query": {}, "action": {"set_team": "South"}}),
    )
    .await;
    undo(&client, &bulk).await;
    let undone = over(&client, &bulk).await;
    assert_eq!(undone["status"], "undone");
    assert_eq!(undone["restored"], undone["changed"]);
    assert_eq!(total(&client, "team=North").await, 4_000);
}

#[tokio::test]
async fn an_action_of_an_account_that_is_closed_stops_where_it_is() {
    let server = Server::start().await;
    let program = server.program().await;
    people(&server, &program, 5_000).await;
    let who = server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    // As long as somebody holds one of the contacts, the first chunk cannot end.
    let mut sql = server.sql().await;
    let mut held = sqlx::Connection::begin(&mut sql).await.unwrap();
    sqlx::query("select id from contact order by id limit 1 for update")
        .execute(&mut *held)
        .await
        .unwrap();
    let call = json!({"key": "0199a1b2-0000-7000-8000-000000000004", "action": {"set_team": "South"},
        "selection": {"All": contact::query::Query::default()}});
    let bulk = mei.call("contacts/bulk", &call).await.json();
    let waiting = async |who: &str| {
        let waits =
            "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while server
            .count(&format!("{waits} and query like '{who}%'"))
            .await
            == 0
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    waiting("").await;
    let leave = StaffChange {
        active: Some(false),
        ..StaffChange::default()
    };
    let operator = server.operator();
    let close = staff::change(&operator, who.id(), leave);
    let (closed, ()) = tokio::join!(close, async {
        waiting("update bulk set status").await;
        held.rollback().await.unwrap();
    });
    closed.expect("closed");
    let stopped = over(&program, &bulk).await;
    assert_eq!(
        (&stopped["status"], &stopped["total"]),
        (&json!("done"), &json!(5_000))
    );
    assert!(stopped["done"].as_u64() < Some(5_000), "{stopped}");
    // What it did can be taken back by those who stay.
    let undone = undo(&program, &bulk).await;
    assert_eq!(
        over(&program, &undone).await["restored"],
        stopped["changed"]
    );
    assert_eq!(total(&program, "team=North").await, 5_000);
}

#[tokio::test]
async fn any_member_of_staff_takes_back_what_another_did() {
    let server = Server::start().await;
    let program = server.program().await;
    people(&server, &program, 3).await;
    let (one, other) = (
        server.agent().await,
        server.signed_in(Role::Supervisor).await,
    );
    let call = json!({"key": "0199a1b2-0000-7000-8000-000000000002", "action": {"set_type": "Customer"},
        "selection": {"These": first_ids(&program, 3).await}});
    let bulk = one.call("contacts/bulk", &call).await.json();
    let undone = other
        .call("contacts/bulk/undo", &json!({"id": bulk["id"]}))
        .await;
    assert_eq!(undone.json()["restored"], 3, "{}", undone.text());
    assert_eq!(total(&program, "type=Customer").await, 0);
}

#[tokio::test]
async fn an_action_is_found_again_by_whoever_started_it_and_its_end_is_told_once() {
    let server = Server::start().await;
    let program = server.program().await;
    people(&server, &program, 600).await;
    let (one, other) = (
        server.agent().await,
        server.signed_in(Role::Supervisor).await,
    );
    let find = async |client: &Client, untold: &Value| {
        let arguments = json!({"untold": untold});
        client
            .call("contacts/bulk/under_way", &arguments)
            .await
            .json()
    };
    assert_eq!(find(&one, &Value::Null).await, Value::Null);
    // As long as somebody holds one of the contacts, the action cannot end.
    let mut sql = server.sql().await;
    let mut held = sqlx::Connection::begin(&mut sql).await.unwrap();
    sqlx::query("select id from contact limit 1 for update")
        .execute(&mut *held)
        .await
        .unwrap();
    let call = json!({"key": "0199a1b2-0000-7000-8000-000000000003", "action": {"set_team": "South"},
        "selection": {"All": contact::query::Query::default()}});
    let bulk = one.call("contacts/bulk", &call).await.json();
    let found = find(&one, &Value::Null).await;
    assert_eq!(
        (&found["id"], &found["status"]),
        (&bulk["id"], &json!("running"))
    );
    assert_eq!(find(&other, &bulk["id"]).await, Value::Null);
    held.rollback().await.unwrap();
    over(&program, &bulk).await;
    // Whoever was told the end asks for nothing, whoever missed it asks for this one.
    assert_eq!(find(&one, &Value::Null).await, Value::Null);
    assert_eq!(find(&other, &bulk["id"]).await, Value::Null);
    let ended = find(&one, &bulk["id"]).await;
    assert_eq!(
        (&ended["status"], &ended["changed"]),
        (&json!("done"), &json!(600))
    );
}
