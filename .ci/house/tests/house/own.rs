//! Who may write to the database: whoever asks, by `Asker::write`; and the server's own work, for nobody who asks, in the
//! files that are named here. Contacts and their log are written in one place, whoever does it.
use std::collections::BTreeMap;

use crate::{
    graph::workspace,
    sql,
    tokens::{leaves, line, parse, product, text},
    writes::past_the_asker,
};

/// The files that write past the asker, begin a transaction or open a connection: which, how often, and why.
const OWN: &str = "
app/src/model/asker.rs 1 it is the way to write
app/src/model/bin/erase.rs 1 the bin empties itself
app/src/model/bulk.rs 2 carries out what was asked before, and forgets it
app/src/model/changes.rs 1 reads one moment, read only
app/src/model/database.rs 8 it opens the pools and connections for listening, and begins what `Asker::write` hands on
app/src/model/duplicates/search.rs 4 searches by itself, and keeps what it finds
app/src/model/embed_sessions.rs 1 lets a panel in by its ticket, before anybody is known to ask
app/src/model/events.rs 3 begins an epoch where the base was restored, and forgets what is too long ago
app/src/model/exports.rs 1 notes how many contacts were sent, after the last
app/src/model/folding.rs 1 brings the search keys up to date after an update
app/src/model/idempotency.rs 2 keeps what was answered, and forgets it a day later
app/src/model/imports.rs 3 tidies old imports away, and what a kill left
app/src/model/imports/forget.rs 8 takes the erased out of files, recipes and sentences, and forgets what is over
app/src/model/imports/job.rs 4 writes what was confirmed, chunk by chunk, under its lease
app/src/model/imports/lease.rs 6 takes, renews and returns the lease of an import, and refuses what its file proves to be
app/src/model/imports/matching/ahead.rs 2 notes which contacts an import is about to change, while it is written under its lease
app/src/model/imports/taking_back.rs 2 tries what an undo takes back, so that what is refused fails alone
app/src/model/imports/undo.rs 1 ends the undo of somebody who may not go on with it
app/src/model/intake/waiting.rs 1 gives calls that waited to whom they belong by now
app/src/model/keyed_request.rs 2 finds out whether a commit that nobody answered took place
app/src/model/known_browsers.rs 1 notes by which browser somebody signed in
app/src/model/labels.rs 1 counts with settings of its own, and writes nothing
app/src/model/security_log.rs 2 notes wrong passwords, of nobody who is signed in, and forgets what is old
app/src/model/sessions.rs 4 begins, notes and ends sessions, before and after somebody is signed in
app/src/model/tokens.rs 1 notes when a token was used
app/src/model/webhooks/due.rs 2 notes what became of deliveries, which nobody asks for
app/src/model/webhooks/follow.rs 2 makes deliveries of events, in the background
app/src/model/webhooks/health.rs 5 lets endpoints rest that fail, and disables them
app/src/model/webhooks/lease.rs 4 takes, renews and returns the lease of an endpoint
app/src/model/webhooks/tidy.rs 2 forgets deliveries that are long over, and what was answered about the erased
server/src/http/database_watch.rs 1 asks whether the database answers
server/src/postgres.rs 3 furnishes the private cluster, before there is a database
";

/// Those files, each with how often it may.
fn own() -> impl Iterator<Item = (&'static str, usize)> {
    OWN.lines().filter_map(|line| {
        let (path, rest) = line.split_once(' ')?;
        let (times, why) = rest.split_once(' ')?;
        assert!(!why.is_empty(), "{path} has no reason");
        Some((path, times.parse().expect("a number")))
    })
}

/// How often a file may.
pub fn may(path: &str) -> usize {
    own()
        .find(|(own, _)| *own == path)
        .map_or(0, |(_, times)| times)
}

#[test]
fn nobody_writes_past_the_asker() {
    let graph = workspace();
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    all.extend(own().map(|(path, _)| (path, Vec::new())));
    for (file, line, what) in past_the_asker(graph) {
        let path = graph.sources[file].path.as_str();
        all.entry(path)
            .or_default()
            .push(format!("{path}:{line} {what}"));
    }
    let other = all.iter().filter(|(path, past)| past.len() != may(path));
    let other: Vec<String> = other
        .map(|(path, past)| format!("{} are known of {path}:\n{}", may(path), past.join("\n")))
        .collect();
    assert!(
        other.is_empty(),
        "write by `Asker::write`, or say in OWN of own.rs for whom and why:\n{}",
        other.join("\n")
    );
}

#[test]
fn a_contact_is_written_in_one_room_its_log_by_one_door_and_what_else_happened_by_another() {
    let is_contact = |table: &str| {
        [
            "contact",
            "contact_phone",
            "contact_email",
            "contact_social",
        ]
        .contains(&table)
    };
    for source in &workspace().sources {
        let path = source.path.as_str();
        if !path.starts_with("app/src/model") && !path.starts_with("server/src/") {
            continue;
        }
        let may = |verb: &str, table: &str| match table {
            "change" => match path {
                "app/src/model/log.rs" => true,
                // Erasing takes the values out of entries; nothing else changes one that is written.
                "app/src/model/bin/erase.rs" => verb == "update",
                _ => false,
            },
            "event" | "event_epoch" => path == "app/src/model/events.rs",
            table if is_contact(table) => path.starts_with("app/src/model/contacts/"),
            // A merge moves what belongs to contacts, from one of the tables that it names to the same.
            table if table.starts_with('{') => {
                path.starts_with("app/src/model/contacts/")
                    || path == "app/src/model/merge/moved.rs"
                    || path == "server/src/postgres.rs"
            }
            _ => true,
        };
        for token in leaves(&product(parse(path, &source.text)), true) {
            for (verb, table) in text(&token).iter().flat_map(|text| sql::writes(text)) {
                let line = line(&token);
                assert!(
                    verb == "lock" || may(&verb, &table),
                    "{path}:{line} holds {verb} {table}: contacts are written in model/contacts/, the log by model/log.rs, what else happened by model/events.rs"
                );
            }
        }
    }
}
