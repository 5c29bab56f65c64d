//! What came of an import: the guide's message, the ledger, `Download`, and the way back.

use contact::query::Query;
use leptos::{html, prelude::*};

use super::{
    desk::Desk,
    event::ImportEvent,
    following::{PAUSE, is_of_imports},
    stage::ImportState,
    transfer,
    undo::{UndoImport, left_by_undo, undoable, undone, undone_by},
    words,
};
use crate::{
    api::imports,
    browser::attention::in_attendance,
    i18n::*,
    live::follow,
    ui::number::grouped,
    values::words::{I18n, language},
    wire::imports::{Import, ImportId, ImportStatus, Ledger},
};

/// The receipt of an import.
#[component]
pub fn ImportResult() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    let import = Memo::new(move |_| desk.page.with(|page| page.import.clone()));
    let failed = Memo::new(move |_| import.get().map_or(0, |import| import.ledger.failed));
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Fails only for an element that cannot take the focus.
            let _ = heading.focus();
        }
    });
    let looked_at = move || {
        if let Some(import) = import.get_untracked() {
            leptos::task::spawn_local(async move {
                let found = imports::get(import.id).await;
                // Whoever has closed it meanwhile is not to see it once more.
                let is_shown = desk.page.with_untracked(ImportState::import_id) == Some(import.id);
                if let (Ok(import), true) = (found, is_shown) {
                    desk.tell(ImportEvent::Followed(import));
                }
            });
        }
    };
    // It may be taken back in another tab.
    let look = in_attendance(looked_at);
    follow(PAUSE, move |news| {
        if news.iter().any(is_of_imports) {
            look();
        }
    });
    let undoing = RwSignal::new(false);
    let may_undo = Memo::new(move |_| {
        undoing.get() || import.with(|import| import.as_ref().is_some_and(undoable))
    });
    let left = Memo::new(move |_| import.with(|import| import.as_ref().map_or(0, left_by_undo)));
    let taken_back = Memo::new(move |_| import.with(|import| import.as_ref().and_then(undone)));
    let headline =
        move || import.with(|import| import.as_ref().map(|import| headline(i18n, import)));
    view! {
        <section class="result" aria-labelledby="result">
            <h2 id="result" tabindex="-1" node_ref=heading>{headline}</h2>
            {move || taken_back.get().map(|undo| undone_by(i18n, undo))}
            {move || {
                import
                    .get()
                    .and_then(|import| import.refused)
                    .map(|refused| view! { <p>{refused.message}</p> })
            }}
            {move || import.get().map(|import| view! { <LedgerTable ledger=import.ledger/> })}
            <Show when=move || { failed.get() > 0 }>
                <FailedRecords import failed/>
            </Show>
            <div class="buttons">
                {move || import.get().map(|import| view! { <ToContacts import/> })}
                {move || {
                    let may_undo = may_undo.get();
                    let import = import.get_untracked().filter(|_| may_undo)?;
                    Some(view! { <UndoImport import left place="result" open=undoing done=move |()| looked_at()/> })
                }}
                <Show when=move || failed.get() == 0>
                    <button type="button" class="button secondary" on:click=move |_| desk.tell(ImportEvent::Closed)>
                        {t!(i18n, import.close)}
                    </button>
                </Show>
                <a class="button plain" href="/imports">{t!(i18n, import.history)}</a>
            </div>
        </section>
    }
}

/// What came of it, in one sentence.
fn headline(i18n: I18n, import: &Import) -> String {
    let imported = import.ledger.created + import.ledger.updated;
    match import.status {
        ImportStatus::Cancelled => t_string!(i18n, import.was_cancelled).to_owned(),
        ImportStatus::Undone => t_string!(i18n, import.was_undone).to_owned(),
        ImportStatus::Refused => t_string!(i18n, import.was_refused).to_owned(),
        _ if imported == 0 => t_string!(i18n, import.imported_none).to_owned(),
        _ if imported == 1 => t_string!(i18n, import.imported_one).to_owned(),
        _ => t_string!(i18n, import.imported_many, n = grouped(imported)),
    }
}

/// The guide's message about the records that failed, with `Download` and `Cancel`.
#[component]
fn FailedRecords(import: Memo<Option<Import>>, failed: Memo<u64>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<Desk>();
    // The browser's own failed records can be had here, where their file is.
    let in_hand = Memo::new(move |_| {
        desk.page
            .with(|page| page.judgement.is_some() && page.counts.failed > 0)
    });
    let column = Memo::new(move |_| {
        desk.page
            .with(|page| page.error_column.clone().filter(|column| column != "AZ"))
    });
    let trouble = Memo::new(move |_| desk.page.with(ImportState::trouble));
    let from_server = move || {
        import
            .get()
            .map(|import| view! { <ServerErrorDetail id=import.id there=import.error_detail/> })
    };
    view! {
        <div class="banner warning" role="alert">
            <div class="text">
                <p>{move || words::failed_to_import(i18n, failed.get())}</p>
                <Show when=move || column.get().is_some()>
                    <p>{move || t_string!(i18n, import.other_column, column = column.get().unwrap_or_default())}</p>
                </Show>
                <Show when=move || trouble.get().is_some()>
                    <p>{trouble}</p>
                </Show>
            </div>
            <div class="buttons">
                <Show when=move || in_hand.get() fallback=from_server>
                    <button type="button" class="button primary" on:click=move |_| desk.error_detail()>
                        {t!(i18n, import.download)}
                    </button>
                </Show>
                <button type="button" class="button secondary" on:click=move |_| desk.tell(ImportEvent::Closed)>
                    {t!(i18n, import.cancel)}
                </button>
            </div>
        </div>
    }
}

/// The way to the contacts of an import: to those that it created, and to those that it updated.
#[component]
pub fn ToContacts(import: Import) -> impl IntoView {
    let i18n = use_i18n();
    let Ledger {
        created, updated, ..
    } = import.ledger;
    let by = Query {
        import: Some(import.id.0),
        ..Query::default()
    };
    let updated_by = Query {
        updated_by_import: Some(import.id.0),
        ..Query::default()
    };
    let links = match (import.status, created, updated) {
        (ImportStatus::Undone, ..) | (_, 0, 0) => {
            vec![(Query::default(), t_string!(i18n, import.to_all_contacts))]
        }
        (_, _, 0) => vec![(by, t_string!(i18n, import.to_contacts))],
        (_, 0, _) => vec![(updated_by, t_string!(i18n, import.to_contacts))],
        _ => vec![
            (by, t_string!(i18n, import.to_created_contacts)),
            (
                updated_by,
                t_string!(i18n, import.import_history.to_updated),
            ),
        ],
    };
    let links = links.into_iter().map(|(query, words)| {
        let address = match query.address() {
            narrowed if narrowed.is_empty() => "/contacts".to_owned(),
            narrowed => format!("/contacts?{narrowed}"),
        };
        view! { <a class="button secondary" href=address>{words}</a> }
    });
    links.collect_view()
}

/// `records = created + updated + unchanged + skipped + failed`.
#[component]
pub fn LedgerTable(ledger: Ledger) -> impl IntoView {
    let i18n = use_i18n();
    let lines = [
        (t_string!(i18n, import.ledger_records), ledger.records),
        (t_string!(i18n, import.ledger_created), ledger.created),
        (t_string!(i18n, import.ledger_updated), ledger.updated),
        (t_string!(i18n, import.ledger_unchanged), ledger.unchanged),
        (t_string!(i18n, import.ledger_skipped), ledger.skipped),
        (t_string!(i18n, import.ledger_failed), ledger.failed),
    ];
    figures(lines)
}

/// What numbers stand for, and the numbers.
pub fn figures(lines: impl IntoIterator<Item = (&'static str, u64)>) -> AnyView {
    view! {
        <dl class="ledger">
            {lines
                .into_iter()
                .map(|(what, n)| view! { <div><dt>{what}</dt><dd>{grouped(n)}</dd></div> })
                .collect_view()}
        </dl>
    }
    .into_any()
}

/// `Download`, where the server made the file; else the words why not.
#[component]
pub fn ServerErrorDetail(id: ImportId, there: bool) -> impl IntoView {
    let i18n = use_i18n();
    if there {
        view! {
            <a class="button secondary" href=move || transfer::error_detail(id, language(i18n)) download="ErrorDetail.csv">
                {t!(i18n, import.download)}
            </a>
        }
        .into_any()
    } else {
        view! { <span class="hint">{t!(i18n, import.made_in_browser)}</span> }.into_any()
    }
}
