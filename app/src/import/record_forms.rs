//! A small screen has no room for a grid: there each record is a line that opens into a form of the values that have a problem.
use contact::Severity;
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::Node};
use preview::RowView;

use crate::{
    i18n::*,
    import::{
        cell_editor::{CellText, cell_input},
        desk::Desk,
        event::ImportEvent,
        stage::GridCell,
        step_key::step_key,
    },
    ui::{focus, number::grouped},
    values::words::I18n,
};

/// The records on the page, of which one is open.
#[component]
pub fn RecordForms() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let records = Memo::new(move |_| {
        let record = |row: &RowView| (row.record, row.line);
        desk.page
            .with(|page| page.window.rows.iter().map(record).collect::<Vec<_>>())
    });
    let open = Memo::new(move |_| {
        desk.page
            .with(|page| page.window.active().map(|cell| cell.record))
    });
    let called = Memo::new(move |_| desk.page.with(|page| page.window.called));
    let shown = StoredValue::new(called.get_untracked());
    Effect::new(move |_| {
        let (record, called) = (open.get(), called.get());
        if let Some(record) = record.filter(|_| shown.get_value() != called)
            && let Some(form) = document().get_element_by_id(&format!("form-{record}"))
        {
            shown.set_value(called);
            focus::show(&form);
        }
    });
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            if let Some(forward) = step_key(&event) {
                desk.tell(ImportEvent::Stepped(forward));
            }
        });
        on_cleanup(move || keys.remove());
    });
    view! {
        <ul class="record-forms" role="list" aria-label=move || t_string!(i18n, import.rows)>
            <For each=move || records.get() key=|(record, _)| *record let((record, line))>
                {one(i18n, desk, open, record, line)}
            </For>
        </ul>
        <Show when=move || desk.page.with(|page| page.window.is_empty() && !page.busy)>
            <p class="none">{t!(i18n, import.no_rows)}</p>
        </Show>
    }
}

/// What is imported of the cells of a row.
fn reads(row: &RowView) -> impl Iterator<Item = &str> {
    (0..row.cells.len()).map(move |place| row.reads(place))
}

fn one(i18n: I18n, desk: Desk, open: Memo<Option<u64>>, record: u64, line: u64) -> AnyView {
    let row = Memo::new(move |_| {
        desk.page.with(|page| {
            let place = page.window.place_of(record)?;
            page.window.rows.get(place).cloned()
        })
    });
    let is_open = Memo::new(move |_| open.get() == Some(record));
    let name = move || {
        row.with(|row| {
            let cells = row.iter().flat_map(reads);
            let full = cells.filter(|cell| !cell.is_empty()).take(2);
            full.collect::<Vec<_>>().join(" ")
        })
    };
    let problems = move || {
        let row = row.get();
        let problems = row.into_iter().flat_map(|row| row.problems);
        let line = |problem: preview::ProblemView| {
            let class = match problem.code.severity() {
                Severity::Warning => "warning",
                _ => "danger",
            };
            view! { <li class=class><bdi>{problem.message}</bdi></li> }
        };
        problems.map(line).collect_view()
    };
    let id = format!("form-{record}");
    view! {
        <li id=id class:open=is_open>
            <button
                type="button"
                class="record"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=move |_| desk.tell(ImportEvent::Went(record, 0))
            >
                <strong>{t_string!(i18n, import.on_line, line = grouped(line))}</strong>
                <bdi>{name}</bdi>
            </button>
            <ul class="sentences" role="list">{problems}</ul>
            <Show when=move || is_open.get()>{form(i18n, desk, row)}</Show>
        </li>
    }
    .into_any()
}

/// The values that had a problem when the form was opened: one that is mended stays, and says nothing any more.
fn form(i18n: I18n, desk: Desk, row: Memo<Option<RowView>>) -> AnyView {
    let Some(opened) = row.get_untracked() else {
        return ().into_any();
    };
    let mut columns: Vec<u32> = opened
        .problems
        .iter()
        .filter_map(|problem| problem.cell)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let fields = columns
        .iter()
        .map(|column| {
            let cell = GridCell {
                record: opened.record,
                column: *column,
            };
            field(i18n, desk, cell)
        })
        .collect_view();
    let is_right = move || row.with(|row| row.as_ref().is_some_and(|row| row.problems.is_empty()));
    let others = reads(&opened).zip(0..);
    let others = others.filter(|(text, column)| !text.is_empty() && !columns.contains(column));
    let others = others.map(|(text, column)| {
        let header = desk
            .page
            .with_untracked(|page| page.header_of(column).to_owned());
        view! { <div><dt><bdi>{header}</bdi></dt><dd><bdi>{text.to_owned()}</bdi></dd></div> }
    });
    let others = others.collect_view();
    view! {
        <div class="fields">
            {fields}
            <Show when=is_right>
                <p class="right" role="status">{t!(i18n, import.import_grid.right)}</p>
            </Show>
            <details>
                <summary>{t!(i18n, import.import_grid.others)}</summary>
                <dl>{others}</dl>
            </details>
        </div>
    }
    .into_any()
}

/// One value: it is taken when it is left, or chosen.
fn field(i18n: I18n, desk: Desk, cell: GridCell) -> AnyView {
    let text = RwSignal::new(String::new());
    let editing = desk
        .page
        .with_untracked(|page| CellText::of(i18n, page, cell, text));
    let Some(editing) = editing else {
        return ().into_any();
    };
    let frame = NodeRef::<html::Div>::new();
    let input = cell_input(
        i18n,
        desk,
        &format!("cell-{}-{}", cell.record, cell.column),
        &editing,
    );
    let taken = StoredValue::new(editing);
    let take = move || {
        taken.try_update_value(|editing| {
            let text = editing.text.try_get_untracked();
            editing.accept(desk);
            editing.first = text.unwrap_or_default();
        });
    };
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target();
        let to: Option<Node> = to.and_then(|to| to.dyn_into().ok());
        let frame = frame.try_get_untracked().flatten();
        let stays = to.is_some() && frame.is_some_and(|frame| frame.contains(to.as_ref()));
        if !stays {
            take();
        }
    };
    view! {
        <div class="field" node_ref=frame on:focusout=left on:change=move |_| take()>
            {input}
        </div>
    }
    .into_any()
}
