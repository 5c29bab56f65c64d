//! Sources that somebody could write to get around the rules, and what the rules say of them.
use crate::{graph::Graph, own::may, writes::past_the_asker};

/// A workspace of these sources.
fn planted(sources: &[(&str, &str)]) -> Graph {
    Graph::of(&|path: &str| {
        let source = sources.iter().find(|(there, _)| *there == path);
        source.map(|(_, text)| (*text).to_owned())
    })
}

/// What is done past the asker in a verb of this text.
fn past(text: &str) -> Vec<String> {
    let log = r#"
        use sqlx::PgConnection;
        pub const FORGET: &str = "delete from change";
        pub async fn record(transaction: &mut PgConnection) -> Result<(), Error> {
            sqlx::query!("insert into change (number) values (1)").execute(transaction).await?;
            Ok(())
        }
        pub async fn twice(transaction: &mut PgConnection) -> Result<(), Error> {
            record(transaction).await?;
            record(transaction).await
        }
    "#;
    let graph = planted(&[
        ("app/src/lib.rs", "mod model;"),
        ("app/src/model.rs", "mod log; mod verb;"),
        ("app/src/model/log.rs", log),
        ("app/src/model/verb.rs", text),
    ]);
    let past = past_the_asker(&graph).into_iter();
    past.map(|(_, _, what)| what).collect()
}

#[test]
fn what_is_written_past_the_asker_is_named() {
    for text in [
        r#"async fn rename(asker: &Asker) {
            let mut t = asker.read(Action::ReadContacts)?.pool.begin().await?;
            sqlx::query!("update label set name = 'x'").execute(&mut *t).await?;
        }"#,
        r#"async fn rename(asker: &Asker) {
            let begun = asker.read(Action::ReadContacts)?.pool.begin();
            let mut t = begun.await?;
        }"#,
        r#"async fn rename(database: &Database) {
            let mut t = sqlx::Acquire::begin(&database.pool).await?;
        }"#,
        r#"async fn search(database: &Database) {
            let began = sqlx::query_scalar!("update search set at = now() returning at");
            let at = began.fetch_one(&database.pool).await?;
        }"#,
        r#"async fn delete(database: &Database) {
            let gone = sqlx::query!("with gone as (delete from label returning id) select id from gone");
            gone.fetch_all(&database.pool).await?;
        }"#,
        r#"async fn delete(database: &Database) {
            sqlx::query!("update public.contact set deleted_at = now()").execute(&database.pool).await?;
        }"#,
        r#"async fn delete(pool: &PgPool) {
            for sql in ["delete from note", "DELETE FROM visit"] {
                sqlx::raw_sql(sql).execute(pool).await?;
            }
        }"#,
        r#"async fn delete(database: &Database) {
            let mut connection = database.pool.acquire().await?;
            connection.execute(concat!("delete ", "from contact")).await?;
        }"#,
        r#"use super::log;
        async fn forget(database: &Database) {
            sqlx::query(log::FORGET).execute(&database.pool).await?;
        }"#,
        r#"async fn forget(database: &Database) {
            carry_out("delete from change", database).await
        }"#,
        r#"async fn forget(database: &Database) {
            sqlx::raw_sql(include_str!("forget.sql")).execute(&database.pool).await?;
        }"#,
        r#"async fn forget(transaction: &mut PgConnection, database: &Database) {
            let transaction = &mut *database.pool.acquire().await?;
            sqlx::query!("delete from change").execute(transaction).await?;
        }"#,
        r#"use super::log;
        async fn note(database: &Database) {
            let mut connection = database.pool.acquire().await?;
            log::twice(&mut connection).await
        }"#,
        r#"use super::log::record;
        async fn note(database: &Database) {
            record(&mut *database.pool.acquire().await?).await
        }"#,
        r#"async fn note(database: &Database) {
            database.write(async |transaction| super::log::record(transaction).await).await
        }"#,
        r#"async fn note(own: &Database) {
            let work = async |transaction: &mut PgConnection| super::log::record(transaction).await;
            own.write(work).await
        }"#,
        r#"async fn note(address: &str) {
            let mut connection = PgConnection::connect(address).await?;
        }"#,
        r#"#[cfg(test)]
        mod tests {}
        async fn delete(database: &Database) {
            sqlx::query!("delete from label").execute(&database.pool).await?;
        }"#,
        r#"async fn delete(database: &Database) {
            #[cfg(test)]
            let here = 1;
            sqlx::query!("delete from label").execute(&database.pool).await?;
        }"#,
    ] {
        assert!(!past(text).is_empty(), "not named: {text}");
    }
}

#[test]
fn what_is_written_by_the_transaction_that_is_handed_in_is_not() {
    for text in [
        r#"async fn rename(asker: &Asker) {
            asker.write(Action::WriteContacts, async |transaction| {
                let name = sqlx::query!("update label set name = 'x' returning name");
                let name = name.fetch_one(&mut *transaction).await?;
                super::log::record(transaction).await
            }).await
        }"#,
        r#"async fn rename(asker: &Asker) {
            let work = async |transaction: &mut PgConnection| {
                transaction.execute("delete from label").await
            };
            asker.write(Action::WriteContacts, work).await
        }"#,
        r#"async fn forget<T: Fn(u8) -> u8>(rows: &Rows, transaction: &mut PgConnection) {
            for sql in ["delete from note", super::log::FORGET] {
                sqlx::query(sql).execute(&mut *transaction).await?;
            }
            let mut sql = QueryBuilder::new("insert into note select ");
            sql.push_bind(1);
            sql.build().execute(&mut *transaction).await?;
            rows.send(transaction, "copy note (id) from stdin").await
        }"#,
        r#"async fn look(database: &Database) {
            let mut connection = database.pool.acquire().await?;
            sqlx::query!("select id from label for update").fetch_all(&mut *connection).await?;
            read(&mut connection).await
        }
        async fn read(connection: &mut PgConnection) {}"#,
        r#"fn start(&mut self) -> Result<(), Error> {
            self.judge.begin()?;
            self.begin()
        }"#,
        r#"#[cfg(test)]
        mod tests {
            async fn delete(database: &Database) {
                sqlx::query!("delete from label").execute(&database.pool).await;
            }
        }"#,
    ] {
        assert_eq!(past(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_written_by_the_server_and_beside_the_verbs_is_named_too() {
    let model = r#"async fn delete(database: &Database) {
        sqlx::raw_sql("delete from contact").execute(&database.pool).await;
    }"#;
    let server = r#"use sqlx::Executor;
    async fn delete(database: &Database) {
        database.pool.execute("update contact set deleted_at = now()").await;
    }"#;
    let graph = planted(&[
        ("app/src/lib.rs", "mod model;"),
        ("app/src/model.rs", model),
        ("server/src/lib.rs", server),
    ]);
    let files = past_the_asker(&graph).into_iter();
    let files: Vec<&str> = files
        .map(|(file, ..)| graph.sources[file].path.as_str())
        .collect();
    assert_eq!(files, ["app/src/model.rs", "server/src/lib.rs"]);
}

#[test]
fn a_file_may_write_by_its_whole_path_only() {
    assert!(may("app/src/model/bulk.rs") > 0);
    assert_eq!(may("app/src/model/enquiries/bulk.rs"), 0);
}

/// A workspace of a list, of this text, and of the frame that it may not know.
fn list(text: &str) -> Graph {
    planted(&[
        ("app/src/lib.rs", "mod frame; mod list;"),
        (
            "app/src/frame.rs",
            "pub struct Frame; pub fn usual() -> Frame {} pub const MOST: u8 = 1;",
        ),
        ("app/src/list.rs", text),
    ])
}

#[test]
fn an_arrow_is_seen_behind_two_dots_and_two_colons() {
    for text in [
        "fn shown() -> Frame { Frame { wide: true, ..crate::frame::usual() } }",
        "fn rows() { for row in 0..crate::frame::MOST {} }",
        "fn shown() -> Frame { ::app::frame::usual() }",
        "fn shown() -> Frame { return ::app::frame::usual(); }",
        "fn shown(frame: ::app::frame::Frame) -> ::app::frame::Frame { frame }",
        "#[cfg(test)] mod tests {} fn shown() -> Frame { crate::frame::usual() }",
    ] {
        let graph = list(text);
        let arrows: Vec<(usize, usize)> = graph.arrows().into_keys().collect();
        let file = |path: &str| graph.sources.iter().position(|source| source.path == path);
        let (from, to) = (file("app/src/list.rs"), file("app/src/frame.rs"));
        let is_seen = arrows
            .iter()
            .any(|arrow| (Some(arrow.0), Some(arrow.1)) == (from, to));
        assert!(is_seen, "no arrow: {text}");
    }
}

#[test]
fn what_follows_a_value_or_a_path_begins_none() {
    for text in [
        "fn shown(shown: Shown) { shown.app::<u8>(); }",
        "fn shown() { Vec::<u8>::app::new(); other::app::frame::usual(); }",
        "#[cfg(test)] mod tests { fn shown() { crate::frame::usual(); } }",
    ] {
        assert!(list(text).arrows().is_empty(), "{text}");
    }
}

#[test]
fn what_brings_in_unread_code_or_another_name_is_refused() {
    for (text, what) in [
        ("extern crate app as house;", "extern crate"),
        ("include!(\"other.rs\");", "include!"),
        ("#[path = \"other.rs\"] mod tests {}", "#[path]"),
        (
            "#[cfg_attr(unix, path = \"other.rs\")] mod tests {}",
            "#[path]",
        ),
    ] {
        let graph = list(text);
        let hidden = graph.sources.iter().flat_map(|source| &source.hidden);
        let hidden: Vec<&str> = hidden.map(|(what, _)| *what).collect();
        assert_eq!(hidden, [what], "{text}");
    }
    let graph = list("#[utoipa::path(get, path = \"/x\")] fn x() { include_str!(\"x.txt\"); }");
    assert!(graph.sources.iter().all(|source| source.hidden.is_empty()));
}

#[test]
fn a_path_that_begins_in_the_workspace_and_leads_nowhere_is_refused() {
    for text in [
        "fn shown() { crate::frome::usual(); }",
        "use app::frome::usual;",
        "fn shown() { super::frame::unusual(); }",
        "use super::super::frame;",
    ] {
        assert_eq!(list(text).lost().len(), 1, "{text}");
    }
    for text in [
        "use crate::frame::{self, MOST}; fn shown() { frame::usual(); }",
        "fn shown() { serde_json::from_str(); std::mem::take(); Self::new(); }",
    ] {
        assert!(list(text).lost().is_empty(), "{text}");
    }
}
