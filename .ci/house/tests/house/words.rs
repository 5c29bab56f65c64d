//! Words that a room never says: the clock, SQL and HTTP have one place each.
use std::{fs, path::Path};

use crate::graph::{Source, workspace};

/// All sources of a folder of the workspace, with the file that begins it.
fn sources(folder: &str) -> Vec<&'static Source> {
    let is_in = |path: &str| {
        let rest = path.strip_prefix(folder);
        rest.is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
    };
    let sources = workspace().sources.iter();
    sources.filter(|source| is_in(&source.path)).collect()
}

/// Fails for every source of `folder` that says one of the words, but for those of these paths.
fn never(folder: &str, words: &[&str], but: &[&str]) {
    let sources = sources(folder);
    assert!(!sources.is_empty(), "{folder} is empty");
    for path in but.iter().filter(|path| path.starts_with(folder)) {
        let is_there = sources.iter().any(|source| source.path == *path);
        assert!(is_there, "{path} is not there: strike it off");
    }
    for source in sources
        .iter()
        .filter(|source| !but.contains(&source.path.as_str()))
    {
        for word in words {
            assert!(!source.code.contains(word), "{} holds {word}", source.path);
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
    for source in sources("app/src/api") {
        for function in source.code.split("#[server").skip(1) {
            let arguments = function.split(']').next().unwrap_or_default();
            assert!(
                arguments.contains("endpoint = "),
                "{} has a server function without an endpoint",
                source.path
            );
        }
    }
}

#[test]
fn a_server_function_asks_one_verb_and_decides_nothing() {
    for source in sources("app/src/api") {
        for function in source.code.split("#[server").skip(1) {
            let verbs = function.matches("crate::model::").count();
            let mut words = function.split(|mark: char| !mark.is_alphanumeric() && mark != '_');
            let decides =
                words.any(|word| matches!(word, "if" | "match" | "for" | "while" | "loop"));
            let name = function
                .split("fn ")
                .nth(1)
                .and_then(|said| said.split('(').next());
            assert!(
                verbs <= 1 && !decides,
                "{}: {} does what a verb should: who asks -> one verb",
                source.path,
                name.unwrap_or_default()
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
    let cluster = "server/src/postgres.rs";
    let queries = ["sqlx::query", "sqlx::raw_sql", "QueryBuilder", "select "];
    never("server/src", &queries, &[cluster]);
    // These know of the database whether it answers, and what it failed of.
    let watches = [
        cluster,
        "server/src/database.rs",
        "server/src/http/database_watch.rs",
        "server/src/work/runner.rs",
    ];
    never("server/src", &["sqlx::"], &watches);
    for source in sources("app/src") {
        let path = source.path.as_str();
        let is_verb = path == "app/src/model.rs" || path.starts_with("app/src/model/");
        // How an error of the database crosses the wire stands beside the other errors.
        assert!(
            is_verb || path == "app/src/error.rs" || !source.code.contains("sqlx::"),
            "{path} holds sqlx::"
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
    for source in sources("app/src") {
        for after in after_waiting(&source.code) {
            assert!(
                !after.contains(".run("),
                "{} calls back by `run` after it has waited, which stops the page where that place was left: use `try_run`",
                source.path
            );
        }
    }
}

#[test]
fn nothing_is_written_into_a_page_unescaped() {
    for folder in ["app/src", "server/src", "frontend/src"] {
        // The icons are compiled in.
        let icons = ["app/src/ui/icon.rs"];
        never(folder, &["inner_html", "set_inner_html"], &icons);
        // leptos_meta writes what it is given as it is, and so do views inside these tags. The document's frame uses both:
        // every title goes through its formatter, which escapes it. That of the panel names its script, and writes none.
        let raw = ["leptos_meta", "<style>", "<noscript", "<script"];
        let documents = [
            "app/src/ui/title.rs",
            "app/src/lib.rs",
            "app/src/panel/document.rs",
        ];
        never(folder, &raw, &documents);
    }
}

#[test]
fn every_word_of_the_locales_is_said_by_some_page() {
    let said = sources("app/src").into_iter();
    let said: String = said
        .flat_map(|source| source.code.split_whitespace())
        .collect();
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
