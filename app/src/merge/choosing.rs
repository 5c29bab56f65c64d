//! What is chosen about two contacts: a radio for each field in which they differ, a tick for each value of their lists.
use contact::{
    Contact, Draft, Network, Phone,
    change::{Line, diff, place},
    label,
    merge::{Difference, Keep, Without, differences, is_list, united},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    i18n::*,
    merge::comparing::Comparing,
    ui::icon::Icon,
    values::reading::{any_name, value},
    wire::{contacts::Note, merge::Comparison},
};

/// A value with its words, and whether it is verified.
type ListedValue = (Item, String, bool);

/// A value of a list that can be unticked.
#[derive(Clone, PartialEq)]
enum Item {
    Phone(String),
    Email(String),
    Social(Network, String),
    Label(String),
    Note(Uuid),
}

impl Item {
    fn is_out(&self, without: &Without) -> bool {
        match self {
            Self::Phone(number) => without.phones.contains(number),
            Self::Email(address) => without.emails.contains(address),
            Self::Social(network, id) => without.socials.contains(&(*network, id.clone())),
            Self::Label(name) => without.labels.contains(name),
            Self::Note(id) => without.notes.contains(id),
        }
    }

    fn set(&self, without: &mut Without, out: bool) {
        fn put<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T, out: bool) {
            list.retain(|held| held != item);
            if out {
                list.push(item.clone());
            }
        }
        match self {
            Self::Phone(number) => put(&mut without.phones, number, out),
            Self::Email(address) => put(&mut without.emails, address, out),
            Self::Social(network, id) => put(&mut without.socials, &(*network, id.clone()), out),
            Self::Label(name) => put(&mut without.labels, name, out),
            Self::Note(id) => put(&mut without.notes, id, out),
        }
    }

    fn is_held(&self, draft: &Draft) -> bool {
        match self {
            Self::Phone(number) => draft.phones.iter().any(|held| held.number == *number),
            Self::Email(address) => draft
                .emails
                .iter()
                .any(|held| held.address.to_lowercase() == address.to_lowercase()),
            Self::Social(network, id) => draft
                .socials
                .iter()
                .any(|held| held.network == *network && held.id == *id),
            Self::Label(name) => draft
                .labels
                .iter()
                .any(|held| label::fold(held) == label::fold(name)),
            Self::Note(_) => false,
        }
    }
}

/// The fields in which the two differ, each with a radio for whose value is kept.
pub fn differing(comparing: Comparing, sides: &Comparison) -> AnyView {
    let i18n = comparing.i18n;
    let mut rows = differences(&sides.master, &sides.other);
    rows.sort_by_key(|difference| place(&difference.field));
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|difference| row(comparing, difference))
        .collect();
    if rows.is_empty() {
        return view! { <p class="soft">{t_string!(i18n, merge.no_difference)}</p> }.into_any();
    }
    view! { <div class="rows">{rows}</div> }.into_any()
}

fn row(comparing: Comparing, difference: Difference) -> AnyView {
    let i18n = comparing.i18n;
    let custom = comparing.custom.get_value();
    let field = difference.field.clone();
    let text = |held: &Option<Value>| match held {
        Some(held) => view! { <bdi>{value(i18n, &field, held, &custom)}</bdi> }.into_any(),
        None => view! { <span class="none">{t_string!(i18n, merge.empty)}</span> }.into_any(),
    };
    let (preselected, field) = (difference.keep, difference.field.clone());
    let kept = {
        let field = field.clone();
        Signal::derive(move || comparing.keeps(&field).unwrap_or(preselected))
    };
    let radio = |keep: Keep, words: AnyView| {
        let field = field.clone();
        let group = field.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=group
                    prop:checked=move || kept.get() == keep
                    on:change=move |_| comparing.keep(&field, keep)
                />
                <span>{words}</span>
            </label>
        }
        .into_any()
    };
    let both = difference.is_name() && difference.master.is_some() && difference.other.is_some();
    let name = any_name(i18n, &field, &custom);
    view! {
        <div class="row" role="radiogroup" aria-label=name.clone()>
            <span class="field-name">{name.clone()}</span>
            {radio(Keep::Master, text(&difference.master))}
            {radio(Keep::Other, text(&difference.other))}
            {both.then(|| radio(Keep::Both, t_string!(i18n, merge.keep_both).into_any()))}
        </div>
    }
    .into_any()
}

/// Every value of the lists of both, and their notes, each with a tick. What is verified cannot be unticked.
pub fn lists(comparing: Comparing, sides: &Comparison) -> AnyView {
    let i18n = comparing.i18n;
    let all = united(&sides.master, &sides.other);
    let entry = |field: &str, held: Value| value(i18n, field, &json!([held]), &[]);
    // A number that stands under several types is one value, with one tick.
    let first = |phone: &&Phone| {
        let same = all.phones.iter().find(|other| other.number == phone.number);
        same.is_some_and(|other| other.kind == phone.kind)
    };
    let phones = all.phones.iter().filter(first).map(|phone| {
        let same = all
            .phones
            .iter()
            .filter(|other| other.number == phone.number);
        // The lock says that it is verified.
        let shown = same.map(|same| json!({"type": same.kind, "number": same.number}));
        let words = value(i18n, "phones", &shown.collect(), &[]);
        (Item::Phone(phone.number.clone()), words, phone.verified)
    });
    let emails = all.emails.iter().map(|email| {
        let item = Item::Email(email.address.clone());
        (item, entry("emails", json!(email)), false)
    });
    let socials = all.socials.iter().map(|social| {
        let item = Item::Social(social.network, social.id.clone());
        (item, entry("socials", json!(social)), social.verified)
    });
    let labels = all
        .labels
        .iter()
        .map(|name| (Item::Label(name.clone()), name.clone(), false));
    let sets: [(&str, Vec<ListedValue>); 4] = [
        ("phones", phones.collect()),
        ("emails", emails.collect()),
        ("socials", socials.collect()),
        ("labels", labels.collect()),
    ];
    let sets = sets
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(field, items)| {
            let ticks = items
                .into_iter()
                .map(|(item, words, verified)| {
                    let held = [&sides.master, &sides.other].map(|side| item.is_held(&side.draft));
                    tick(comparing, item, words, held, verified)
                })
                .collect();
            set(any_name(i18n, field, &[]), ticks)
        });
    let sets: Vec<AnyView> = sets.collect();
    view! { {sets} {notes(comparing, sides)} }.into_any()
}

fn notes(comparing: Comparing, sides: &Comparison) -> Option<AnyView> {
    let ticks = |notes: &[Note], held: [bool; 2]| {
        notes
            .iter()
            .map(|note| {
                tick(
                    comparing,
                    Item::Note(note.id),
                    note.text.clone(),
                    held,
                    false,
                )
            })
            .collect::<Vec<_>>()
    };
    let mut all = ticks(&sides.notes_of_master, [true, false]);
    all.extend(ticks(&sides.notes_of_other, [false, true]));
    (!all.is_empty()).then(|| set(t_string!(comparing.i18n, merge.notes).to_owned(), all))
}

fn set(name: String, ticks: Vec<AnyView>) -> AnyView {
    view! { <fieldset class="ticks"><legend>{name}</legend>{ticks}</fieldset> }.into_any()
}

fn tick(
    comparing: Comparing,
    item: Item,
    words: String,
    held: [bool; 2],
    verified: bool,
) -> AnyView {
    let i18n = comparing.i18n;
    let whose = match held {
        [true, true] => t_string!(i18n, merge.of_both),
        [true, false] => t_string!(i18n, merge.of_master),
        _ => t_string!(i18n, merge.of_second),
    };
    let lock = verified.then(|| {
        view! {
            <span class="lock" title=t_string!(i18n, merge.locked)>
                <Icon icon=icondata_lu::LuLock/>
                <span class="quiet">{t_string!(i18n, merge.locked)}</span>
            </span>
        }
    });
    let is_in = {
        let item = item.clone();
        move || {
            verified
                || comparing
                    .choices
                    .with(|choices| !item.is_out(&choices.without))
        }
    };
    view! {
        <label class="tick">
            <input
                type="checkbox"
                disabled=verified
                prop:checked=is_in
                on:change=move |event| {
                    let out = !event_target_checked(&event);
                    comparing.choices.update(|choices| item.set(&mut choices.without, out));
                }
            />
            <bdi>{words}</bdi>
            {lock}
            <span class="soft">{whose}</span>
        </label>
    }
    .into_any()
}

/// What both have alike, folded away.
pub fn equal(comparing: Comparing, sides: &Comparison) -> Option<AnyView> {
    let i18n = comparing.i18n;
    let differing = differences(&sides.master, &sides.other);
    let alike: Vec<Line> = filled(&sides.master)
        .into_iter()
        .filter(|line| !is_list(&line.field))
        .filter(|line| differing.iter().all(|other| other.field != line.field))
        .collect();
    let count = alike.len();
    let words = match count {
        0 => return None,
        1 => t_string!(i18n, merge.equal_one).to_owned(),
        _ => t_string!(i18n, merge.equal, count = count).to_string(),
    };
    let custom = comparing.custom.get_value();
    let lines = alike.iter().map(|line| {
        let held = line.new.clone().unwrap_or_default();
        let text = value(i18n, &line.field, &held, &custom);
        view! { <div><dt>{any_name(i18n, &line.field, &custom)}</dt><dd><bdi>{text}</bdi></dd></div> }
    });
    let lines = lines.collect::<Vec<_>>();
    Some(view! { <details><summary>{words}</summary><dl>{lines}</dl></details> }.into_any())
}

/// The fields of a contact that hold something.
pub fn filled(contact: &Contact) -> Vec<Line> {
    let mut lines = diff(&Draft::default(), &contact.draft);
    // These always do, and a default one is no difference.
    for (field, held) in [
        ("type", json!(contact.draft.kind)),
        ("level", json!(contact.draft.level)),
    ] {
        if lines.iter().all(|line| line.field != field) {
            lines.push(Line {
                field: field.to_owned(),
                old: None,
                new: Some(held),
            });
        }
    }
    lines.sort_by_key(|line| place(&line.field));
    lines
}
