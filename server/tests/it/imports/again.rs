//! Files that come again: whether their contacts are made twice, left alone or updated.
use axum::http::HeaderValue;
use tokio::io::AsyncReadExt;

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

#[tokio::test]
async fn a_key_that_was_used_for_one_file_is_refused_for_another() {
    let server = Server::start().await;
    let program = server.program().await;
    let keyed = program.clone().with("idempotency-key", "confirm-1");
    let file = "Last name\r\nLee\r\n";
    let first = import(&keyed, "", file).await;
    assert_eq!(number(&first, "created"), 1);
    for (query, file) in [
        ("", "Last name\r\nSomebody else\r\n"),
        ("?duplicates=skip", file),
    ] {
        let other = send(&keyed, query, file).await;
        assert_eq!(
            (other.status.as_u16(), other.code().as_str()),
            (422, "idempotency_key_reused"),
            "{query}"
        );
    }
    let same = send(&keyed, "", file).await;
    assert_eq!(json!(id_of(&same)), first["id"]);
    assert_eq!(server.count("import").await, 1);
}

#[tokio::test]
async fn a_key_of_a_file_is_a_key_as_everywhere() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut accented = program.clone();
    let name = HeaderValue::from_bytes(b"caf\xc3\xa9").expect("a header");
    accented.headers.insert("idempotency-key", name);
    for strange in [
        accented,
        program.clone().with("idempotency-key", ""),
        program.clone().with("idempotency-key", &"k".repeat(256)),
        program.with("idempotency-key", &"k".repeat(4_000)),
    ] {
        let file = send(&strange, "", "Last name\r\nLee\r\n").await;
        let contact = json!({"last_name": "Lee"});
        let contact = strange.post_json("/api/v1/contacts", &contact).await;
        for refused in [file, contact] {
            assert_eq!(
                (refused.status.as_u16(), refused.code().as_str()),
                (400, "malformed")
            );
        }
    }
    assert_eq!(server.count("import").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_still_sends_a_file_that_is_not_wanted_gets_to_read_why() {
    let server = Server::start().await;
    let program = server.program().await;
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let file = vec![b'x'; 16 * 1024 * 1024];
    let strange = "idempotency-key: \r\n";
    for (query, header) in [
        ("?country=ZZ", ""),
        ("?duplicates=perhaps", ""),
        ("?color=red", ""),
        ("", strange),
    ] {
        let mut stream = TcpStream::connect(&server.address)
            .await
            .expect("connected");
        let head = format!(
            "POST /api/v1/imports{query} HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\n{header}\
             content-length: {}\r\nconnection: close\r\n\r\n",
            server.address,
            file.len()
        );
        stream.write_all(head.as_bytes()).await.expect("sent");
        stream.write_all(&file).await.expect("taken to its end");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 400 "), "{query} {answer}");
    }
}
