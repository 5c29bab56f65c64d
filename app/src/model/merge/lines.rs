//! What the log says of a merge and of its undo.
use contact::{
    Contact,
    change::{Line, diff},
    merge::{Choices, Keep, differences},
    name::full_name,
};

/// What the log says first: whom the master took in, and what was chosen.
pub(super) fn chosen(master: &Contact, other: &Contact, choices: &Choices) -> Vec<Line> {
    let of = |field: &str| choices.fields.get(field).copied();
    let fields = differences(master, other).into_iter().map(|difference| {
        let words = match of(&difference.field).unwrap_or(difference.keep) {
            Keep::Master => "kept",
            Keep::Other => "replaced",
            Keep::Both => "both kept",
        };
        format!("{}: {words}", difference.field)
    });
    let without = &choices.without;
    let socials = without.socials.iter().map(|(_, id)| id);
    let left_out = without
        .phones
        .iter()
        .chain(&without.emails)
        .chain(socials)
        .chain(&without.labels)
        .map(|value| format!("{value}: left out"));
    let notes =
        (!without.notes.is_empty()).then(|| format!("notes: {} left out", without.notes.len()));
    let choices: Vec<String> = fields.chain(left_out).chain(notes).collect();
    let mut lines = vec![line("merged", None, Some(name(other).into()))];
    if !choices.is_empty() {
        lines.push(line("choices", None, Some(choices.into())));
    }
    lines
}

/// One line of the log.
pub(super) fn line(
    field: &str,
    old: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
) -> Line {
    Line {
        field: field.to_owned(),
        old,
        new,
    }
}

/// What two states of a contact differ in, other names too.
pub(super) fn difference(old: &Contact, new: &Contact) -> Vec<Line> {
    let names = [
        (
            "other_first_names",
            &old.other_first_names,
            &new.other_first_names,
        ),
        (
            "other_last_names",
            &old.other_last_names,
            &new.other_last_names,
        ),
    ];
    let value = |names: &Vec<String>| (!names.is_empty()).then(|| names.clone().into());
    let names = names
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(field, old, new)| line(field, value(old), value(new)));
    diff(&old.draft, &new.draft)
        .into_iter()
        .chain(names)
        .collect()
}

/// The name of a contact in a sentence.
pub(super) fn name(contact: &Contact) -> String {
    full_name(&contact.draft.first_name, &contact.draft.last_name)
}
