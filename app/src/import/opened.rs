//! An import of the history, opened: its ledger and that of its undo, the labels that it made, and what can still be done with
//! it. The address names it, so that it can be sent to somebody, and the way back closes it.

use contact::query::Query;
use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use super::{
    following::{PAUSE, is_of_imports},
    result::{LedgerTable, ServerErrorDetail, ToContacts, figures},
    status::{called, status, waits},
    undo::{UndoImport, left_by_undo, left_out, undoable},
};
use crate::{
    api::imports,
    browser::attention::in_attendance,
    error::Error,
    i18n::*,
    live::follow,
    page::{Report, report, unread},
    ui::{
        badge::{Badge, Tone},
        banner::Banner,
        button::{Button, LinkButton, Look},
        when::When,
    },
    values::words::I18n,
    wire::imports::{Import, ImportId, UndoLedger, UndoStatus},
};

/// What names the opened import in the address.
const OPEN: &str = "open";

/// Where an import stands opened.
pub fn address_of(import: ImportId) -> String {
    format!("/imports?{OPEN}={import}")
}

/// The import that the address names, if it names one.
#[component]
pub fn OpenedImport() -> impl IntoView {
    let query = use_query_map();
    let open = Memo::new(move |_| {
        let id = query.read().get(OPEN)?;
        id.parse::<Uuid>().ok().map(ImportId)
    });
    let import = Resource::new(
        move || open.get(),
        |open| async move {
            match open {
                Some(id) => imports::get(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match import.await {
                    Ok(Some(first)) => view! { <Opened first/> }.into_any(),
                    Ok(None) => ().into_any(),
                    Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// An import, as it stands by now.
#[component]
fn Opened(first: Import) -> impl IntoView {
    let i18n = use_i18n();
    let Import {
        id,
        file_name,
        started_by,
        created_at,
        notes,
        ..
    } = first.clone();
    let import = RwSignal::new(first);
    let look = move || {
        leptos::task::spawn_local(async move {
            if let Ok(now) = imports::get(id).await {
                // The page may be gone by then.
                import.try_set(now);
            }
        });
    };
    let look_soon = in_attendance(look);
    follow(PAUSE, move |news| {
        if news.iter().any(is_of_imports) {
            look_soon();
        }
    });
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Fails only for an element that cannot take the focus.
            let _ = heading.focus();
        }
    });
    let badge = move || {
        let (tone, words) = import.with(|import| status(i18n, import));
        view! { <Badge tone>{words}</Badge> }
    };
    let ledger = Memo::new(move |_| import.with(|import| import.ledger));
    let undo = Memo::new(move |_| import.with(|import| import.undo.clone()));
    let labels = Memo::new(move |_| import.with(|import| import.labels_made.clone()));
    view! {
        <section class="opened" aria-labelledby="opened">
            <header>
                <h2 id="opened" tabindex="-1" node_ref=heading><bdi>{move || called(i18n, &file_name)}</bdi></h2>
                {badge}
                <LinkButton
                    look=Look::Plain
                    small=true
                    href="/imports".to_owned()
                    icon=icondata_lu::LuX
                    label=move || t_string!(i18n, import.close)
                />
            </header>
            <p class="hint">
                <bdi>{started_by}</bdi>
                " · "
                <When at=created_at language=Signal::derive(move || i18n.get_locale().as_str())/>
            </p>
            {move || import.with(|import| waits(i18n, import)).map(|words| view! { <p role="status">{words}</p> })}
            {move || {
                let refused = import.with(|import| import.refused.clone());
                refused.map(|refused| view! { <p>{refused.message}</p> })
            }}
            {move || view! { <LedgerTable ledger=ledger.get()/> }}
            {notes.into_iter().map(|note| view! { <p class="hint">{note}</p> }).collect_view()}
            {move || labels_made(i18n, labels.get())}
            {move || undo.get().map(|undo| taken_back(i18n, undo))}
            <Deeds import look=Callback::new(move |()| look())/>
        </section>
    }
}

/// The labels that came with the file, each the way to whoever wears it.
fn labels_made(i18n: I18n, labels: Vec<String>) -> Option<AnyView> {
    if labels.is_empty() {
        return None;
    }
    let links = labels.into_iter().map(|name| {
        let query = Query {
            labels: vec![name.clone()],
            ..Query::default()
        };
        view! { <li><a href=format!("/contacts?{}", query.address())><bdi>{name}</bdi></a></li> }
    });
    let view = view! {
        <h3>{t!(i18n, import.import_history.labels)}</h3>
        <ul class="labels">{links.collect_view()}</ul>
    };
    Some(view.into_any())
}

/// What became of the contacts when the import was taken back, or what has so far.
fn taken_back(i18n: I18n, undo: UndoLedger) -> AnyView {
    let lines = [
        (t_string!(i18n, import.import_history.total), undo.total),
        (t_string!(i18n, import.import_history.removed), undo.removed),
        (
            t_string!(i18n, import.import_history.restored),
            undo.restored,
        ),
        (t_string!(i18n, import.import_history.kept), undo.kept),
        (t_string!(i18n, import.ledger_failed), undo.failed),
    ];
    let stopped = (undo.status == UndoStatus::Stopped)
        .then(|| view! { <p>{t!(i18n, import.import_history.stopped)}</p> });
    let failed = left_out(i18n, undo.failed).map(|words| view! { <p>{words}</p> });
    view! {
        <h3>
            {t!(i18n, import.import_history.undo)}
            " · "
            <bdi>{undo.by}</bdi>
            " · "
            <When at=undo.at language=Signal::derive(move || i18n.get_locale().as_str())/>
        </h3>
        {figures(lines)}
        {stopped}
        {failed}
    }
    .into_any()
}

/// What can be done with an import as it stands: its contacts, ErrorDetail.csv, pause, cancel and undo.
#[component]
fn Deeds(import: RwSignal<Import>, look: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let id = import.with_untracked(|import| import.id);
    let is = move |what: fn(&Import) -> bool| Memo::new(move |_| import.with(what));
    let wrote = is(|import| import.ledger.created + import.ledger.updated > 0);
    let pausable = is(|import| import.mine && import.is_under_way());
    let cancellable = is(|import| import.mine && !import.status.is_over());
    let paused = is(|import| import.paused);
    let failed = is(|import| import.ledger.failed > 0 && import.status.is_over());
    let has_detail = is(|import| import.error_detail);
    let state = Memo::new(move |_| import.with(|import| (import.status, import.ledger)));
    let undoing = RwSignal::new(false);
    let may_undo = Memo::new(move |_| undoing.get() || import.with(undoable));
    let left = Memo::new(move |_| import.with(left_by_undo));
    view! {
        <div class="buttons">
            {move || wrote.get().then(|| {
                state.track();
                view! { <ToContacts import=import.get_untracked()/> }
            })}
            {move || failed.get().then(|| view! { <ServerErrorDetail id there=has_detail.get()/> })}
            <Show when=move || pausable.get()>
                <Button on_press=move || carry_out(import, report, imports::pause(id, !paused.get_untracked()))>
                    {move || match paused.get() {
                        true => t_string!(i18n, import.resume),
                        false => t_string!(i18n, import.pause),
                    }}
                </Button>
            </Show>
            <Show when=move || cancellable.get()>
                <Button on_press=move || carry_out(import, report, imports::cancel(id))>
                    {t!(i18n, import.cancel_import)}
                </Button>
            </Show>
            {move || may_undo.get().then(|| {
                let import = import.get_untracked();
                view! { <UndoImport import left place="opened" open=undoing done=look/> }
            })}
        </div>
    }
}

/// Waits for what the server says to an order about the import, and shows how it stands then.
fn carry_out(
    import: RwSignal<Import>,
    report: Report,
    order: impl Future<Output = Result<Import, Error>> + 'static,
) {
    leptos::task::spawn_local(async move {
        match order.await {
            Ok(now) => drop(import.try_set(now)),
            Err(error) => report.say(error),
        }
    });
}
