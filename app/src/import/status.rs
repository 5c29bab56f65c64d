//! How an import stands, in few words: for its line in the history, and for the page of its own.
use crate::{
    i18n::*,
    ui::{badge::Tone, number::grouped},
    values::words::I18n,
    wire::imports::{Import, ImportStatus, UndoStatus},
};

/// What the file of an import is called. A program need not say it.
pub fn called(i18n: I18n, file_name: &str) -> String {
    match file_name.trim().is_empty() {
        true => t_string!(i18n, import.import_history.no_name).to_owned(),
        false => file_name.to_owned(),
    }
}

/// How an import stands, and how much of it is done while it runs or is taken back.
pub fn status(i18n: I18n, import: &Import) -> (Tone, String) {
    let undo = import.undo.as_ref();
    if let Some(undo) = undo.filter(|undo| undo.status == UndoStatus::Running) {
        let words = match import.paused {
            true => t_string!(i18n, import.import_history.undo_paused),
            false => t_string!(i18n, import.import_history.taking_back),
        };
        return (Tone::Warning, with_share(words, undo.done(), undo.total));
    }
    let (tone, words) = match import.status {
        ImportStatus::Receiving => (Tone::Accent, t_string!(i18n, import.status_receiving)),
        ImportStatus::Running if import.paused => {
            (Tone::Warning, t_string!(i18n, import.is_paused))
        }
        ImportStatus::Running if import.waits_for > 0 => (
            Tone::Neutral,
            t_string!(i18n, import.import_history.waiting),
        ),
        ImportStatus::Running => (Tone::Accent, t_string!(i18n, import.status_running)),
        ImportStatus::Done => (Tone::Success, t_string!(i18n, import.status_done)),
        ImportStatus::Refused => (Tone::Danger, t_string!(i18n, import.status_refused)),
        ImportStatus::Cancelled => (Tone::Warning, t_string!(i18n, import.status_cancelled)),
        ImportStatus::Undone => (Tone::Neutral, t_string!(i18n, import.status_undone)),
    };
    match import.status {
        ImportStatus::Running => (tone, with_share(words, import.ledger.records, import.total)),
        _ => (tone, words.to_owned()),
    }
}

fn with_share(words: &str, done: u64, all: u64) -> String {
    match (done * 100).checked_div(all) {
        Some(percent) => format!("{words} · {percent} %"),
        None => words.to_owned(),
    }
}

/// That an import waits for others of the same person, where it does.
pub fn waits(i18n: I18n, import: &Import) -> Option<String> {
    match import.waits_for {
        0 => None,
        1 => Some(t_string!(i18n, import.import_history.waits_one).to_owned()),
        n => {
            let n = grouped(n);
            Some(t_string!(i18n, import.import_history.waits_many, n = n))
        }
    }
}
