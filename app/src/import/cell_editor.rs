//! The input of one cell, by what its column holds, and what is wrong with its text while it is typed. The grid lays it over
//! the cell; on a small screen it stands in the form of the record.
mod kind;

use std::{collections::BTreeSet, time::Duration};

use leptos::prelude::*;

pub use kind::{CellKind, CellList};

use crate::{
    browser::clock::Rest,
    i18n::*,
    import::{
        desk::Desk,
        event::ImportEvent,
        stage::{CellFault, GridCell, ImportState},
    },
    values::{
        day::calendar,
        label_field::LabelField,
        names,
        option_boxes::option_boxes,
        words::{I18n, kind_name, level_name},
    },
};

/// A cell that is typed into: where it is, what it was, and the text as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct CellText {
    pub cell: GridCell,
    /// The name of the column, for whoever does not see it.
    pub name: String,
    pub kind: CellKind,
    /// What stood there.
    pub first: String,
    /// It holds more than the page has of it: it is only typed anew.
    pub is_cut: bool,
    pub text: RwSignal<String>,
}

/// How long nothing is typed before what is wrong is read out: not after every letter.
const REST: Duration = Duration::from_millis(800);

impl CellText {
    /// What is to be typed into a cell of a row on the page; `text` holds it meanwhile.
    pub fn of(
        i18n: I18n,
        page: &ImportState,
        cell: GridCell,
        text: RwSignal<String>,
    ) -> Option<Self> {
        let row = page.window.rows.get(page.window.place_of(cell.record)?)?;
        let whole = page.whole_text(cell);
        let is_cut = whole.is_none();
        let first = whole.unwrap_or_default();
        let column = match page.header_of(cell.column) {
            "" => t_string!(i18n, import.import_grid.unnamed, n = cell.column + 1),
            header => header.to_owned(),
        };
        text.set(first.clone());
        Some(Self {
            cell,
            name: t_string!(i18n, import.import_grid.cell, column, line = row.line),
            kind: CellKind::of(page, cell.column, &first),
            first,
            is_cut,
            text,
        })
    }

    /// What is wrong with the text as it stands.
    fn fault(&self, desk: Desk) -> Memo<Option<CellFault>> {
        let (column, kind, text) = (self.cell.column, self.kind.clone(), self.text);
        Memo::new(move |_| {
            let text = kind.written(&text.get());
            desk.page.with(|page| page.fault(column, &text))
        })
    }

    /// Tells the page what was typed, if that is something else than before.
    pub fn accept(&self, desk: Desk) {
        let Some(text) = self.text.try_get_untracked() else {
            return;
        };
        if text != self.first {
            let text = self.kind.written(&text);
            let GridCell { record, column } = self.cell;
            desk.tell(ImportEvent::Typed(vec![(record, column, Some(text))]));
        }
    }
}

/// The input of a cell with its label and its problem, each known by `id`.
pub fn cell_input(i18n: I18n, desk: Desk, id: &str, cell: &CellText) -> AnyView {
    let fault = cell.fault(desk);
    let text = cell.text;
    let message = Signal::derive(move || fault.try_get().flatten().map(|fault| fault.message));
    // These two bring label and problem along.
    match &cell.kind {
        CellKind::Labels(names) => {
            // What is only doubtful, such as a label that is new, is no error of the input and stands below it.
            let told = move |is_error: bool| {
                Signal::derive(move || {
                    let fault = fault.try_get().flatten();
                    let fault = fault.filter(|fault| fault.is_error == is_error);
                    fault.map(|fault| fault.message)
                })
            };
            let doubt = told(false);
            let doubt_id = format!("{id}-doubt");
            return view! {
                {labels(names.clone(), text, told(true), doubt_id.clone())}
                <p class="fault warning" id=doubt_id><bdi>{move || doubt.get()}</bdi></p>
                <p class="quiet" aria-live="polite">{read_out(doubt)}</p>
            }
            .into_any();
        }
        CellKind::Several(options) => return several(id, &cell.name, options, text, message),
        CellKind::Text | CellKind::Lines | CellKind::Day { .. } | CellKind::List(_) => {}
    }
    let told = format!("{id}-fault");
    let is_wrong = move || {
        fault
            .try_get()
            .flatten()
            .is_some_and(|fault| fault.is_error)
    };
    let class = move || match is_wrong() {
        true => "fault danger",
        false => "fault warning",
    };
    let input = input(i18n, id, cell, told.clone(), Signal::derive(is_wrong));
    let hint = cell
        .is_cut
        .then(|| view! { <p class="hint">{t!(i18n, import.import_grid.cut)}</p> });
    view! {
        <label for=id.to_owned()><bdi>{cell.name.clone()}</bdi></label>
        {input}
        {hint}
        <p class=class id=told><bdi>{move || message.get()}</bdi></p>
        <p class="quiet" aria-live="polite">{read_out(message)}</p>
    }
    .into_any()
}

/// What is wrong, once the typing has rested. What was wrong from the start is read with the input.
fn read_out(message: Signal<Option<String>>) -> RwSignal<Option<String>> {
    let (said, rest) = (RwSignal::new(None), Rest::after(REST));
    Effect::new(move |before: Option<()>| {
        let message = message.get();
        if before.is_some() {
            rest.then(move || drop(said.try_set(message)));
        }
    });
    said
}

fn input(i18n: I18n, id: &str, cell: &CellText, told: String, is_wrong: Signal<bool>) -> AnyView {
    let (id, text) = (id.to_owned(), cell.text);
    let invalid = move || is_wrong.get().then_some("true");
    let line = move |id: String, told: String| {
        view! {
            <input
                class="input"
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=invalid
                aria-describedby=told
                bind:value=text
            />
        }
    };
    match &cell.kind {
        CellKind::List(list) => {
            let options = options(i18n, list, &cell.first, text);
            view! {
                <select
                    class="input"
                    id=id
                    aria-invalid=invalid
                    aria-describedby=told
                    on:change=move |event| text.set(event_target_value(&event))
                >
                    {options}
                </select>
            }
            .into_any()
        }
        CellKind::Lines => view! {
            <textarea
                class="input"
                id=id
                spellcheck="false"
                aria-invalid=invalid
                aria-describedby=told
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
        CellKind::Day { .. } => {
            let (known, chosen) = (cell.kind.clone(), cell.kind.clone());
            let known = move || text.with_untracked(|text| known.day(text));
            let choose = move |day| text.set(chosen.day_written(day));
            let calendar = calendar(i18n, known, choose);
            view! { <div class="day-input">{line(id, told)} {calendar}</div> }.into_any()
        }
        CellKind::Text | CellKind::Several(_) | CellKind::Labels(_) => line(id, told).into_any(),
    }
}

/// What can be chosen. What stands in the cell and is none of it stays a choice, so that nothing changes by itself.
fn options(i18n: I18n, list: &CellList, first: &str, text: RwSignal<String>) -> AnyView {
    let reader = i18n.get_locale_untracked();
    let mut choices: Vec<(String, String)> = match list {
        CellList::Countries => names::countries(reader)
            .into_iter()
            .map(|(country, name)| (country.code().to_owned(), name))
            .collect(),
        CellList::Languages => names::languages(reader)
            .into_iter()
            .map(|(code, name)| (code.to_owned(), name))
            .collect(),
        CellList::Kinds => contact::Kind::ALL
            .iter()
            .map(|kind| (kind.as_str().to_owned(), kind_name(i18n, *kind).to_owned()))
            .collect(),
        CellList::Levels => contact::Level::ALL
            .iter()
            .map(|level| {
                (
                    level.as_str().to_owned(),
                    level_name(i18n, *level).to_owned(),
                )
            })
            .collect(),
        CellList::Options(options) => options
            .iter()
            .map(|option| (option.clone(), option.clone()))
            .collect(),
        CellList::YesNo => vec![
            ("Yes".to_owned(), t_string!(i18n, contact.yes).to_owned()),
            ("No".to_owned(), t_string!(i18n, contact.no).to_owned()),
        ],
    };
    // As the file writes it.
    let meant = list.meant(first);
    match choices
        .iter_mut()
        .find(|(value, _)| Some(value) == meant.as_ref())
    {
        Some((value, _)) => *value = first.to_owned(),
        None if first.is_empty() => {}
        None => choices.insert(0, (first.to_owned(), first.to_owned())),
    }
    let blank = t_string!(i18n, import.import_grid.blank).to_owned();
    choices.insert(0, (String::new(), blank));
    let option = |(value, words): (String, String)| {
        let chosen = value.clone();
        let is_chosen = move || text.with(|text| *text == chosen);
        view! { <option value=value prop:selected=is_chosen>{words}</option> }
    };
    choices.into_iter().map(option).collect_view().into_any()
}

/// The pieces of a cell that stand with a semicolon between them.
fn pieces(text: &str) -> Vec<String> {
    let pieces = text.split(';').map(str::trim);
    let pieces = pieces.filter(|piece| !piece.is_empty());
    pieces.map(str::to_owned).collect()
}

/// Several options, however the file writes them. What stands in the cell and is none of them has a box too, by which it is
/// taken out.
fn several(
    id: &str,
    name: &str,
    options: &[String],
    text: RwSignal<String>,
    message: Signal<Option<String>>,
) -> AnyView {
    let list = CellList::Options(options.to_vec());
    let written = text.get_untracked();
    let first = pieces(&written).into_iter();
    let first = first.map(|piece| list.meant(&piece).unwrap_or(piece));
    let first: Vec<String> = first.collect();
    let mut boxes: Vec<String> = Vec::new();
    for option in first.iter().filter(|piece| !options.contains(piece)) {
        if !boxes.contains(option) {
            boxes.push(option.clone());
        }
    }
    boxes.extend_from_slice(options);
    let value = RwSignal::new(first.join(";"));
    let first: BTreeSet<String> = first.into_iter().collect();
    Effect::new(move |before: Option<()>| {
        let value = value.get();
        // As it stands in the file until something else is chosen.
        let is_same = pieces(&value).into_iter().collect::<BTreeSet<_>>() == first;
        if before.is_some() {
            text.set(match is_same {
                true => written.clone(),
                false => value,
            });
        }
    });
    option_boxes(id.to_owned(), name.to_owned(), boxes, value, message)
}

/// Labels stand in a cell with a semicolon between them. What is typed and not yet chosen is part of the cell too. What is only
/// doubtful is said elsewhere, at `doubt`.
fn labels(
    names: Vec<String>,
    text: RwSignal<String>,
    message: Signal<Option<String>>,
    doubt: String,
) -> AnyView {
    let value = RwSignal::new(pieces(&text.get_untracked()));
    let typed = RwSignal::new(String::new());
    Effect::new(move |before: Option<()>| {
        let mut all = value.get();
        let rest = typed.get().trim().to_owned();
        if !rest.is_empty() {
            all.push(rest);
        }
        // As it stands in the file until something is chosen.
        if before.is_some() {
            text.set(all.join(";"));
        }
    });
    view! { <LabelField value typed error=message names also=doubt/> }.into_any()
}
