//! What programs keep for everybody: views of the list, and layouts of files.
use app::who::Role;
use serde_json::json;

use super::{id, posted, read};
use crate::harness::Server;

#[tokio::test]
async fn a_program_keeps_a_view_for_everybody_and_programs_and_administrators_change_it() {
    let server = Server::start().await;
    let program = server.program().await;
    let query = json!({"search": "chan", "label": ["vip", "gold"]});
    let new = json!({"name": "VIP", "query": query, "columns": "name.company"});
    let view = posted(&program, "/views", new.clone()).await;
    assert_eq!(
        (&view["query"], &view["shared"], &view["owner"]),
        (&query, &json!(true), &json!("test"))
    );
    let path = format!("/api/v1/views/{}", id(&view));
    let twice = program
        .post_json("/api/v1/views", &json!({"name": "vip"}))
        .await;
    assert_eq!(twice.status, 409, "{}", twice.text());

    let agent = server.agent().await;
    let seen = agent.call("views/list", &json!({})).await.json();
    assert_eq!(
        (&seen[0]["name"], &seen[0]["may_change"]),
        (&json!("VIP"), &json!(false))
    );
    let refused = agent.call("views/delete", &json!({"id": view["id"]})).await;
    assert_eq!(refused.status, 403);

    let another = server.program().await;
    let renamed = another.patch_json(&path, &json!({"name": "Gold"})).await;
    assert_eq!(renamed.status, 200, "{}", renamed.text());
    assert_eq!(
        (&renamed.json()["name"], &renamed.json()["query"]),
        (&json!("Gold"), &query)
    );
    let administrator = server.signed_in(Role::Administrator).await;
    let draft = json!({"name": "Ours", "query": contact::query::Query::default(), "columns": null, "shared": false, "pinned": true});
    let changed = administrator
        .call("views/update", &json!({"id": view["id"], "draft": draft}))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert_eq!(
        changed.json()["shared"],
        true,
        "it has no owner who could see it alone"
    );
    assert_eq!(program.delete(&path).await.status, 204);
    assert_eq!(program.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_program_sees_what_staff_share_and_changes_none_of_it() {
    let server = Server::start().await;
    let program = server.program().await;
    let agent = server.agent().await;
    for (name, shared) in [("Mine", false), ("Ours", true)] {
        let draft = json!({"name": name, "query": contact::query::Query::default(), "columns": null, "shared": shared, "pinned": false});
        let kept = agent.call("views/create", &json!({"draft": draft})).await;
        assert_eq!(kept.status, 200, "{}", kept.text());
        let path = format!("/api/v1/views/{}", id(&kept.json()));
        let expected = if shared {
            [200, 403, 403]
        } else {
            [404, 404, 404]
        };
        let there = [
            program.get(&path).await.status.as_u16(),
            program
                .patch_json(&path, &json!({"name": "Theirs"}))
                .await
                .status
                .as_u16(),
            program.delete(&path).await.status.as_u16(),
        ];
        assert_eq!(there, expected, "{name}");
    }
    assert_eq!(read(&program, "/views").await["total"], 1);
}

#[tokio::test]
async fn a_program_that_only_reads_keeps_nothing() {
    let server = Server::start().await;
    let reader = server
        .program_that_may(&[app::who::Scope::ReadContacts])
        .await;
    let refused = reader
        .post_json("/api/v1/views", &json!({"name": "VIP"}))
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (403, "forbidden")
    );
}

#[tokio::test]
async fn a_layout_that_a_program_keeps_is_named_by_an_import_and_changed_by_its_name() {
    let server = Server::start().await;
    let program = server.program().await;
    let recipe = json!({"columns": {"Surname": "Last name"}});
    let new = json!({"name": "CRM", "header": ["Surname"], "recipe": recipe});
    let kept = posted(&program, "/imports/recipes", new.clone()).await;
    assert_eq!(
        (&kept["name"], &kept["owner"], &kept["may_change"]),
        (&json!("CRM"), &json!("test"), &json!(true))
    );
    let again = posted(&program, "/imports/recipes", new).await;
    assert_eq!(again["id"], kept["id"]);
    let done = crate::imports::import(&program, "?recipe=CRM", "Surname\nChan\n".to_owned()).await;
    assert_eq!(done["created"], 1, "{done}");
    let path = format!("/api/v1/imports/recipes/{}", id(&kept));
    assert_eq!(program.delete(&path).await.status, 204);
    assert_eq!(read(&program, "/imports/recipes").await["total"], 0);
}
