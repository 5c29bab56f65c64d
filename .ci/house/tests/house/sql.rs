//! What a text of SQL writes to, however it is spelled: in capitals, over several lines, with a comment before it, with the
//! schema's name before the table's, or as one of the steps of a `with`.

/// The marks that a name may hold; all others stand between words. What is filled in later stands in curly brackets.
const IN_NAMES: &[char] = &['_', '.', '$', '{', '}', '"'];

/// What a text writes to: each verb with its table. Nothing where it only reads, or is no SQL.
pub fn writes(text: &str) -> Vec<(String, String)> {
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut writes = Vec::new();
    for at in 0..words.len() {
        let before = at.checked_sub(1).map_or("", word);
        let table = match (word(at), word(at + 1)) {
            ("insert" | "merge", "into") | ("delete", "from") => at + 2,
            // Rows are locked `for update`, and `on conflict do update` is part of an insert.
            ("update", _) if !matches!(before, "for" | "key" | "do") && sets(&words[at + 1..]) => {
                at + 1
            }
            ("copy", _) if at == 0 && sends(&words) => 1,
            ("truncate" | "lock" | "create" | "alter" | "drop", "table") if at == 0 => 2,
            ("create" | "drop", "temp" | "role" | "database" | "index") if at == 0 => 2,
            ("truncate" | "lock", next) if at == 0 && !next.is_empty() => 1,
            _ => continue,
        };
        let table = word(table + usize::from(word(table) == "only"));
        let table = table.trim_start_matches("public.");
        writes.push((word(at).to_owned(), table.to_owned()));
    }
    writes
}

fn sets(words: &[String]) -> bool {
    words.iter().take(6).any(|word| word == "set")
}

fn sends(words: &[String]) -> bool {
    let says = |said: &str| words.iter().any(|word| word == said);
    says("from") && !says("stdout")
}

/// The words of a text, in small letters, without comments.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("\\n", "\n").to_lowercase();
    let lines = text.lines().map(|line| line.split("--").next());
    let lines: Vec<&str> = lines.map(Option::unwrap_or_default).collect();
    let text = lines.join(" ");
    let mut pieces = text.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    let plain = pieces.fold(first, |plain, piece| {
        let behind = piece.split_once("*/").map_or("", |(_, behind)| behind);
        format!("{plain} {behind}")
    });
    plain
        .split(|mark: char| !mark.is_alphanumeric() && !IN_NAMES.contains(&mark))
        .map(|word| word.replace('"', ""))
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn a_statement_that_writes_is_known_however_it_is_spelled() {
    for (text, verb, table) in [
        ("update label set name = 'x'", "update", "label"),
        ("UPDATE public.contact SET x = 1", "update", "contact"),
        ("update only contact as c set x = 1", "update", "contact"),
        ("  delete\n from \\\"contact\\\"", "delete", "contact"),
        ("-- tidy\\ndelete from contact", "delete", "contact"),
        (
            "/* tidy */ insert into note (id) values ($1)",
            "insert",
            "note",
        ),
        (
            "with gone as (delete from label returning id) select id from gone",
            "delete",
            "label",
        ),
        ("merge into contact using given on true", "merge", "contact"),
        ("copy contact (id) from stdin", "copy", "contact"),
        ("truncate contact cascade", "truncate", "contact"),
        ("lock table staff in share mode", "lock", "staff"),
        ("update {table} set contact_id = $1", "update", "{table}"),
    ] {
        let known = writes(text);
        assert_eq!(known, [(verb.to_owned(), table.to_owned())], "{text}");
    }
    for text in [
        "select id from contact where id = $1 for no key update",
        "select set_config('x', 'y', true), update_of from contact",
        "copy (select id from contact) to stdout",
        "Update the page, then try again.",
        "copy",
    ] {
        assert!(writes(text).is_empty(), "{text}");
    }
}
