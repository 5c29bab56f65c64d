//! Words that a room never says: the clock, SQL and HTTP have one place each.
use std::{
    fs,
    path::{Path, PathBuf},
};

/// All Rust sources below a folder of the workspace, with their text up to their unit tests.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let code = code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"));
                found.push((path, code.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    found
}

/// Fails for every source below `folder` that holds one of the words.
fn never(folder: &str, words: &[&str], but: &[&str]) {
    let sources = sources(folder);
    assert!(!sources.is_empty(), "{folder} is empty");
    for (path, code) in sources
        .iter()
        .filter(|(path, _)| !but.iter().any(|but| path.ends_with(but)))
    {
        for word in words {
            assert!(!code.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn the_rules_know_no_clock_no_database_and_no_page() {
    let words = [
        "tokio::",
        "sqlx::",
        "leptos::",
        "axum::",
        "::now(",
        "web_sys::",
        "async fn",
    ];
    never("app/contact/src", &words, &[]);
}

#[test]
fn server_functions_hold_no_sql_and_take_posts_only() {
    never(
        "app/src/api",
        &["sqlx::", "select ", "GetUrl", "GetCbor", "GetJson", "view!"],
        &[],
    );
    for (path, code) in sources("app/src/api") {
        for function in code.split("#[server").skip(1) {
            let arguments = function.split(']').next().unwrap_or_default();
            assert!(
                arguments.contains("endpoint = "),
                "{} has a server function without an endpoint",
                path.display()
            );
        }
    }
}

#[test]
fn the_verbs_know_neither_pages_nor_http() {
    never("app/src/model", &["leptos::", "axum::", "view!"], &[]);
}

#[test]
fn only_the_verbs_speak_sql() {
    // The private cluster is furnished before there is an application's database to speak to.
    never(
        "server/src",
        &["sqlx::query", "insert into", "delete from", "select "],
        &["postgres.rs"],
    );
    for (path, code) in sources("app/src") {
        let verb = path.components().any(|part| part.as_os_str() == "model");
        // How an error of the database crosses the wire stands beside the other errors.
        let error = path.ends_with("app/src/error.rs");
        assert!(
            verb || error || path.ends_with("model.rs") || !code.contains("sqlx::"),
            "{} holds sqlx::",
            path.display()
        );
    }
}

/// Says each statement of a source that writes into one of the tables.
fn writes<'a>(code: &'a str, tables: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    tables.iter().flat_map(move |table| {
        ["update", "insert into", "delete from", "copy"]
            .map(|verb| format!("{verb} {table}"))
            .into_iter()
            .filter(|start| {
                flat.match_indices(start.as_str()).any(|(at, _)| {
                    let next = flat[at + start.len()..].chars().next();
                    !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
                })
            })
            .collect::<Vec<_>>()
    })
}

#[test]
fn a_contact_is_written_in_one_room_and_its_log_by_one_door() {
    let contact = [
        "contact",
        "contact_phone",
        "contact_email",
        "contact_social",
    ];
    for (path, code) in sources("app/src/model") {
        let path = path.display().to_string();
        let room = path.contains("/model/contacts/");
        // A merge moves what belongs to contacts, and what is erased is named there.
        let told: Vec<String> = writes(&code, &contact).collect();
        assert!(
            room || told.is_empty(),
            "{path} holds {told:?}: contacts are written in model/contacts/"
        );
        let door = path.ends_with("/model/log.rs");
        let log: Vec<String> = writes(&code, &["change"])
            // Erasing takes the values out of entries; nothing else changes one that is written.
            .filter(|said| !(said == "update change" && path.ends_with("/bin/erase.rs")))
            .collect();
        assert!(
            door || log.is_empty(),
            "{path} holds {log:?}: the log is written by model/log.rs"
        );
    }
}

/// What the asynchronous blocks of a source do once they have waited.
fn after_waiting(code: &str) -> impl Iterator<Item = &str> {
    code.split("async move {").skip(1).filter_map(|rest| {
        let mut depth = 1;
        let end = rest.find(|letter: char| {
            depth += match letter {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            depth == 0
        });
        let (_, after) = rest[..end?].split_once(".await")?;
        Some(after)
    })
}

#[test]
fn whoever_has_waited_for_an_answer_asks_whether_those_who_are_to_hear_it_are_still_there() {
    let block = "async move { if busy { told.run(()) } ask().await; told.run(()) } done.run(())";
    let after: Vec<_> = after_waiting(block).collect();
    assert_eq!(after, ["; told.run(()) "]);
    for (path, code) in sources("app/src") {
        for after in after_waiting(&code) {
            assert!(
                !after.contains(".run("),
                "{} calls back by `run` after it has waited, which stops the page where that place was left: use `try_run`",
                path.display()
            );
        }
    }
}

#[test]
fn nobody_writes_past_the_asker() {
    // The server's own work, for nobody who asks: it keeps house, carries out what was asked before, and notes who was there.
    let own = [
        "asker.rs",
        "database.rs",
        "bin/erase.rs",
        "bulk.rs",
        "exports.rs",
        "folding.rs",
        "idempotency.rs",
        "imports/forget.rs",
        "imports/lease.rs",
        "intake/waiting.rs",
        "known_browsers.rs",
        "security_log.rs",
        "sessions.rs",
        "tokens.rs",
    ];
    // Imports that are old are tidied away.
    let partly = [("/model/imports.rs", 2)];
    for (path, code) in sources("app/src/model") {
        let path = path.display().to_string();
        if own.iter().any(|own| path.ends_with(own)) {
            continue;
        }
        let flat: String = code.split_whitespace().collect();
        let past = ["database.write(", ".execute(&database."]
            .iter()
            .map(|way| flat.matches(way).count())
            .sum::<usize>();
        let known = partly.iter().find(|(known, _)| path.ends_with(known));
        let known = known.map_or(0, |(_, count)| *count);
        assert_eq!(past, known, "{path} writes past `Asker::write`");
    }
}

#[test]
fn nothing_is_written_into_a_page_unescaped() {
    for folder in ["app/src", "server/src", "frontend/src"] {
        // The icons are compiled in.
        never(folder, &["inner_html", "set_inner_html"], &["ui/icon.rs"]);
        // leptos_meta writes what it is given as it is, and so do views inside these tags. The document's frame uses both:
        // every title goes through its formatter, which escapes it.
        let raw = ["leptos_meta", "<style>", "<noscript", "<script"];
        never(folder, &raw, &["ui/title.rs", "src/lib.rs"]);
    }
}

#[test]
fn every_word_of_the_locales_is_said_by_some_page() {
    let said: String = sources("app/src")
        .into_iter()
        .map(|(_, code)| code)
        .collect();
    let said: String = said.split_whitespace().collect();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../app/locales/en"));
    for entry in fs::read_dir(folder).expect("the locales") {
        let path = entry.expect("an entry").path();
        let page = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name");
        let text = fs::read_to_string(&path).expect("words");
        let words: serde_json::Map<_, _> = serde_json::from_str(&text).expect("a flat object");
        for key in words.keys() {
            assert!(
                said.contains(&format!("{page}.{key}")),
                "nobody says {page}.{key}"
            );
        }
    }
}
