//! Files that come again: whether their contacts are made twice, left alone or updated.
use super::*;

#[tokio::test]
async fn the_same_file_twice_makes_twice_the_contacts_unless_asked_otherwise() {
    let server = Server::start().await;
    let program = server.program().await;
    let file =
        "First name,Last name,Mobile,Email\r\nAnn,Lee,+85211111111,\r\nBen,Ho,,ben@example.com\r\n";
    assert_eq!(ledger(&import(&program, "", file).await), [2, 0, 0, 0, 0]);
    assert_eq!(
        ledger(&import(&program, "?duplicates=skip", file).await),
        [0, 0, 0, 2, 0]
    );
    assert_eq!(
        ledger(&import(&program, "?duplicates=skip&match=phone", file).await),
        [1, 0, 0, 1, 0]
    );
    assert_eq!(ledger(&import(&program, "", file).await), [2, 0, 0, 0, 0]);
    assert_eq!(server.count("contact").await, 5);
    // Now each of them matches several contacts, and nobody can tell which is meant.
    assert_eq!(
        ledger(&import(&program, "?duplicates=update", file).await),
        [0, 0, 0, 0, 2]
    );
}

#[tokio::test]
async fn an_update_changes_filled_cells_only_and_says_what_it_changed() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = "First name,Last name,Mobile,Email,Company,Type,Contact Label\r\n\
                Ann,Lee,+85211111111,ann@example.com,Acme,Customer,VIP\r\nBen,Ho,+85222222222,,Apex,,\r\n";
    import(&program, "", file).await;
    let file = "First name,Last name,Mobile,Email,Company,Type,Contact Label\r\n\
                ,,+85211111111,,Nova,,Trial\r\nBen,Ho,+85222222222,,Apex,,\r\nCat,Ng,+85233333333,,,,\r\n\
                Ann,Lee,+85211111111,new@example.com,Nova,,\r\n";
    let update = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(ledger(&update), [1, 2, 1, 0, 0]);
    let ann =
        "select concat_ws('|', first_name, last_name, company, kind, version, cardinality(labels),
                   (select string_agg(address, ',') from contact_email where contact_id = id))
               from contact where first_name = 'Ann'";
    assert_eq!(
        server.text(ann).await,
        "Ann|Lee|Nova|Customer|3|2|new@example.com"
    );
    let log = "select string_agg(lines::text, ';' order by number) from change
               where action = 'Updated' and source = 'import'";
    let log = server.text(log).await;
    assert!(
        log.contains(r#"{"new": "Nova", "old": "Acme", "field": "company"}"#),
        "{log}"
    );
    assert!(
        log.contains("new@example.com") && log.contains("Trial"),
        "{log}"
    );
    // The same file again changes nothing, and writes no entry.
    let again = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(ledger(&again), [0, 0, 4, 0, 0]);
    assert_eq!(server.count("change where action = 'Updated'").await, 2);
    let found = "contact where search like '%nova%'";
    assert_eq!(server.count(found).await, 1, "the search keys follow");
}

#[tokio::test]
async fn a_verified_number_is_not_touched_by_an_import() {
    let server = Server::start().await;
    let program = server.program().await;
    import(
        &program,
        "",
        "Last name,Mobile,Email\r\nLee,+85211111111,ann@example.com\r\n",
    )
    .await;
    sqlx::query("update contact_phone set verified = true")
        .execute(&mut server.sql().await)
        .await
        .expect("verified");
    let file = "Last name,Mobile,Email\r\nLee,+85299999999,ann@example.com\r\n";
    let update = import(&program, "?duplicates=update&match=email", file).await;
    assert_eq!(ledger(&update), [0, 1, 0, 0, 0]);
    let phones =
        "select string_agg(number || ' ' || verified, ',' order by position) from contact_phone";
    assert_eq!(
        server.text(phones).await,
        "+85211111111 true,+85299999999 false"
    );
}

#[tokio::test]
async fn the_same_key_is_one_import() {
    let server = Server::start().await;
    let program = server.program().await.with("idempotency-key", "confirm-1");
    let (one, two) = tokio::join!(
        send(&program, "", TWO_BAD_OF_TEN),
        send(&program, "", TWO_BAD_OF_TEN)
    );
    let accepted: Vec<_> = [&one, &two]
        .into_iter()
        .filter(|answer| answer.status == StatusCode::ACCEPTED)
        .collect();
    assert!(!accepted.is_empty(), "{} {}", one.text(), two.text());
    // The answer was lost, the sender sends again.
    let again = send(&program, "", TWO_BAD_OF_TEN).await;
    assert_eq!(
        (again.status, id_of(&again)),
        (StatusCode::ACCEPTED, id_of(accepted[0]))
    );
    over(&program, &format!("/api/v1/imports/{}", id_of(&again))).await;
    assert_eq!(server.count("import").await, 1);
    assert_eq!(server.count("contact").await, 8);
}
