//! What failed in an import comes back as ErrorDetail.csv, to be corrected and sent again.
use contact::CustomKind;

use super::*;

fn written(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    rows.iter()
        .for_each(|row| writer.write_record(row).expect("written"));
    String::from_utf8(writer.into_inner().expect("whole")).expect("UTF-8")
}

#[tokio::test]
async fn why_records_and_files_fail_is_told_in_the_language_that_is_asked_for() {
    let server = Server::start().await;
    let program = server.program().await;
    let import = import(&program, "", TWO_BAD_OF_TEN).await;
    let errors = format!(
        "/api/v1/imports/{}/errors",
        import["id"].as_str().expect("an id")
    );
    for (asked, said) in [
        ("", "Mobile: the number has no country code."),
        ("?language=en", "Mobile: the number has no country code."),
        ("?language=zh-Hant", "Mobile：號碼沒有國家／地區代碼。"),
        ("?language=zh-Hans", "Mobile：号码没有国家／地区代码。"),
    ] {
        let detail = rows(program.get(&format!("{errors}{asked}")).await.text());
        assert!(
            detail[1][51].starts_with(said),
            "{asked}: {}",
            detail[1][51]
        );
    }
    let wrong = program.get(&format!("{errors}?language=fr")).await;
    assert_eq!(wrong.status, 400);
    let refused = program
        .send(
            Method::POST,
            "/api/v1/imports?language=zh-Hant",
            Some("text/csv"),
            "Company\nAcme\n",
        )
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.json()["detail"],
        "標題列缺少 Last name。請使用範本的標題"
    );
}

#[tokio::test]
async fn a_corrected_error_detail_imports_as_it_is_and_nothing_twice() {
    let server = Server::start().await;
    let program = server.program().await;
    let first = import(&program, "", TWO_BAD_OF_TEN).await;
    let errors = format!(
        "/api/v1/imports/{}/errors",
        first["id"].as_str().expect("an id")
    );
    let detail = program.get(&errors).await;
    assert_eq!(
        detail.header("content-disposition"),
        "attachment; filename=\"ErrorDetail.csv\""
    );
    let mut detail = rows(detail.text());
    assert_eq!(detail.len(), 3, "the header and two records");
    assert_eq!(
        (detail[1][2].as_str(), detail[2][6].as_str()),
        ("12345678", "eve.example.com"),
        "the text is unchanged"
    );
    // One of the two is corrected; the other fails again with the same message and the new number.
    detail[1][2] = "+85233333333".to_owned();
    let second = import(&program, "", written(&detail)).await;
    assert_eq!(
        (number(&second, "records"), ledger(&second)),
        (2, [1, 0, 0, 0, 1])
    );
    detail[2][6] = "eve@example.com".to_owned();
    detail.remove(1);
    let third = import(&program, "", written(&detail)).await;
    assert_eq!(ledger(&third), [1, 0, 0, 0, 0]);
    assert_eq!(
        server.count("contact").await,
        10,
        "the good records of the first upload came once"
    );
}

#[tokio::test]
async fn the_error_stands_in_column_az_whatever_the_number_of_custom_fields() {
    for fields in [0, 1, 20] {
        let server = Server::start().await;
        for number in 1..=fields {
            let draft = serde_json::from_value(
                json!({"name": format!("Field {number}"), "type": CustomKind::Number}),
            );
            fields::create(&server.operator(), draft.expect("a field"))
                .await
                .expect("created");
        }
        let program = server.program().await;
        let file = match fields {
            0 => "Last name,Mobile\r\nLee,+12\r\n".to_owned(),
            _ => "Last name,Mobile,Field 1\r\nLee,+85211111111,many\r\n".to_owned(),
        };
        let import = import(&program, "", file).await;
        assert_eq!(ledger(&import), [0, 0, 0, 0, 1], "{fields} fields");
        let detail = program
            .get(&format!(
                "/api/v1/imports/{}/errors",
                import["id"].as_str().expect("an id")
            ))
            .await;
        let detail = rows(detail.text());
        assert_eq!(detail[0][51], "Error Message");
        assert!(
            detail[1][51].starts_with(if fields == 0 {
                "Mobile: \"+12\""
            } else {
                "Field 1: \"many\""
            }),
            "{detail:?}"
        );
    }
}
